"""A background for maps: which host the content security policy lets in, and that there is none by default."""

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from coordination.map_tiles import tile_source


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("", ""),
        ("https://tiles.example/{z}/{x}/{y}.png?key=1", "https://tiles.example"),
        ("https://{s}.tiles.example:8443/{z}/{x}/{y}", "https://*.tiles.example:8443"),
    ],
)
def test_only_the_tiles_own_host_is_let_in(url, source):
    assert tile_source(url) == source


@pytest.mark.parametrize(
    "url",
    [
        "http://tiles.example/{z}/{x}/{y}.png",
        "https:///{z}/{x}/{y}.png",
        "https://tiles.example/{z}/{x}.png",
        "https://*/{z}/{x}/{y}.png",
        "https://a;script-src *.b/{z}/{x}/{y}.png",
    ],
)
def test_address_that_would_open_more_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="MAP_TILE_URL"):
        tile_source(url)


def test_by_default_no_other_host_is_asked():
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]

    assert (settings.MAP_TILE_URL, policy["img-src"]) == ("", ["'self'", "data:"])
