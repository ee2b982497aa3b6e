"""The kernel's pages: one block to a noun."""

app_name = "coordination"

urlpatterns: list = []
