"""Where the map's streets come from: nowhere, unless an administrator names a tile server."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PLACES = ("{z}", "{x}", "{y}")


def tile_source(url: str) -> str:
    """The host that a tile address leads to, as the content security policy writes it.

    ``https://{s}.tiles.example/{z}/{x}/{y}.png`` becomes ``https://*.tiles.example``. Empty when no
    address is set: then nothing is fetched from any other host.
    """
    if not url:
        return ""
    parts = urlsplit(url)
    host = parts.netloc.replace("{s}", "*")
    if parts.scheme != "https" or not host or any(place not in url for place in PLACES):
        message = "MAP_TILE_URL must be like https://tiles.example/{z}/{x}/{y}.png"
        raise ImproperlyConfigured(message)
    if set(host) & set("{} ;,'@") or "*" in host.removeprefix("*."):
        message = "MAP_TILE_URL may have {s} only as the first part of its host"
        raise ImproperlyConfigured(message)
    return f"https://{host}"
