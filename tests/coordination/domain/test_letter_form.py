"""The written form of a letter: what mail programs read back, and what no text can smuggle in."""

import email
import email.policy

import pytest
from django.core.mail import BadHeaderError, EmailMultiAlternatives

from coordination.domain.letter_form import LetterEmail

LONG = "å" * 2000


def letter(cls=LetterEmail, **changes):
    values = {
        "subject": "Påminnelse: yttrandet",
        "body": "Hej!\n.\nFrom här\r\nHälsningar\n",
        "from_email": "Kraftsam i Storköping <kraftsam@kommun.example>",
        "to": ["anna@kommun.example"],
        "headers": {"Message-ID": "<kraftsam.1@kommun.example>"},
    }
    made = cls(**values | changes)
    made.attach_alternative("<p>Hej, Åsa!</p>", "text/html")
    return made


def read(made):
    content = made.message().as_bytes(linesep="\r\n")
    return email.message_from_bytes(content, policy=email.policy.default)


def said(made):
    """What a mail program shows: the head, and each part with its kind."""
    found = read(made)
    head = {name: found[name].strip() for name in ("Subject", "From", "To", "Message-ID")}
    parts = [(part.get_content_type(), part.get_content().strip()) for part in found.iter_parts()]
    return head, parts


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"subject": "Only ASCII"},
        {"subject": "Försenat 7 dagar: " + "Yttrande över Kraftsamlande insatser " * 5},
        {"body": LONG},
        {"to": ["anna@åkommun.example"]},
        {"from_email": "Åsa <asa@kommun.example>"},
    ],
    ids=["usual", "ascii", "long subject", "long line", "our letters in the domain", "our sender"],
)
def test_mail_program_reads_what_the_library_would_have_written(changes):
    assert said(letter(**changes)) == said(letter(EmailMultiAlternatives, **changes))


def test_letter_of_text_alone_has_one_part():
    made = LetterEmail("Hej", "Hej på dig", "kraftsam@kommun.example", ["anna@kommun.example"])

    assert read(made).get_content_type() == "text/plain"
    assert read(made).get_content() == "Hej på dig\r\n"


def test_no_line_is_longer_than_mail_allows():
    content = letter(body=LONG, subject=LONG[:240]).message().as_bytes(linesep="\r\n")

    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert content.count(b"\n") == content.count(b"\r\n")


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "Hej\nBcc: alla@kommun.example"},
        {"headers": {"List-Unsubscribe": "<x>\r\nBcc: alla@kommun.example"}},
        {"from_email": "a@kommun.example\nBcc: alla@kommun.example"},
    ],
)
def test_second_line_in_the_head_is_refused(changes):
    with pytest.raises(BadHeaderError):
        letter(**changes).message()


def test_text_cannot_begin_a_part_of_its_own():
    first = letter().message().as_bytes()
    boundary = first.split(b'boundary="')[1].split(b'"')[0].decode()
    forged = f"--{boundary}\nContent-Type: text/html\n\n<p>Förfalskat</p>"

    assert [kind for kind, _text in said(letter(body=forged))[1]] == ["text/plain", "text/html"]
