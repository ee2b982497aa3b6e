"""A round's ranking as data, from which anyone can reckon it again (static/downloads/rangordning.py)."""

import csv
import io

from django.utils.translation import gettext as _

from funding.domain.priority import NAME, ranking
from funding.domain.ranking import candidates, weights_of
from funding.exports.cells import harmless
from funding.models import Application


def exported_ranking(funding_round) -> dict:
    """The rule, the criteria, and each received application with what the rule looks at. No amounts."""
    found, weights = candidates(funding_round), weights_of(funding_round)
    ranks = ranking(found, weights)
    titles = dict(
        Application.objects.received().filter(round=funding_round).values_list("number", "title")
    )
    return {
        "rule": NAME,
        "round": funding_round.name,
        "criteria": [
            {"id": str(each.pk), "name": each.name, "weight": each.weight}
            for each in funding_round.criteria.all()
        ],
        "applications": [
            {
                "number": each.number,
                "title": titles[each.number],
                "long_term": each.long_term,
                "affected": each.affected,
                "taking_part": each.taking_part,
                "levels": dict(each.levels),
                "rank": ranks.get(each.number),
            }
            for each in found
        ],
    }


def ranking_as_csv(exported) -> str:
    """The same as a table, one row an application."""
    heads = [
        *(_("Rang"), _("Nummer"), _("Projekt"), _("Långsiktig"), _("Deltar"), _("Berörda")),
        *(_("%(name)s (vikt %(weight)s)") % each for each in exported["criteria"]),
    ]
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow([harmless(head) for head in heads])
    for row in exported["applications"]:
        writer.writerow(_csv_row(row, exported["criteria"]))
    return stream.getvalue()


def _csv_row(row, criteria) -> list:
    passed = {True: _("Ja"), False: _("Nej"), None: ""}[row["long_term"]]
    levels = [row["levels"].get(each["id"], "") for each in criteria]
    facts = [row["rank"] or "", row["number"], harmless(row["title"]), passed]
    return [*facts, row["taking_part"], row["affected"], *levels]
