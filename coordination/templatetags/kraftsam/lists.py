"""Lists of things that wait, have happened, must be in place or will come."""

from coordination import components as shapes_of
from coordination.components import shape, shapes
from coordination.templatetags.kraftsam.library import component, one_of, register
from coordination.templatetags.kraftsam.status import short_date

CHECK_STATES = {"ok": "check", "todo": "missing", "wait": "wait"}
STEP_STATES = {"done", "current", "todo"}
CHAIN_STATES = {"ok": "check", "late": "late", "wait": "wait", "": ""}


@register.inclusion_tag("components/tasks.html", takes_context=True)
def tasks(context, groups, *, level: int = 3) -> dict:
    """Everything that waits for a person, one act per row; belongs in a flush panel."""
    return {
        "groups": [_task_group(group) for group in groups],
        "level": level,
        "today": context["today"],
    }


@component("timeline")
def timeline(entries, *, empty: str = "") -> dict:
    """What happened, newest first; decisions carry a filled mark."""
    return {"entries": shapes(shapes_of.TimelineEntry, entries), "empty": empty}


@component("checklist")
def checklist(items) -> dict:
    """What must be in place, each with its state in colour, symbol and word."""
    checked = shapes(shapes_of.ChecklistItem, items)
    for item in checked:
        one_of(item.state, CHECK_STATES, "the checklist state")
    return {"items": [(item, CHECK_STATES[item.state]) for item in checked]}


@component("steps")
def steps(items, *, label: str) -> dict:
    """The stages of a piece of work and where it stands."""
    stages = shapes(shapes_of.Step, items)
    for stage in stages:
        one_of(stage.state, STEP_STATES, "the step's state")
    return {"items": stages, "label": label}


@component("chain")
def chain(steps, *, level: int = 3) -> dict:
    """From the mandate to those who carry it out, one step after another."""
    return {"steps": [_chain_step(step) for step in steps], "level": level}


@component("seats")
def seats(seats) -> dict:
    """Who sits in a group, and which places are vacant; belongs in a flush panel."""
    rows = shapes(shapes_of.SeatRow, seats)
    return {"seats": [(row, initials(row.name)) for row in rows]}


@register.inclusion_tag("components/dates.html", takes_context=True)
def dates(context, items) -> dict:
    """Dates to come; belongs in a flush panel."""
    return {"items": shapes(shapes_of.DateItem, items), "today": context["today"]}


@component("receipt")
def receipt(given, *, level: int = 2) -> dict:
    """Proof that something was handed in, and what happens now."""
    return {"receipt": shape(shapes_of.Receipt, given), "level": level}


@register.filter
def initials(name: str) -> str:
    """``Helena Sjögren`` as ``HS``: the first letters of the first and the last word."""
    words = [word for word in name.split() if word[0].isalpha()]  # not the party's label
    return "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)).upper()


@register.simple_tag(takes_context=True)
def short_day(context, day) -> str:
    """``24 juni``, with the year when it is another than today's."""
    return short_date(day, today=context["today"])


def _task_group(group) -> dict:
    found = shape(shapes_of.TaskGroup, group)
    return {"title": found.title, "note": found.note, "tasks": shapes(shapes_of.Task, found.tasks)}


def _chain_step(given) -> dict:
    step = shape(shapes_of.ChainStep, given)
    bodies = shapes(shapes_of.ChainBody, step.bodies)
    for body in bodies:
        one_of(body.state, CHAIN_STATES, "the body's state")
    return {"step": step, "bodies": [(body, CHAIN_STATES[body.state]) for body in bodies]}
