"""Pages: Programmes and the joint initiatives in them."""

app_name = "initiatives"

urlpatterns: list = []
