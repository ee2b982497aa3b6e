"""A mail server that answers as it is told, on a port of its own."""

import contextlib
import email
import email.policy
import socket
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller

YES = "250 OK"
LOST = "lost"  # the letter arrives, and the line breaks before the server has said so


@dataclass
class MailServer:
    """What came in, and what to answer: by recipient, one answer after another, then yes."""

    port: int = 0
    answers: dict[str, list[str]] = field(default_factory=dict)
    data_answers: list[str] = field(default_factory=list)
    received: list[email.message.EmailMessage] = field(default_factory=list)
    connections: int = 0

    def refuse(self, address, *answers):
        """Answer the next letters to ``address`` with these, one each."""
        self.answers[address] = list(answers)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        waiting = self.answers.get(address)
        answer = waiting.pop(0) if waiting else YES
        if answer == YES:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = self.data_answers.pop(0) if self.data_answers else YES
        if answer in {YES, LOST}:
            letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
            self.received.append(letter)
        if answer == LOST:
            server.transport.abort()
        return answer

    @property
    def recipients(self) -> Counter:
        """How many letters each address got."""
        return Counter(letter["To"] for letter in self.received)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@contextlib.contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a mail server while a test uses it."""
    server = MailServer()
    server.port = free_port()
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
