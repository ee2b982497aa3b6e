"""Pages of money: one block to a noun."""

from django.urls import path

from funding.views import (
    application,
    application_writing,
    assessment,
    budget,
    consent,
    cost_benefit,
    decision_table,
    entry,
    financing,
    forecast,
    grant,
    granting,
    key_figure,
    moving,
    outcome,
    part_version,
    phase,
    reconciliation,
    round_form,
    source,
    surplus,
)
from funding.views import round as funding_round

app_name = "funding"

urlpatterns = [
    # rounds and what they rest on
    path("pengar/", funding_round.rounds, name="rounds"),
    path("omgangar/ny/", funding_round.create, name="create_round"),
    path("omgangar/<int:pk>/", funding_round.funding_round, name="round"),
    path("omgangar/<int:pk>/stang/", funding_round.close, name="close_round"),
    path("omgangar/<int:pk>/sokt/", funding_round.applications, name="record_applications"),
    path("omgangar/<int:pk>/beslut/nytt/", granting.decide, name="record_decision"),
    path("omgangar/<int:pk>/bidrag/nya/", granting.grant, name="grant_funds"),
    # what a round asks for
    path("omgangar/<int:pk>/anvisningar/", round_form.instructions, name="round_instructions"),
    path("omgangar/<int:pk>/delar/", round_form.parts, name="round_parts"),
    path("omgangar/<int:pk>/kriterier/", round_form.criteria, name="round_criteria"),
    path("omgangar/<int:pk>/tidigare/", round_form.earlier, name="copy_round_form"),
    path("omgangar/<int:pk>/prova/", round_form.begin_trial, name="try_round"),
    path("omgangar/<int:pk>/avsluta-prov/", round_form.stop_trial, name="end_trial"),
    path("omgangar/<int:pk>/oppna/", round_form.open_, name="open_round"),
    path("omgangar/kriterier/<int:pk>/", round_form.criterion, name="criterion"),
    path(
        "omgangar/kriterier/<int:pk>/ta-bort/", round_form.drop_criterion, name="remove_criterion"
    ),
    # applications
    path("pengar/ansokningar/", application.applications, name="applications"),
    path("omgangar/<int:pk>/ansok/", application.start, name="start_application"),
    path("pengar/ansokningar/<int:pk>/", application.application, name="application"),
    path("pengar/ansokningar/<int:pk>/kopiera/", application.copy, name="copy_application"),
    path("pengar/ansokningar/<int:pk>/begar-samtycke/", application.ask, name="ask_for_consents"),
    path("pengar/ansokningar/<int:pk>/lamna-in/", application.submit, name="submit_application"),
    path(
        "pengar/ansokningar/<int:pk>/aterkalla/", application.withdraw, name="withdraw_application"
    ),
    path(
        "pengar/ansokningar/<int:pk>/uppgifter/",
        application_writing.describe,
        name="describe_application",
    ),
    path("pengar/ansokningar/delar/<int:pk>/", application_writing.part, name="application_part"),
    path(
        "pengar/ansokningar/<int:pk>/namnder/",
        application_writing.bodies,
        name="application_bodies",
    ),
    path(
        "pengar/ansokningar/namnder/<int:pk>/ta-bort/",
        application_writing.drop_body,
        name="remove_application_body",
    ),
    path(
        "pengar/ansokningar/<int:pk>/andelar/",
        application_writing.shares,
        name="application_shares",
    ),
    path(
        "pengar/ansokningar/andelar/<int:pk>/ta-bort/",
        application_writing.drop_share,
        name="remove_share",
    ),
    path(
        "pengar/ansokningar/<int:pk>/dialoger/",
        application_writing.dialogues,
        name="application_dialogues",
    ),
    path(
        "pengar/ansokningar/dialoger/<int:pk>/ta-bort/",
        application_writing.drop_dialogue,
        name="remove_dialogue",
    ),
    path(
        "pengar/ansokningar/dialoger/<int:pk>/anteckningar/",
        application_writing.dialogue_notes,
        name="dialogue_notes",
    ),
    path(
        "pengar/ansokningar/delar/<int:pk>/versioner/", part_version.versions, name="part_versions"
    ),
    path("pengar/ansokningar/versioner/<int:pk>/", part_version.restore, name="restore_part"),
    path("pengar/samtycke/<int:pk>/", consent.consent, name="consent"),
    path("pengar/ansokningar/namnder/<int:pk>/lamna/", consent.leave, name="leave_application"),
    path("pengar/samtycke/<int:pk>/ta-tillbaka/", consent.take_back, name="take_back_consent"),
    # judging and deciding
    path("pengar/ansokningar/<int:pk>/bedomning/", assessment.assessment, name="assessment"),
    path("pengar/ansokningar/<int:pk>/jav/", assessment.conflict, name="record_conflict"),
    path("pengar/ansokningar/<int:pk>/utesluter/", assessment.exclude, name="exclude_pair"),
    path("pengar/uteslutna/<int:pk>/ta-bort/", assessment.allow, name="lift_exclusion"),
    path("omgangar/<int:pk>/ansokningar/", decision_table.ranking, name="ranking"),
    path("omgangar/<int:pk>/beslutstabell/", decision_table.table, name="decision_table"),
    path("omgangar/<int:pk>/beslutsbilaga.pdf", decision_table.annex, name="decision_annex"),
    path("omgangar/<int:pk>/beslutstabell.xlsx", decision_table.workbook, name="decision_workbook"),
    path("omgangar/<int:pk>/rangordning.json", decision_table.ranking_json, name="ranking_json"),
    path("omgangar/<int:pk>/rangordning.csv", decision_table.ranking_csv, name="ranking_csv"),
    # sources
    path("pengar/kallor/ny/", source.create, name="create_source"),
    path("pengar/kallor/<int:pk>/", source.source, name="source"),
    path("pengar/kallor/<int:pk>/ram/", source.frame, name="change_frame"),
    path("pengar/kallor/<int:pk>/omfordela/", moving.transfer, name="transfer_frame"),
    path("pengar/kallor/<int:pk>/undantag/", moving.exempt, name="exempt_source"),
    path("pengar/kallor/<int:pk>/villkor/", moving.terms, name="set_terms"),
    path("pengar/kallor/<int:pk>/bokslut/", moving.books, name="close_books"),
    # grants and the projects they pay for
    path("bidrag/<int:pk>/", grant.grant, name="grant"),
    path("bidrag/<int:pk>/rapportera/", grant.report, name="report"),
    path("bidrag/<int:pk>/paborja/", grant.start, name="start_project"),
    path("bidrag/<int:pk>/genomfort/", grant.complete, name="complete_project"),
    path("bidrag/<int:pk>/genomfors-inte/", grant.call_off, name="call_off_project"),
    path("bidrag/<int:pk>/projektnummer/", moving.code, name="set_project_code"),
    path("bidrag/<int:pk>/omdisponera/", moving.repurpose, name="repurpose_grant"),
    path("bidrag/<int:pk>/overskott/", surplus.surplus, name="surplus"),
    path("bidrag/<int:pk>/overskott/skal/", surplus.explain, name="explain_surplus"),
    path("bidrag/<int:pk>/overskott/beslut/", surplus.decide, name="decide_surplus"),
    path("bidrag/skal/<int:pk>/ratta/", surplus.withdraw, name="withdraw_explanation"),
    path("pengar/avstamning/", reconciliation.reconciliation, name="reconciliation"),
    path("pengar/avstamning/<int:year>/", reconciliation.year, name="year"),
    path("bidrag/<int:pk>/undantag/", moving.overrun, name="exempt_grant"),
    path("bidrag/<int:pk>/atgard/", forecast.plan, name="plan_action"),
    path("bidrag/atgarder/<int:pk>/klar/", forecast.finish, name="finish_action"),
    path("bidrag/<int:pk>/faser/", phase.plan, name="plan_phase"),
    path("bidrag/<int:pk>/pengarnas-slut/", phase.end, name="plan_funding_end"),
    path("bidrag/faser/<int:pk>/ta-bort/", phase.remove, name="remove_phase"),
    # outcome in many rows
    path("pengar/utfall/", outcome.batches, name="outcome_batches"),
    path("pengar/utfall/nytt/", outcome.read, name="read_outcome"),
    path("pengar/utfall/<int:pk>/", outcome.batch, name="outcome_batch"),
    path("pengar/utfall/<int:pk>/angra/", outcome.undo, name="undo_outcome_batch"),
    path("pengar/prognos/<int:pk>/", forecast.forecasts, name="forecasts"),
    # budget tables
    path("pengar/budget/", budget.budgets, name="budgets"),
    path("pengar/budget/ny/", budget.create, name="create_budget"),
    path("pengar/budget/<int:pk>/", budget.budget, name="budget"),
    path("pengar/budget/<int:pk>/andra/", budget.edit, name="edit_budget"),
    path("pengar/budget/<int:pk>/faststall/", budget.fix, name="fix_budget"),
    path("pengar/budget/<int:pk>/ny-version/", budget.revise, name="revise_budget"),
    path("pengar/budget/<int:pk>/pdf/", budget.pdf, name="budget_pdf"),
    path("pengar/budget/<int:pk>/excel/", budget.workbook, name="budget_workbook"),
    # key figures
    path("pengar/nyckeltal/", key_figure.key_figures, name="key_figures"),
    path("pengar/nyckeltal/excel/", key_figure.workbook, name="key_figures_workbook"),
    path("pengar/nyckeltal/nytt/", key_figure.create, name="create_key_figure"),
    path("bidrag/<int:pk>/slag/", key_figure.describe, name="describe_project"),
    path("bidrag/<int:pk>/omfattning/", key_figure.count, name="count_extent"),
    # what initiatives cost, and who pays
    path("pengar/finansiering/", financing.financing_list, name="financing_list"),
    path("insatser/<int:pk>/finansiering/", financing.financing, name="financing"),
    path("insatser/<int:pk>/finansiering/ny/", financing.add, name="add_financing"),
    path("pengar/finansiering/<int:pk>/andra/", financing.change, name="change_financing"),
    path("pengar/finansiering/<int:pk>/ta-bort/", financing.remove, name="remove_financing"),
    # what initiatives cost against what they are expected to spare
    path("insatser/<int:pk>/kostnad-och-nytta/", cost_benefit.cost_benefit, name="cost_benefit"),
    path("insatser/<int:pk>/kostnad-och-nytta/ny/", cost_benefit.add, name="expect_saving"),
    path("pengar/kostnad-och-nytta/<int:pk>/andra/", cost_benefit.change, name="change_saving"),
    path("pengar/kostnad-och-nytta/<int:pk>/ta-bort/", cost_benefit.remove, name="remove_saving"),
    # the ledger
    path("pengar/bok/", entry.ledger, name="ledger"),
    path("pengar/bok/<int:pk>/utvardering/", entry.evaluation, name="mark_evaluation"),
    path("pengar/bok/<int:pk>/ratta/", entry.reverse_, name="reverse_entry"),
]
