"""What pages are put together from: head, panels, sections, buttons and ways to move around."""

from django.utils.text import slugify

from coordination.components import Action, Choice, shape, shapes
from coordination.templatetags.kraftsam.library import component, one_of, register, render

LEVELS = {1, 2, 3, 4}
VARIANTS = {"primary", "secondary", "tertiary"}
ALERTS = {"info", "warning", "success", "danger"}


@register.inclusion_tag("components/breadcrumbs.html", takes_context=True)
def breadcrumbs(context, *trail) -> dict:
    """Where the reader is: ``label, url, label, url, …`` and last the page's own name."""
    if len(trail) % 2 == 0:
        raise ValueError(
            "{% breadcrumbs %} takes pairs of label and url, and last the page's own name"
        )
    links = [{"label": trail[i], "url": trail[i + 1]} for i in range(0, len(trail) - 1, 2)]
    home = {"label": context["home_label"], "url": context["home_url"]}
    return {"links": [home, *links], "back": links[-1] if links else home, "current": trail[-1]}


@register.simple_block_tag
def next_step(content: str, *, title: str) -> str:
    """The one copper panel of a page: what to do now, with its button inside."""
    return render("next-step", {"content": content, "title": title})


@register.simple_block_tag
def facts(content: str) -> str:
    """The row of facts in the page head; holds ``{% fact %}``."""
    return render("facts", {"content": content})


@register.simple_block_tag
def fact(content: str, label: str) -> str:
    """One fact: its name and its value."""
    return render("fact", {"content": content, "label": label})


@register.simple_block_tag
def panel(
    content: str,
    title: str = "",
    id: str = "",  # noqa: A002  (the attribute's own name, as pages write it)
    note: str = "",
    *,
    level: int = 2,
    flush: bool = False,
) -> str:
    """A white sheet. ``flush`` lets lists and tables reach its edges. Never a panel in a panel."""
    one_of(level, LEVELS, "the heading level")
    return render("panel", _headed(content, title, id, note) | {"level": level, "flush": flush})


@register.simple_block_tag
def section(
    content: str,
    *,
    title: str,
    id: str = "",  # noqa: A002  (the attribute's own name, as pages write it)
    note: str = "",
    link_text: str = "",
    link_url: str = "",
    level: int = 2,
) -> str:
    """A heading with what belongs to it; its link leads to all of it."""
    one_of(level, LEVELS, "the heading level")
    link = {"link_text": link_text, "link_url": link_url, "level": level}
    return render("section", _headed(content, title, id, note) | link)


@register.simple_block_tag
def actions(content: str) -> str:
    """Buttons in a row: at most one of them filled."""
    return render("actions", {"content": content})


@component("button")
def button(
    label: str, url: str, *, icon: str = "", variant: str = "secondary", size: str = ""
) -> dict:
    """A link that looks like a button, for moving on to where something is done."""
    one_of(variant, VARIANTS, "the button variant")
    return {"label": label, "url": url, "symbol": icon, "variant": variant, "size": size}


@component("submit")
def submit(
    label: str,
    *,
    icon: str = "",
    variant: str = "primary",
    size: str = "",
    name: str = "",
    value: str = "",
    address: str = "",
    danger: bool = False,
) -> dict:
    """The button that sends its form, or sends it to another ``address``. Verb first, object named."""
    one_of(variant, VARIANTS, "the button variant")
    return {
        "label": label,
        "symbol": icon,
        "variant": variant,
        "size": size,
        "name": name,
        "value": value,
        "address": address,
        "danger": danger,
    }


@component("action")
def action(given: Action | dict, *, size: str = "sm") -> dict:
    """An ``Action``: a link, or a small form when it changes something."""
    return {"action": shape(Action, given), "size": size}


@register.simple_block_tag
def empty(content: str, *, title: str, text: str = "") -> str:
    """Nothing here yet: what it will hold, and the next step."""
    buttons = content if content.strip() else ""
    return render("empty", {"content": buttons, "title": title, "text": text})


@register.simple_block_tag
def alert(content: str, kind: str = "info") -> str:
    """A short notice in the page."""
    return render("alert", {"content": content, "kind": one_of(kind, ALERTS, "the alert kind")})


@register.simple_block_tag
def table_scroll(content: str, *, label: str) -> str:
    """A table that scrolls inside itself, reachable by keyboard and named."""
    return render("table-scroll", {"content": content, "label": label})


@component("local-nav")
def local_nav(items, *, label: str) -> dict:
    """The pages of one object, as a row of links under its heading."""
    return {"items": shapes(Choice, items), "label": label}


@component("filters")
def filters(items, label: str) -> dict:
    """Counted views of a list: links, so that each has an address."""
    return {"items": shapes(Choice, items), "label": label}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, page, *, label: str = "") -> dict:
    """Ways to the previous and next page, for keyset pages and for Django's own ``Page``."""
    if hasattr(page, "paginator"):
        numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
        return {
            "query": context["request"].GET,
            "numbered": page if page.has_other_pages() else None,
            "numbers": list(numbers) if page.has_other_pages() else [],
            "ellipsis": page.paginator.ELLIPSIS,
            "label": label,
        }
    return {"keyset": page, "label": label or getattr(page, "label", "")}


def _headed(content: str, title: str, id_: str, note: str) -> dict:
    return {"content": content, "title": title, "id": id_ or slugify(title), "note": note}
