"""Symbols: 20 × 20 line drawings, written into the page so that they print and need no request."""

from django.utils.safestring import SafeString, mark_safe

from coordination.templatetags.kraftsam.library import register

DRAWINGS = {
    "arrow": '<path d="M4 10h12M11 5l5 5-5 5"/>',
    "block": '<circle cx="10" cy="10" r="7"/><path d="m5 5 10 10"/>',
    "cal": '<rect x="3" y="4" width="14" height="13" rx="2"/><path d="M3 8h14M7 2.5V5M13 2.5V5"/>',
    "check": '<path d="M4 10.5 8 14.5 16 5.5"/>',
    "clock": '<circle cx="10" cy="10" r="7"/><path d="M10 6v4l2.8 1.8"/>',
    "close": '<path d="m5 5 10 10M15 5 5 15"/>',
    "declined": '<circle cx="10" cy="10" r="7"/><path d="M6.5 10h7"/>',
    "doc": '<path d="M5 2.5h6.5L15 6v11.5H5Z"/><path d="M8 9h4M8 12h4"/>',
    "down": '<path d="m5 7.5 5 5 5-5"/>',
    "download": '<path d="M10 3v10M6 9.5l4 4 4-4M4 17h12"/>',
    "edit": '<path d="m4 16 .8-3.5L13 4.3a1.8 1.8 0 0 1 2.6 2.6l-8.2 8.2Z"/>',
    "info": '<circle cx="10" cy="10" r="7"/><path d="M10 9.2V14M10 6.3v.1"/>',
    "late": '<path d="M10 2.8 18 17H2Z"/><path d="M10 8v4M10 14.6v.1"/>',
    "lock": (
        '<rect x="4.5" y="9" width="11" height="8" rx="1.5"/><path d="M7 9V6.5a3 3 0 0 1 6 0V9"/>'
    ),
    "mail": '<rect x="2.5" y="4.5" width="15" height="11" rx="1.5"/><path d="m3 6 7 5 7-5"/>',
    "map": '<path d="m3 5.5 4.7-2 4.6 2 4.7-2v11l-4.7 2-4.6-2-4.7 2ZM7.7 3.5v11M12.3 5.5v11"/>',
    "missing": (
        '<circle cx="10" cy="10" r="7"/>'
        '<path d="M8 8.1a2 2 0 1 1 2.6 1.9c-.4.2-.6.5-.6 1.2M10 14v.1"/>'
    ),
    "person": '<circle cx="10" cy="7" r="3.2"/><path d="M4 17c.6-3.4 3-5 6-5s5.4 1.6 6 5"/>',
    "phone": (
        '<path d="M5 3h3l1.2 4L7.4 8.4a9 9 0 0 0 4.2 4.2L13 10.8l4 1.2v3a2 2 0 0 1-2 2'
        'A12 12 0 0 1 3 5a2 2 0 0 1 2-2Z"/>'
    ),
    "plus": '<path d="M10 4v12M4 10h12"/>',
    "search": '<circle cx="9" cy="9" r="5.5"/><path d="m13.2 13.2 4 4"/>',
    "started": (
        '<circle cx="10" cy="10" r="7"/>'
        '<path d="M10 3a7 7 0 0 1 0 14Z" fill="currentColor" stroke="none"/>'
    ),
    "today": (
        '<rect x="3" y="4" width="14" height="13" rx="2"/>'
        '<path d="M3 8h14M7 2.5V5M13 2.5V5M10 11v3"/>'
    ),
    "upload": '<path d="M10 13V3M6 6.5l4-4 4 4M4 17h12"/>',
    "wait": '<circle cx="10" cy="10" r="7"/>',
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """The symbol ``name``. Always decoration: the word beside it carries the meaning."""
    if name not in DRAWINGS:
        raise ValueError(f"there is no symbol {name!r}; there are {', '.join(DRAWINGS)}")
    return mark_safe(  # noqa: S308  (the drawings are constants of this module)
        f'<svg class="ks-icon" viewBox="0 0 20 20" aria-hidden="true">{DRAWINGS[name]}</svg>'
    )
