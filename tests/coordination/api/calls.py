"""Short words for the tests of the API."""


def post(client, address, values=None, **headers):
    """Send values to an address of the API."""
    return client.post(f"/api/v1/{address}/", values or {}, format="json", **headers)


def patch(client, address, values):
    """Change what is at an address of the API."""
    return client.patch(f"/api/v1/{address}/", values, format="json")
