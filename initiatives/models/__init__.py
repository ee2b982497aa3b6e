"""The nouns of joint efforts, one to a file."""

from initiatives.models.initiative import Initiative
from initiatives.models.model_review import ModelReview
from initiatives.models.participation import Participation
from initiatives.models.programme import Programme, ProgrammeArea

__all__ = ["Initiative", "ModelReview", "Participation", "Programme", "ProgrammeArea"]
