"""What someone is given on one object: django-guardian rows with a direct foreign key and an end date."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase


class ReferralGrant(UserObjectPermissionBase):
    """Someone outside the matter may read a referral until a day."""

    content_object = models.ForeignKey("coordination.Referral", models.CASCADE)
    until = models.DateField(_("till och med"), null=True, blank=True)


class StatementGrant(UserObjectPermissionBase):
    """Someone outside the body may read, or write in, a draft statement until a day (delat utkast)."""

    content_object = models.ForeignKey("coordination.Statement", models.CASCADE)
    until = models.DateField(_("till och med"), null=True, blank=True)
