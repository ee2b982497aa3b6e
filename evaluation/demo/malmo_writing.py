"""Malmö: how the planning committee's answer was written, with comments and a wording to use again."""

from coordination.domain.comment import comment_on_section, reply_to_comment, resolve_comment
from coordination.domain.text_block import create_text_block, revise_text_block

WORDING = "<p>Nämnden har prövat vad förslaget betyder för barn och unga i området.</p>"
NEWER = (
    "<p>Nämnden har prövat vad förslaget betyder för barn och unga i området, och hur de själva har "
    "fått komma till tals.</p>"
)


def discuss(clock, statement, *, secretary):
    """The secretary notes what is missing, answers when it is there, and keeps a wording."""
    section = statement.sections.get(kind="body")
    section.statement = statement
    with clock.then(-15):
        comment = comment_on_section(
            section, actor=secretary, text="Säg tydligare vem som betalar efter det första året."
        )
        reply_to_comment(comment, actor=secretary, text="Det står nu som ett eget önskemål.")
        resolve_comment(comment, actor=secretary)
        body = statement.consultee.organization
        block = create_text_block(body, actor=secretary, title="Barnets bästa", html=WORDING)
    with clock.then(-5):
        revise_text_block(block, actor=secretary, html=NEWER, seen=1)
