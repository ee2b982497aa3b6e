"""The one tag library that every module of this package registers in."""

from django.template import Library
from django.template.loader import get_template

register = Library()


def component(name: str):
    """Declare a tag that renders ``templates/components/<name>.html`` from its function's answer.

    Django checks the call against the function's signature while the page is compiled, so that a
    misspelt argument raises ``TemplateSyntaxError`` instead of silently showing nothing.
    """
    return register.inclusion_tag(f"components/{name}.html", name=name.replace("-", "_"))


def render(name: str, context: dict) -> str:
    """The component template ``name`` with ``context``: for tags that wrap a block."""
    return get_template(f"components/{name}.html").render(context)


def one_of(value, allowed, what: str):
    """``value`` if it is allowed; else an error that names the alternatives."""
    if value not in allowed:
        raise ValueError(f"{what} is {value!r}; use one of {', '.join(sorted(map(str, allowed)))}")
    return value
