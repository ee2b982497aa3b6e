"""API of the kernel."""

urlpatterns: list = []
