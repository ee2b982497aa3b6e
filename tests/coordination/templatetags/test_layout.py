import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError

from coordination.components import Action, Choice


def test_panel_with_a_title_is_a_named_region(squeezed):
    shown = squeezed('{% panel title="Styrgrupp" note="Möts i juni." %}<p>x</p>{% endpanel %}')

    assert shown.startswith('<section class="ks-panel ks-panel--pad" aria-labelledby="styrgrupp">')
    assert '<h2 id="styrgrupp">Styrgrupp</h2>' in shown
    assert '<p class="ks-panel__note">Möts i juni.</p> <p>x</p>' in shown


def test_panel_without_a_title_is_plain(squeezed):
    assert squeezed("{% panel flush=True %}x{% endpanel %}") == '<div class="ks-panel">x</div>'


def test_section_links_to_all_of_it(squeezed):
    shown = squeezed(
        '{% section title="Insatser" id="i" link_text="Alla 12" link_url="/insatser/" %}x{% endsection %}'
    )

    assert '<h2 id="i">Insatser</h2><a href="/insatser/">Alla 12</a>' in shown


@pytest.mark.parametrize(
    "source",
    [
        '{% panel titel="x" %}{% endpanel %}',
        '{% section title="x" titl="y" %}{% endsection %}',
        '{% button "Spara" "/x/" colour="red" %}',
        '{% empty tittle="x" %}{% endempty %}',
    ],
)
def test_misspelt_arguments_raise(render, source):
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument"):
        render(source)


@pytest.mark.parametrize(
    "source",
    [
        '{% button "Spara" "/x/" variant="loud" %}',
        '{% alert "shout" %}x{% endalert %}',
        '{% panel title="x" level=7 %}x{% endpanel %}',
    ],
)
def test_unknown_values_raise(render, source):
    with pytest.raises(ValueError, match="use one of"):
        render(source)


def test_breadcrumbs_begin_at_min_sida_and_end_without_a_link(squeezed):
    shown = squeezed('{% breadcrumbs "Remisser" "/remisser/" "Program" %}')

    assert '<a class="ds-link" href="/remisser/" aria-label="Tillbaka till Remisser">' in shown
    assert '<li><a class="ds-link" href="/">Min sida</a></li>' in shown
    assert '<li><span aria-current="page">Program</span></li>' in shown


def test_breadcrumbs_with_a_label_too_few_raises(render):
    with pytest.raises(ValueError, match="pairs of label and url"):
        render('{% breadcrumbs "Remisser" "/remisser/" %}')


def test_empty_without_buttons_has_no_button_row(squeezed):
    shown = squeezed('{% empty title="Inga remisser" text="De samlas här." %}{% endempty %}')

    assert shown == (
        '<div class="ks-empty"> <p class="ks-empty__title">Inga remisser</p> <p>De samlas här.</p> </div>'
    )


def test_blocks_keep_the_markup_inside_them(render):
    shown = render('{% empty title="x" %}{% button "Skriv" "/ny/" %}{% endempty %}')

    assert '<a class="ds-button" href="/ny/" data-variant="secondary">Skriv</a>' in shown


def test_action_that_changes_something_is_a_guarded_form(squeezed):
    shown = squeezed("{% action act %}", act=Action("Påminn", "/paminn/", post=True))

    assert '<form class="ks-action" method="post" action="/paminn/">' in shown
    assert 'name="csrfmiddlewaretoken" value="token"' in shown


def test_action_that_moves_on_is_a_link(render):
    shown = render("{% action act %}", act={"label": "Öppna", "url": "/1/", "primary": True})

    assert shown == '<a class="ds-button" href="/1/" data-size="sm">Öppna</a>'


def test_facts_next_step_and_scrolling_tables_hold_their_content(squeezed):
    shown = squeezed(
        '{% facts %}{% fact "Läge" %}Pågår{% endfact %}{% endfacts %}'
        '{% next_step title="Svara" %}<p>I dag.</p>{% endnext_step %}'
        '{% table_scroll label="Insatser" %}<table></table>{% endtable_scroll %}'
    )

    assert "<div><dt>Läge</dt><dd>Pågår</dd></div>" in shown
    assert '<p class="ks-next__title">Svara</p> <p>I dag.</p>' in shown
    assert 'tabindex="0" role="region" aria-label="Insatser"><table></table></div>' in shown


@pytest.mark.parametrize(("tag", "current"), [("filters", "true"), ("local_nav", "page")])
def test_links_show_counts_and_where_one_is(render, tag, current):
    call = (
        '{% filters items "Visa" %}' if tag == "filters" else '{% local_nav items label="Visa" %}'
    )

    shown = render(call, items=[Choice("Sena", "?sen", 0, current=True), Choice("Alla", "?")])

    assert f'href="?sen" aria-current="{current}">Sena <span class="ks-num">0</span></a>' in shown
    assert ">Alla</a>" in shown


def test_pagination_of_a_django_page_keeps_the_filter(render, rf):
    page = Paginator(range(60), 20).page(2)

    shown = render("{% pagination page %}", page=page, request=rf.get("/", {"q": "lek"}))

    assert 'rel="prev" href="?q=lek&amp;page=1"' in shown
    assert 'rel="next" href="?q=lek&amp;page=3"' in shown
    assert 'aria-current="page"><span class="ks-sr">Sida </span>2</a>' in shown


def test_pagination_of_one_page_is_nothing(render, rf):
    assert (
        render("{% pagination page %}", page=Paginator([1], 20).page(1), request=rf.get("/")) == ""
    )


def test_pagination_of_a_keyset_page_shows_its_ways(render):
    page = {"previous_url": None, "next_url": "?after=9", "label": "1–50"}

    shown = render("{% pagination page %}", page=page)

    assert 'rel="next" href="?after=9"' in shown
    assert 'rel="prev"' not in shown
    assert "1–50" in shown


def test_pagination_of_a_single_keyset_page_is_nothing(render):
    page = {"previous_url": None, "next_url": None, "label": ""}

    assert render("{% pagination page %}", page=page) == ""
