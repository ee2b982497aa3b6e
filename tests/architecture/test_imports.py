"""The house: imports point from the later app to the earlier, and from the higher layer to the lower."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ["coordination", "initiatives", "funding", "evaluation"]
LAYERS = [
    {"models"},
    {"permissions", "guards"},
    {"domain"},
    {"forms", "documents", "imports", "exports"},
    {
        *("views", "api", "admin", "urls", "tasks", "management", "registrations"),
        *("context_processors", "templatetags", "account", "serve", "probe"),
        *("demo", "volume"),  # what two of the commands load
    },
]
# Entry points of the Django project itself, beside the kernel's layers.
PROJECT_FILES = {"settings", "urls", "wsgi", "asgi", "celery", "apps", "__init__"}


def imports_of(path):
    """Dotted names that a module imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules(app):
    return [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def app_of(name):
    return name.split(".")[0]


def layer_of(parts):
    """The layer's number of ``app.part…``: leaf modules are 0, models 1 … views last."""
    head = parts[1] if len(parts) > 1 else ""
    head = "urls" if head.endswith("_urls") else head
    for number, layer in enumerate(LAYERS, start=1):
        if head in layer:
            return number
    return 0


def mutual_pairs():
    used = {
        app: {app_of(name) for path in modules(app) for name in imports_of(path)} for app in APPS
    }
    return [(a, b) for a in APPS for b in APPS if a < b and b in used[a] and a in used[b]]


def test_no_two_apps_import_each_other():
    assert mutual_pairs() == []


@pytest.mark.parametrize("app", APPS)
def test_app_imports_only_earlier_apps(app):
    later = set(APPS[APPS.index(app) + 1 :])

    backwards = [
        (str(path.relative_to(ROOT)), name)
        for path in modules(app)
        for name in imports_of(path)
        if app_of(name) in later
    ]

    assert backwards == []


@pytest.mark.parametrize("app", APPS)
def test_lower_layer_never_imports_higher(app):
    upwards = []
    for path in modules(app):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[1] in PROJECT_FILES:
            continue
        upwards += [
            (str(path.relative_to(ROOT)), name)
            for name in imports_of(path)
            if app_of(name) == app and layer_of(name.split(".")) > layer_of(parts)
        ]

    assert upwards == []


def test_layer_check_notices_a_view_imported_by_a_model():
    assert layer_of(("coordination", "views", "referral")) > layer_of(
        ("coordination", "models", "referral")
    )


@pytest.mark.parametrize("app", APPS)
def test_foreign_keys_point_down(app):
    from django.apps import apps

    order = {name: number for number, name in enumerate(APPS)}
    upwards = [
        (str(field), field.related_model._meta.label)
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if field.concrete
        and field.is_relation
        and field.related_model
        and order.get(field.related_model._meta.app_label, -1) > order[app]
    ]

    assert upwards == []
