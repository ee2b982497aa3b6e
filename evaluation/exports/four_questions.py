"""The four questions in Excel: a row to a project, the reasons and decisions, and what the file is."""

import io
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.documents.four_questions import four_questions_document
from evaluation.domain.queries.four_questions import FourAnswers
from funding.enums import ProjectState

FIGURES = ("applied", "granted", "used", "forecast", "left")
KRONOR = "#,##0.00"
WIDE, NARROW = 36, 16


def four_questions_workbook(answers: FourAnswers, *, at, url="") -> bytes:
    """Three sheets; text is text, and what looks like a formula is never reckoned."""
    from xlsxwriter import Workbook  # costs what other pages need not pay

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(stream, options) as book:
        _write(book, _("Projekt"), _project_rows(answers), width=WIDE)
        _write(book, _("Överskott"), _surplus_rows(answers), width=WIDE)
        _write(book, _("Om filen"), _about_rows(answers, at=at, url=url), width=WIDE)
    return stream.getvalue()


def _write(book, name, rows, *, width):
    sheet = book.add_worksheet(name)
    strong = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    money = book.add_format({"num_format": KRONOR, "valign": "top"})
    sheet.freeze_panes(1, 1)
    for line, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, Decimal | int):
                sheet.write_number(
                    line, column, value, money if isinstance(value, Decimal) else text
                )
            elif isinstance(value, date):
                sheet.write_datetime(line, column, value, day)
            elif value is not None:
                sheet.write_string(line, column, str(value), text if line else strong)
    sheet.set_column(0, 0, width)
    sheet.set_column(1, 20, NARROW)


def _kronor(ore) -> Decimal | None:
    return None if ore is None else Decimal(ore).scaleb(-2)


def _project_rows(answers):
    yield [
        *(_("Projekt"), _("Mottagare"), _("Område"), _("Slag"), _("Läge"), _("Sedan")),
        *(_("Sökt"), _("Beviljat"), _("Använt"), _("Prognos"), _("Kvar"), _("Cirka")),
        *(_("Blev över"), _("Utan skäl"), _("Utan beslut")),
        *(_("Så bidrog det"), _("Indikatorer"), _("Senast bokfört"), _("Rader")),
    ]
    document = four_questions_document(answers, at=timezone.now())
    for each, line in zip(answers.projects, document.projects, strict=True):
        account, balance = each.account, each.account.balance
        yield [
            *(line.title, line.body_name, line.place, line.kind),
            ProjectState(account.state).label if each.is_reported else _("Inget är rapporterat"),
            account.state_on,
            *(_kronor(getattr(balance, name)) for name in FIGURES),
            _("cirka") if balance.approximate else "",
            _kronor(account.surplus_ore) if account.has_ended else None,
            _kronor(account.unexplained_ore),
            _kronor(account.undecided_ore),
            line.contribution,
            "\n".join(line.indicators),
            account.booked_on,
            account.rows,
        ]
    total = answers.total
    yield [
        *(_("Summa"), "", "", "", "", None),
        *(_kronor(getattr(total, name)) for name in FIGURES),
        _("cirka") if total.approximate else "",
        _kronor(answers.surplus_ore),
        _kronor(answers.unexplained_ore),
        _kronor(answers.undecided_ore),
    ]


def _surplus_rows(answers):
    yield [
        _("Projekt"),
        _("Vad"),
        _("Skäl eller utgång"),
        _("Belopp"),
        _("Förklaring eller beslut"),
    ]
    for each in answers.projects:
        account = each.account
        for reason in account.reasons:
            yield [
                *(each.grant.title, _("Skäl"), reason.label),
                *(_kronor(reason.amount_ore), reason.text),
            ]
        for disposal in account.disposals:
            yield [
                *(each.grant.title, _("Utgång"), disposal.label),
                *(_kronor(disposal.amount_ore), disposal.decision),
            ]
        if account.unexplained_ore:
            yield [each.grant.title, _("Skäl"), _("Saknas"), _kronor(account.unexplained_ore), ""]
        if account.undecided_ore:
            yield [each.grant.title, _("Utgång"), _("Saknas"), _kronor(account.undecided_ore), ""]


def _about_rows(answers, *, at, url):
    yield [_("De fyra frågorna"), answers.decision.title]
    yield [_("Beslut"), str(answers.decision)]
    yield [_("Uppgifter per"), answers.as_of]
    yield [_("Så som det var känt"), f"{timezone.localtime(answers.known_at):%Y-%m-%d %H:%M}"]
    yield [_("Källa"), _("Pengaboken, projektens steg, uppföljningsrapporter och mätvärden")]
    yield [_("Uttagen"), f"{timezone.localtime(at):%Y-%m-%d %H:%M}"]
    yield [_("Samma sida"), url]
