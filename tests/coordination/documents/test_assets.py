"""The document kit is found where it is developed and where it was collected to."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.exceptions import ImproperlyConfigured

from coordination.documents.assets import PICTURES, STYLESHEET, asset_paths
from coordination.glyphs import FONTS, locate_static

NAME = f"documents/{STYLESHEET}"


@pytest.fixture
def collected(settings, tmp_path, monkeypatch):
    """An installation that only has what collectstatic left."""
    monkeypatch.setattr(finders, "find", lambda _: None)
    settings.STATIC_ROOT = tmp_path
    return tmp_path


def test_kit_is_the_stylesheet_the_pictures_and_the_font():
    assert set(asset_paths()) == {STYLESHEET, *PICTURES, *FONTS}
    assert all(Path(path).is_file() for path in asset_paths().values())


def test_collected_file_is_used_where_there_is_no_other(collected):
    (collected / "documents").mkdir()
    (collected / NAME).write_text("@page {}")

    assert locate_static(NAME) == str(collected / NAME)


@pytest.mark.usefixtures("collected")
def test_missing_file_is_named():
    with pytest.raises(ImproperlyConfigured, match=r"documents/document\.css is missing"):
        locate_static(NAME)


def test_collecting_leaves_the_stylesheets_names_alone(tmp_path):
    """The manifest storage rewrites addresses in stylesheets, but none with a scheme."""
    original = Path(locate_static(NAME)).read_bytes()
    (tmp_path / "documents").mkdir()
    (tmp_path / NAME).write_bytes(original)
    storage = ManifestStaticFilesStorage(location=tmp_path, base_url="/static/")

    ((_, hashed, _),) = storage.post_process({NAME: (storage, NAME)})

    assert (tmp_path / hashed).read_bytes() == original
