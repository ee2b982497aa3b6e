"""Accounts."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager):
    """Makes accounts; the e-mail address is the name one signs in with."""

    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        """An ordinary account. Without a password one can sign in only after resetting it."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """An account with every right, for whoever runs the installation."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username):
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """An account (användarkonto). What it may do follows from the seats its person holds."""

    email = models.EmailField(_("e-postadress"), unique=True)
    person = models.OneToOneField(
        "coordination.Person", models.PROTECT, null=True, blank=True, related_name="user"
    )
    language = models.CharField(_("språk"), max_length=5, default="sv")
    is_active = models.BooleanField(_("får logga in"), default=True)
    is_staff = models.BooleanField(_("får öppna administrationen"), default=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("konto")
        verbose_name_plural = _("konton")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("Det finns redan ett konto med den e-postadressen."),
            )
        ]

    def __str__(self):
        return str(self.person) if self.person_id else self.email
