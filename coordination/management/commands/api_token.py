"""Tokens for programs that use the API."""

from django.core.management.base import BaseCommand, CommandError
from rest_framework.authtoken.models import Token

from coordination.models import User


class Command(BaseCommand):
    """Print the API token of an account, made now if there is none. The program gets its rights."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("email", help="the account's e-mail address")
        parser.add_argument(
            "--renew", action="store_true", help="replace the token: the old one stops"
        )
        parser.add_argument("--revoke", action="store_true", help="take the token away")

    def handle(self, *, email, renew, revoke, **options):
        user = User.objects.filter(email__iexact=email).first()
        if user is None or not user.is_active:
            raise CommandError(f"No account may sign in as {email}.")
        if renew or revoke:
            Token.objects.filter(user=user).delete()
        if revoke:
            self.stdout.write(f"{email} has no token any more.")
            return
        token, _created = Token.objects.get_or_create(user=user)
        self.stdout.write(token.key)
