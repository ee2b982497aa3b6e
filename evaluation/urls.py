"""Pages of follow-up: one block to a noun."""

from django.urls import path

from evaluation.views import four_questions, indicator, measurement, overview, report

app_name = "evaluation"

urlpatterns = [
    path("uppfoljning/", overview.overview, name="overview"),
    # indicators and their figures
    path("indikatorer/ny/", indicator.create, name="create_indicator"),
    path("indikatorer/<int:pk>/", indicator.indicator, name="indicator"),
    path("indikatorer/<int:pk>/andra/", indicator.edit, name="edit_indicator"),
    path("indikatorer/<int:pk>/kom-overens/", indicator.agree, name="agree_indicator"),
    path("indikatorer/<int:pk>/varden/nytt/", measurement.create, name="record_measurement"),
    path("matvarden/<int:pk>/ratta/", measurement.correct, name="correct_measurement"),
    # the four questions about what a decision granted
    path("fyra-fragor/", four_questions.decisions, name="decisions"),
    path("beslut/<int:pk>/fyra-fragor/", four_questions.four_questions, name="four_questions"),
    path(
        "beslut/<int:pk>/fyra-fragor/excel/",
        four_questions.workbook,
        name="four_questions_workbook",
    ),
    path("beslut/<int:pk>/fyra-fragor/handling/", four_questions.order, name="order_answers"),
    path("fyra-fragor/<int:pk>/", four_questions.answer_sheet, name="answer_sheet"),
    path("fyra-fragor/<int:pk>/pdf/", four_questions.answer_sheet_pdf, name="answer_sheet_pdf"),
    path("fyra-fragor/<int:pk>/igen/", four_questions.retry, name="retry_answers"),
    # follow-up reports
    path("uppfoljningsrapporter/<int:pk>/", report.report, name="report"),
]
