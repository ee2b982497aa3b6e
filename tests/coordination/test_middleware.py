import pytest


@pytest.mark.parametrize(
    ("cookie", "preferred", "language"),
    [("", "en-US,en;q=0.9", "sv"), ("en", "sv", "en"), ("xx", "en", "sv")],
)
def test_language_is_what_the_reader_chose(client, db, cookie, preferred, language):
    client.cookies["django_language"] = cookie

    response = client.get("/konto/login/", headers={"accept-language": preferred})

    assert response.headers["Content-Language"] == language
