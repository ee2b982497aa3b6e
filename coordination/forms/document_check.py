"""The form of Kontrollera handling: a file that is only counted, or a number to look up."""

import hashlib
import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 100 * 1024 * 1024
CHECKSUM = re.compile(r"[0-9a-f]{64}")
RECEIPT = re.compile(r"K-\d{4}-[0-9A-F]{4,20}")


class CountedFile(UploadedFile):
    """What is known of a file that passed by: its name, size and SHA-256. The bytes are gone."""

    def __init__(self, name, size, sha256):
        super().__init__(file=None, name=name, size=size)
        self.sha256 = sha256

    def close(self):
        """Nothing is open."""


class CountingUploadHandler(FileUploadHandler):
    """Counts a file's SHA-256 while it comes in; neither memory nor disk ever holds it."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.counted = hashlib.sha256()
        self.received = 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received <= MOST_BYTES:
            self.counted.update(raw_data)

    def file_complete(self, file_size):
        return CountedFile(self.file_name, file_size, self.counted.hexdigest())


class DocumentCheckForm(forms.Form):
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
