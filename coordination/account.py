"""How people sign in: accounts are made by administrators, nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in with e-mail and password; signing up is closed."""

    def is_open_for_signup(self, request):
        return False
