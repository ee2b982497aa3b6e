"""The files that a document may use: its stylesheet, its pictures and one open font.

A document refers to them by name (``document:logo.svg``) and can reach nothing else.
"""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured

STYLESHEET = "document.css"
FONTS = (
    "SourceSans3_400Regular.ttf",
    "SourceSans3_400Regular_Italic.ttf",
    "SourceSans3_600SemiBold.ttf",
)
PICTURES = ("draft.svg", "logo.svg")


@cache
def asset_paths() -> dict[str, str]:
    """Every name that a document may ask for, with the file behind it."""
    kit = {name: _locate(f"documents/{name}") for name in (STYLESHEET, *PICTURES)}
    return kit | font_paths()


@cache
def font_paths() -> dict[str, str]:
    """The cuts of the document font: whole static files, since split fonts print wrong letters."""
    return {name: _locate(f"vendor/fonts/{_cut(name)}/{name}") for name in FONTS}


def _cut(font: str) -> str:
    return font.removeprefix("SourceSans3_").removesuffix(".ttf")


def _locate(name: str) -> str:
    """Find a static file where it is developed, else where it was collected to."""
    if path := finders.find(name):
        return path
    if (collected := Path(settings.STATIC_ROOT) / name).is_file():
        return str(collected)
    raise ImproperlyConfigured(
        f"The static file {name} is missing, so no PDF can be made. Run npm ci and collectstatic."
    )
