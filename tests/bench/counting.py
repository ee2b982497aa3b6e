"""Counts a request's SQL statements when the bench asks for it; requests that are timed are left alone."""

from django.db import connection

ASKED, TOLD = "X-Count-Statements", "X-Statements"


def count_statements(get_response):
    """Middleware, outermost, so that session and user are counted too."""

    def counted(request):
        if ASKED not in request.headers:
            return get_response(request)
        seen = 0

        def count(execute, *args):
            nonlocal seen
            seen += 1
            return execute(*args)

        with connection.execute_wrapper(count):
            response = get_response(request)
        response.headers[TOLD] = str(seen)
        return response

    return counted
