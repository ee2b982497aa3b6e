"""Forms for a statement's text from Word: the file, and the text that was read from it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.domain.text import RICH_TEXT_LIMIT, accept_rich_text
from coordination.enums import SectionKind
from coordination.forms.rules import OurForm, RuleForm, SeenField
from coordination.forms.text import RichTextField
from coordination.imports.word.archive import MOST_BYTES
from coordination.imports.word.reading import read_word
from coordination.imports.word.sections import split_sections
from coordination.richtext.checks import TEXT_TOO_LONG, refuse_more_than

WORD = ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TOO_LARGE = _("Filen är större än 10 MB. Ta bort bilder ur den och försök igen.")
NOTHING_READ = _("Det finns ingen text att hämta i filen. Kontrollera att det är rätt fil.")


class WordFileForm(OurForm):
    """A Word file to read. After validation, ``word`` and ``split`` hold what it says."""

    file = forms.FileField(
        label=_("Word-dokument"),
        help_text=_("Filer som slutar på .docx, högst 10 MB. Du ser texten innan den sparas."),
        widget=forms.FileInput(attrs={"accept": WORD}),
        allow_empty_file=True,
        error_messages={"required": _("Välj ett Word-dokument.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(TOO_LARGE, code="too_large")
        self.word = read_word(file.read())
        length = sum(len(block.text) for block in self.word.blocks)
        refuse_more_than(RICH_TEXT_LIMIT, length, message=TEXT_TOO_LONG)
        self.split = split_sections(self.word.blocks)
        texts = [self.split.html(kind) for kind in SectionKind]
        if not any(texts):
            raise ValidationError(NOTHING_READ, code="empty")
        for html in filter(None, texts):
            accept_rich_text(html)
        return file


class ImportedTextForm(RuleForm):
    """The text that was read, on its way back from the preview, with the versions beside it."""

    summary = RichTextField(required=False, widget=forms.HiddenInput)
    body = RichTextField(required=False, widget=forms.HiddenInput)
    summary_version = SeenField()
    body_version = SeenField()
    take = forms.MultipleChoiceField(
        label=_("Avsnitt att använda"),
        choices=SectionKind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kryssa i minst ett avsnitt att använda.")},
    )

    def texts(self) -> dict[str, str]:
        """What each section gets; one that was not chosen, or that the file lacks, stays as it is."""
        return {kind: html for kind, html in self.read().items() if kind in self.chosen() and html}

    def read(self) -> dict[str, str]:
        """What was read from the file for each section."""
        return {kind.value: self.cleaned_data.get(kind.value, "") for kind in SectionKind}

    def chosen(self) -> list[str]:
        return self.cleaned_data.get("take", [])

    def versions(self) -> dict[str, int]:
        return {kind: self.cleaned_data[f"{kind.value}_version"] for kind in SectionKind}
