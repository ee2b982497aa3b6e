from pathlib import Path

from django.conf import settings

from coordination.templatetags.kraftsam.assets import COMPONENTS, SCRIPTS

STATIC = Path(settings.BASE_DIR) / "static"


def test_stylesheets_are_every_component_once():
    files = sorted(path.stem for path in (STATIC / "css" / "components").glob("*.css"))

    assert sorted(COMPONENTS) == files


def test_stylesheets_begin_with_the_design_system(render):
    links = render("{% stylesheets %}").splitlines()

    assert "designsystemet/theme" in links[0]
    assert "css/tokens.css" in links[2]


def test_scripts_exist_and_are_modules(render):
    assert all((STATIC / "js" / f"{name}.js").is_file() for name in SCRIPTS)
    assert render("{% scripts %}").count('<script type="module" src="') == len(SCRIPTS)
