"""Forms of an area's pages. A boundary is drawn or uploaded, looked at, and then saved."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.enums import AreaKind
from coordination.forms.rules import RuleForm
from coordination.models import Area, Decision, Matter

KEPT_IN_FORM = 400_000  # characters of an uploaded file that are shown again when it has a fault
WRONG_DAY = _("Skriv datumet som år-månad-dag, till exempel 2025-06-30.")


class AreaForm(RuleForm):
    """Name an area."""

    field_of = {"name_taken": "name", "missing": "name", "too_long": "name"}

    name = forms.CharField(
        label=_("Namn"),
        max_length=120,
        help_text=_("Det namn som de boende använder. Undvik ord som pekar ut."),
        error_messages={
            "required": _("Skriv vad området heter."),
            "max_length": _("Namnet är för långt. Korta det till högst 120 tecken."),
        },
    )
    kind = forms.ChoiceField(label=_("Slag av område"), choices=AreaKind.choices)
    parent = forms.ModelChoiceField(
        Area.objects.none(), label=_("Del av"), required=False, empty_label=_("Inget annat område")
    )
    matter = forms.ModelChoiceField(
        Matter.objects.none(),
        label=_("Ärende"),
        required=False,
        empty_label=_("Inget ärende: alla i kommunen ser området"),
        help_text=_("Ett område i ett ärende syns bara för dem som har del i ärendet."),
    )
    description = forms.CharField(
        label=_("Beskrivning"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, user, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = (
            Area.objects.visible_to(user).filter(municipality=municipality).for_table()
        )
        self.fields["matter"].queryset = Matter.objects.visible_to(user).filter(
            municipality=municipality
        )


class RenameAreaForm(RuleForm):
    """Another name and description; the boundary stays."""

    field_of = AreaForm.field_of

    name = AreaForm.base_fields["name"]
    description = AreaForm.base_fields["description"]


class EndAreaForm(RuleForm):
    """The day from which the area is no longer used, and why."""

    on = forms.DateField(
        label=_("Upphör från och med"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Välj vilken dag området upphör."), "invalid": WRONG_DAY},
    )
    reason = forms.CharField(
        label=_("Varför"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv varför området upphör. Det syns i historiken.")},
    )


class BoundaryForm(RuleForm):
    """Draw or upload a boundary, and say from when and by which decision it is valid."""

    field_of = {"day_too_early": "valid_from"}

    file = forms.FileField(
        label=_("Eller ladda upp en fil"),
        required=False,
        allow_empty_file=True,
        help_text=_("GeoJSON i WGS 84 eller SWEREF 99 TM, högst 2 MB. Filen går före kartan."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
    )
    geometry = forms.CharField(
        label=_("Gränsens koordinater"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("Det du ritar på kartan står här. Du kan också klistra in GeoJSON."),
    )
    valid_from = forms.DateField(
        label=_("Gäller från och med"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("Välj från vilken dag gränsen gäller."),
            "invalid": WRONG_DAY,
        },
    )
    decision = forms.ModelChoiceField(
        Decision.objects.none(),
        label=_("Beslut"),
        required=False,
        empty_label=_("Inget beslut än: gränsen är ett förslag"),
    )
    reason = forms.CharField(label=_("Varför gränsen ändras"), max_length=300, required=False)

    def __init__(self, *args, user, area, **kwargs):
        super().__init__(*args, **kwargs)
        decisions = Decision.objects.visible_to(user).select_related("body")
        self.fields["decision"].queryset = decisions.filter(matter__municipality=area.municipality)
        self.boundary = None

    def clean(self):
        values = super().clean()
        field = "file" if values.get("file") else "geometry"
        source = values["file"].read() if values.get("file") else values.get("geometry", "")
        if not source.strip():
            self.add_error("geometry", _("Rita gränsen på kartan eller välj en fil."))
            return values
        from coordination.geometry import read_geojson  # loads the geometry libraries

        try:
            self.boundary = read_geojson(source)
        except forms.ValidationError as error:
            self.add_error(field, error)
            self._keep(source, field)
        return values

    def _keep(self, source, field):
        """A faulty file's text stands in the form again, so that it can be mended there."""
        if field == "file" and len(source) <= KEPT_IN_FORM:
            self.data = self.data.copy()
            self.data["geometry"] = source.decode("utf-8", errors="replace").replace("\x00", "")
