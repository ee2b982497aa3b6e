"""API: Programmes and the joint initiatives in them."""

urlpatterns: list = []
