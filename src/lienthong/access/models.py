"""Accounts, and what a post's profile may do. An account is not a person, and a person is not a party."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import DateRangeField
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.directory.models import Person
from lienthong.kernel.keys import new_key
from lienthong.parties.models import Party

USERNAME = RegexValidator(r"^[a-z0-9][a-z0-9._-]{1,63}$", _("Tên đăng nhập gồm chữ thường không dấu, số, dấu chấm."))


class Accounts(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=(username or "").strip().lower())

    def make(self, username: str, password: str | None = None, **values: Any) -> "Account":
        """Make an account; without a password nobody can sign in to it until one is set."""
        account = self.model(username=username.strip().lower(), **values)
        account.set_password(password)
        account.full_clean(exclude=["password"])
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A way to sign in, for a person of the directory or for a party."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    username = models.TextField(unique=True, validators=[USERNAME], verbose_name=_("Tên đăng nhập"))
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="account")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="accounts")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="vi")
    dense = models.BooleanField(default=False, db_comment="compact rows in lists")

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) | models.Q(party__isnull=True), name="account_of_one"
            ),
            models.CheckConstraint(
                condition=models.Q(username__regex=r"^[a-z0-9][a-z0-9._-]{1,63}$"), name="account_username_plain"
            ),
        ]

    def __str__(self) -> str:
        return self.username


class ProfileCapability(models.Model):
    """A profile of posts may do this, during these days. Law and division of work change: it is data."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    profile = models.TextField()
    capability = models.TextField(choices=Capability.choices)
    during = DateRangeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("profile", "capability", "during", name="profile_capability_once"),
            models.CheckConstraint(condition=models.Q(during__isempty=False), name="profile_capability_some_day"),
        ]
