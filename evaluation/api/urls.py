"""API: Indicators, measurements and follow-up reports."""

urlpatterns: list = []
