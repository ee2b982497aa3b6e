"""What the browser loads: style sheets in order, one file to a component, and scripts."""

from functools import cache

from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from coordination.templatetags.kraftsam.library import register

# tokens.css declares the order of the layers; after it the order of files does not matter.
DESIGN_SYSTEM = (
    "vendor/designsystemet/theme/designsystemet.css",
    "vendor/designsystemet/src/index.css",
)
FOUNDATION = ("css/tokens.css", "css/base.css", "css/layout.css", "css/utilities.css")
COMPONENTS = (
    # the frame of every page
    "header",
    "breadcrumbs",
    "page-head",
    "facts",
    "next-step",
    "local-nav",
    "messages",
    "footer",
    # sheets and text
    "section",
    "panel",
    "prose",
    "diff",
    "glossary",
    "alert",
    "empty",
    "receipt",
    "summary",
    "toggle",
    # small parts
    "icon",
    "avatar",
    "status",
    "button",
    "actions",
    "filters",
    "pagination",
    "steps",
    # forms
    "form",
    "field",
    "error-summary",
    "sign-in",
    "asked",
    # lists and tables
    "tasks",
    "rows",
    "dates",
    "month",
    "timeline",
    "checklist",
    "seats",
    "chain",
    "plain-list",
    "letter",
    "table",
    "table-scroll",
    "grid",
    "budget",
    "decide",
    "total",
    # figures and maps
    "money-strip",
    "chart",
    "map",
    # statements
    "editor",
    "outline",
    "sheet",
    "compose",
    "request",
    "signers",
    "thread",
    # the page that shows them all
    "swatches",
)
# Comfort for those who have JavaScript; every page works without.
SCRIPTS = ("menu", "submit-once", "confirm-leave", "rich-text", "autosave")


@register.simple_tag
def stylesheets() -> SafeString:
    """The links to every style sheet."""
    return _stylesheets(getattr(staticfiles_storage, "manifest_hash", ""))


@register.simple_tag
def scripts() -> SafeString:
    """The scripts that every page loads, as modules: they wait until the page is there."""
    return _scripts(getattr(staticfiles_storage, "manifest_hash", ""))


# Looked up once for each edition of the static files, not sixty times on every page.


@cache
def _stylesheets(_edition: str) -> SafeString:
    paths = (*DESIGN_SYSTEM, *FOUNDATION, *(f"css/components/{name}.css" for name in COMPONENTS))
    return format_html_join(
        "\n    ", '<link rel="stylesheet" href="{}">', ((static(path),) for path in paths)
    )


@cache
def _scripts(_edition: str) -> SafeString:
    return format_html_join(
        "\n    ",
        '<script type="module" src="{}"></script>',
        ((static(f"js/{name}.js"),) for name in SCRIPTS),
    )
