"""What Django says of a field's value, in our words; a field's own words stand as they are."""

from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

_CHOICE = _("Välj ett av alternativen.")
_IN_OUR_WORDS = [
    (
        validators.MaxLengthValidator.message,
        _("Skriv högst %(limit_value)s tecken. Nu är det %(show_value)s."),
    ),
    (
        validators.MinLengthValidator.message,
        _("Skriv minst %(limit_value)s tecken. Nu är det %(show_value)s."),
    ),
    (validators.MaxValueValidator.message, _("Skriv ett tal som är högst %(limit_value)s.")),
    (validators.MinValueValidator.message, _("Skriv ett tal som är minst %(limit_value)s.")),
    (
        validators.ProhibitNullCharactersValidator.message,
        _("Texten innehåller tecken som inte går att spara."),
    ),
    # What was sent is not repeated: it is a code that nobody has typed.
    (forms.ChoiceField.default_error_messages["invalid_choice"], _CHOICE),
    (forms.MultipleChoiceField.default_error_messages["invalid_choice"], _CHOICE),
    (forms.MultipleChoiceField.default_error_messages["invalid_list"], _CHOICE),
    (forms.ModelChoiceField.default_error_messages["invalid_choice"], _CHOICE),
    (forms.ModelMultipleChoiceField.default_error_messages["invalid_choice"], _CHOICE),
    (forms.ModelMultipleChoiceField.default_error_messages["invalid_pk_value"], _CHOICE),
    (forms.ModelMultipleChoiceField.default_error_messages["invalid_list"], _CHOICE),
]


def in_our_words(error):
    """The refusal with Django's sentences replaced; numbers are written as in other texts."""
    if isinstance(error, ValidationError):
        if hasattr(error, "error_dict"):
            return ValidationError(
                {name: in_our_words(each) for name, each in error.error_dict.items()}
            )
        return ValidationError([_reworded(each) for each in error.error_list])
    if isinstance(error, list):
        return [_reworded(each) if isinstance(each, ValidationError) else each for each in error]
    return error


def _reworded(error: ValidationError) -> ValidationError:
    for djangos, ours in _IN_OUR_WORDS:
        if error.message is djangos:
            params = {name: _written(value) for name, value in (error.params or {}).items()}
            return ValidationError(ours, code=error.code, params=params)
    return error


def _written(value):
    if isinstance(value, int):
        return number_format(value, use_l10n=True, force_grouping=True)
    return value
