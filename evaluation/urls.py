"""Pages of follow-up: one block to a noun."""

from django.urls import path

from evaluation.views import indicator, measurement, overview, report

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
    # follow-up reports
    path("uppfoljningsrapporter/<int:pk>/", report.report, name="report"),
]
