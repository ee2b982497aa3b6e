"""Pages: Money: sources, rounds, grants and the ledger that follows them."""

app_name = "funding"

urlpatterns: list = []
