"""What a letter looks like on its way: its head, and the same words as plain text and as html.

Django's builder makes a tree of parts and folds each line of the head through a parser for every
standard there is: most of what it cost to send a letter. Our letters all have the same short form, so
it is written straight.
"""

import binascii
import secrets
from email.header import Header
from email.utils import formatdate
from functools import cached_property, lru_cache

from django.core.mail import BadHeaderError, EmailMultiAlternatives
from django.core.mail.message import sanitize_address

LONGEST_LINE = 998  # RFC 5322


class LetterEmail(EmailMultiAlternatives):
    """A letter to one person, in text and perhaps in html, without attachments."""

    def message(self):
        """What a mail back end sends, written once."""
        return self.form

    @cached_property
    def form(self):
        head = {
            "Subject": _encoded(_one_line("Subject", self.subject)),
            "From": _sender(self.from_email),
            "To": _address(self.to[0]),
            "Date": formatdate(),
            **{name: _one_line(name, value) for name, value in self.extra_headers.items()},
        }
        bodies = [("plain", self.body)]
        bodies += [("html", each.content) for each in self.alternatives]
        return LetterForm(head, bodies)

    def recipients(self):
        """Where it goes, as name and address: the back end then need not take the address apart."""
        return [("", address) for address in self.to]


class LetterForm:
    """The written letter, in the words that mail back ends ask with."""

    def __init__(self, head, bodies):
        self.head = head
        lines = "".join(f"{name}: {value}\n" for name, value in head.items())
        self.content = f"{lines}MIME-Version: 1.0\n".encode() + _body(bodies)

    def __getitem__(self, name):
        return self.head.get(name)

    def get_charset(self):
        """None: the back ends then take it for UTF-8, which it is."""
        return

    def as_bytes(self, *, linesep="\n") -> bytes:
        """The letter as it goes over the line."""
        return self.content if linesep == "\n" else self.content.replace(b"\n", linesep.encode())


def _body(bodies) -> bytes:
    parts = [_part(kind, text) for kind, text in bodies]
    if len(parts) == 1:
        return parts[0]
    # Nobody who writes a text can guess it, so no text can end its part and begin another.
    boundary = secrets.token_hex(16).encode()
    opening = b'Content-Type: multipart/alternative; boundary="%b"\n' % boundary
    return (
        opening
        + b"".join(b"\n--%b\n%b" % (boundary, part) for part in parts)
        + b"\n--%b--\n" % boundary
    )


def _part(kind, text) -> bytes:
    """Readable as it is, unless a line is longer than mail allows."""
    content = text.replace("\r\n", "\n").replace("\r", "\n").encode() + b"\n"
    encoding = b"8bit"
    if max(map(len, content.split(b"\n"))) > LONGEST_LINE:
        content, encoding = binascii.b2a_qp(content, istext=True), b"quoted-printable"
    head = b'Content-Type: text/%b; charset="utf-8"\nContent-Transfer-Encoding: %b\n\n'
    return head % (kind.encode(), encoding) + content


def _one_line(name, value) -> str:
    """The value, if it is one line: a second one would be a head of somebody else's making."""
    value = str(value)
    if "\n" in value or "\r" in value:
        raise BadHeaderError(f"{name} may not hold a line break: {value!r}")
    return value


@lru_cache(maxsize=256)
def _encoded(value) -> str:
    """With our letters written in the way that heads are, and long ones over several lines.

    Many are told of the same, so the same line is asked for again and again.
    """
    return Header(value, None if value.isascii() else "utf-8").encode()


def _address(address) -> str:
    """The receiver's, which is one and was checked when it was written down."""
    plain = address.isascii() and not set(address) & set(" ,;<>()\r\n")
    return address if plain else sanitize_address(address, "utf-8")


@lru_cache(maxsize=8)
def _sender(address) -> str:
    """The installation's own address, the same for every letter."""
    return sanitize_address(_one_line("From", address), "utf-8")
