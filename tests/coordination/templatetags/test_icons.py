import pytest

from coordination.templatetags.kraftsam.icons import DRAWINGS


@pytest.mark.parametrize("name", DRAWINGS)
def test_icon_is_hidden_from_those_who_listen(render, name):
    drawn = render(f'{{% icon "{name}" %}}')

    assert drawn.startswith('<svg class="ks-icon" viewBox="0 0 20 20" aria-hidden="true">')


def test_icon_of_unknown_name_raises(render):
    with pytest.raises(ValueError, match="there is no symbol 'smiley'"):
        render('{% icon "smiley" %}')
