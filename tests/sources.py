"""The real documents that the project is measured against. They are read in place, never committed.

They lie beside the project (``../shared/domain/sources``) or where ``KRAFTSAM_SOURCES`` says.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "domain" / "sources"


def read_source(number: str) -> str:
    """The text of a source document ("000"). A clone that lies alone leaves its tests out.

    Where the folder of sources is named or there, a document that is missing in it is an error.
    """
    folder = Path(os.environ.get("KRAFTSAM_SOURCES", BESIDE))
    for path in folder.glob(f"{number}_*.txt"):
        return path.read_text(encoding="utf-8")
    message = f"Source {number} is not in {folder}. Set KRAFTSAM_SOURCES to the folder that has it."
    if "KRAFTSAM_SOURCES" in os.environ or folder.is_dir():
        pytest.fail(message)
    pytest.skip(message)


@dataclass(frozen=True)
class StatementSource:
    """Source 000, a committee's statement, divided as a secretary would when entering it."""

    text: str
    summary_html: str
    body_html: str
    chair: str
    secretary: str
    authors: list[str]
    concurring: list[str]
    annex: str


def read_statement() -> StatementSource:
    """Take source 000 apart into the fields of a statement."""
    text = read_source("000")
    _, summary, body, rest = re.split(r"Sammanfattning|\n Yttrande \n|(?=ordförande )", text)
    chair, secretary = re.search(r"ordförande (.+?)\s*\n\s*sekreterare (.+?)\s*\n", rest).groups()
    opinion = " ".join(rest.partition("Särskilt yttrande")[2].split())
    authors, concurring, annex = re.fullmatch(
        r"(.+) med instämmande av (.+) lämnar in ett särskilt yttrande, (.+)\.", opinion
    ).groups()
    return StatementSource(
        text=text,
        summary_html=_paragraphs(summary),
        body_html=_paragraphs(body),
        chair=chair,
        secretary=secretary,
        authors=re.split(", | och ", authors),
        concurring=re.split(", | och ", concurring),
        annex=annex,
    )


def sentences(text: str) -> list[str]:
    """The sentences of a text, line breaks joined. A heading stands before its first sentence."""
    return re.split(r"(?<=[.:?!]) ", " ".join(text.split()))


def _paragraphs(text: str) -> str:
    """A blank line ends a paragraph; so does a page, whose first line the extract indents."""
    parts = re.split(r"\n\s*\n|\n (?=\S)", text.strip())
    return "".join(f"<p>{' '.join(part.split())}</p>" for part in parts)
