"""Which language a page is in, where a reader who was signed out comes back, and a click gone astray."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseNotAllowed
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

READING = ("GET", "HEAD")


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Swedish until the reader chooses another language at the foot of the page.

    What the browser prefers is not asked: officials with an English browser read Swedish documents.
    """

    def process_request(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language


class SignInMiddleware(LoginRequiredMiddleware):
    """Sign-in leads back to a page: a form sent after the session ended, to the page it stood on.

    What was sent cannot be sent again, and the address of a button is no page to come back to.
    """

    def handle_no_permission(self, request, view_func):
        if request.method in READING:
            return super().handle_no_permission(request, view_func)
        return sign_in_again(request)


class AstrayMiddleware:
    """An address that only takes a button's click says so in our own words, with a way on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        page = render(request, "405.html", {"above": page_above(request.path)}, status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page


def sign_in_again(request):
    """To sign-in, and from there to the page whose form was sent."""
    return redirect_to_login(page_to_return_to(request))


def page_to_return_to(request) -> str:
    """The page with the form that was sent; without its address, the page above."""
    return _page_before(request) or page_above(request.path)


def _page_before(request) -> str:
    """The page on which the form stood, if it is one of ours."""
    referer = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(
        referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if not ours:
        return ""
    parts = urlsplit(referer)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def page_above(path) -> str:
    """The nearest page above a button's address, its object's: /uppdrag/21/klart/ → /uppdrag/21/."""
    steps = path.strip("/").split("/")[:-1]
    while steps:
        above = f"/{'/'.join(steps)}/"
        try:
            resolve(above)
        except Resolver404:
            steps.pop()
        else:
            return above
    return "/"
