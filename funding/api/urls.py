"""API: Money: sources, rounds, grants and the ledger that follows them."""

urlpatterns: list = []
