"""Walking every state and action: what is sent where, and whether a refusal is told."""

from django.urls import reverse

JSON = {"content_type": "application/json"}


def send(client, actor, page, args, data):
    """Post to a page as somebody, and follow where it leads."""
    client.force_login(actor)
    return client.post(reverse(f"coordination:{page}", args=args), data, follow=True)


def call(client, actor, method, address, data):
    """Call the API as somebody."""
    client.force_login(actor)
    return getattr(client, method)(f"/api/v1/{address}/", data, **JSON)


def says_why(response) -> bool:
    """Whether a refusal is told: by its status and words, a message, or at the form."""
    if response.status_code in {400, 403, 409}:
        return bool(response.content)
    assert response.status_code == 200
    form = response.context.get("form")
    return bool(list(response.context["messages"]) or (form is not None and form.errors))
