"""The nouns of money, one to a file."""

from funding.models.application import Application, ApplicationBody, ApplicationPart, Dialogue
from funding.models.application_share import ApplicationShare
from funding.models.assessment import Conflict, Exclusion, GateCheck, Score
from funding.models.batch import ColumnMapping, OutcomeBatch
from funding.models.budget import BudgetLine, BudgetTable
from funding.models.consent import ApplicationVersion, Consent
from funding.models.early_action import EarlyAction
from funding.models.entry import LedgerEntry
from funding.models.evaluation_mark import EvaluationMark
from funding.models.exemption import Exemption
from funding.models.expected_saving import ExpectedSaving
from funding.models.financing import FinancingItem
from funding.models.grant import Grant
from funding.models.key_figure import Extent, KeyFigure
from funding.models.part_version import PartVersion
from funding.models.project_phase import ProjectPhase
from funding.models.project_step import ProjectStep
from funding.models.refusal import Refusal
from funding.models.round import Round
from funding.models.round_form import Criterion, Instruction, RoundPart
from funding.models.source import Source
from funding.models.surplus import Explanation

__all__ = [
    "Application",
    "ApplicationBody",
    "ApplicationPart",
    "ApplicationShare",
    "ApplicationVersion",
    "BudgetLine",
    "BudgetTable",
    "ColumnMapping",
    "Conflict",
    "Consent",
    "Criterion",
    "Dialogue",
    "EarlyAction",
    "EvaluationMark",
    "Exclusion",
    "Exemption",
    "ExpectedSaving",
    "Explanation",
    "Extent",
    "FinancingItem",
    "GateCheck",
    "Grant",
    "Instruction",
    "KeyFigure",
    "LedgerEntry",
    "OutcomeBatch",
    "PartVersion",
    "ProjectPhase",
    "ProjectStep",
    "Refusal",
    "Round",
    "RoundPart",
    "Score",
    "Source",
]
