"""Pages: Indicators, measurements and follow-up reports."""

app_name = "evaluation"

urlpatterns: list = []
