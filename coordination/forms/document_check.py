"""The form of Kontrollera handling: a file that is looked at and not kept, or a number to look up."""

import hashlib
import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import OurForm
from coordination.pdf_claims import RECEIPT, is_pdf

MOST_BYTES = 100 * 1024 * 1024
# As much as is held, while it is answered, to read what an unknown file claims to be.
READ_BYTES = 20 * 1024 * 1024
CHECKSUM = re.compile(r"[0-9a-f]{64}")


class CountedFile(UploadedFile):
    """What is known of a file that passed by: its name, size, SHA-256, and its bytes if they are few.

    The bytes live as long as the request and are never written anywhere.
    """

    def __init__(self, name, size, sha256, content):
        super().__init__(file=None, name=name, size=size)
        self.sha256 = sha256
        self.content = content if size <= READ_BYTES else b""
        self.is_pdf = is_pdf(content)

    def close(self):
        """Nothing is open."""


class CountingUploadHandler(FileUploadHandler):
    """Counts a file's SHA-256 while it comes in; no disk ever holds it, and memory only a small one."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.counted = hashlib.sha256()
        self.received = 0
        self.kept = bytearray()

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received <= MOST_BYTES:
            self.counted.update(raw_data)
        if self.received <= READ_BYTES:
            self.kept += raw_data

    def file_complete(self, file_size):
        digest = self.counted.hexdigest()
        return CountedFile(self.file_name, file_size, digest, bytes(self.kept))


class DocumentCheckForm(OurForm):
    """A file, or its receipt number or checksum. After validation, ``asked`` says what to look for."""

    file = forms.FileField(
        label=_("Fil att kontrollera"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text=_("Dra hit en PDF eller välj den. Filen jämförs och sparas inte. Högst 100 MB."),
    )
    nummer = forms.CharField(
        label=_("Eller kvittensnummer eller kontrollsumma"),
        required=False,
        max_length=200,
        help_text=_("Kvittensnumret står sist i handlingen, till exempel K-2025-7F3A91C2."),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise ValidationError(
                _(
                    "Filen är större än 100 MB. Sök på kvittensnumret i stället: "
                    "det står sist i handlingen."
                ),
                code="too_large",
            )
        return file

    def refuse_other_kind(self):
        """Say at the file that it is no PDF: nothing else is stored as a document."""
        self.add_error(
            "file",
            ValidationError(
                _("Filen är ingen PDF. Välj en PDF: handlingarna i Kraftsam lagras som PDF."),
                code="no_pdf",
            ),
        )

    def clean_nummer(self):
        number = "".join(self.cleaned_data["nummer"].split())
        if number and not self._meant_by(number):
            raise ValidationError(
                _(
                    "Det är varken en kvittens eller en kontrollsumma. En kvittens ser ut som "
                    "K-2025-7F3A91C2, och en kontrollsumma har 64 tecken: siffror och a–f."
                ),
                code="unknown_form",
            )
        return number

    def clean(self):
        values = super().clean()
        if not self.errors and not (values["file"] or values["nummer"]):
            raise ValidationError(
                _("Välj en fil, eller skriv en kvittens eller en kontrollsumma."), code="nothing"
            )
        return values

    @property
    def asked(self) -> dict[str, str]:
        """What to look for; a file says more than a number."""
        if file := self.cleaned_data["file"]:
            return {"sha256": file.sha256}
        return self._meant_by(self.cleaned_data["nummer"])

    def _meant_by(self, number) -> dict[str, str]:
        if CHECKSUM.fullmatch(number.lower()):
            return {"sha256": number.lower()}
        if RECEIPT.fullmatch(number.upper()):
            return {"receipt_number": number.upper()}
        return {}
