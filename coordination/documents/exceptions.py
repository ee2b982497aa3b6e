"""Why a document could not be made. ``str(error)`` is written for the person who asked for it."""

from django.utils.translation import gettext as _

from coordination.exceptions import ReadableError


class DocumentError(ReadableError):
    """The document could not be made; nothing was stored."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or self.default_message())

    @staticmethod
    def default_message() -> str:
        return _(
            "Dokumentet gick inte att skapa. Texten är sparad. "
            "Försök igen, och kontakta systemförvaltaren om det inte hjälper."
        )


class DocumentTooLargeError(DocumentError):
    """Rendering needed more time or memory than a document may take."""

    @staticmethod
    def default_message() -> str:
        return _(
            "Dokumentet är för stort för att skapas som PDF. "
            "Korta texten eller dela upp den, och försök igen."
        )


class ForbiddenResourceError(DocumentError):
    """The document asked for a file that is not part of the document kit."""

    @staticmethod
    def default_message() -> str:
        return _(
            "Texten hänvisar till en fil eller bild utanför systemet. "
            "Ta bort hänvisningen och försök igen."
        )


class UnprintableTextError(DocumentError):
    """The text holds characters that the document font lacks."""


class UnreadablePartError(DocumentError):
    """One of the files of a bundle is no PDF that can be bound."""
