"""Accounts: how somebody signs in. An account is not the person and not the post: those change without it."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models import Person
from lienthong.kernel.keys import new_key
from lienthong.parties.models import Party

USERNAME = RegexValidator(
    r"\A[a-z0-9][a-z0-9._-]{1,63}\Z",
    _("Tên đăng nhập có từ 2 đến 64 ký tự: chữ thường không dấu, chữ số, dấu chấm, gạch nối."),
)


class Accounts(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=fold(username or ""))

    def make(self, username: str, password: str | None = None, **values: Any) -> "Account":
        """Make an account; without a password nobody can sign in to it until one is set."""
        account = self.model(username=fold(username), **values)
        account.set_password(password)
        account.full_clean(exclude=["password"])
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A way to sign in: of a person of the directory, of a party, or of a service (neither).

    A session carries a hash of the password: a changed or locked password ends every session here.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    username = models.TextField(unique=True, validators=[USERNAME], verbose_name=_("Tên đăng nhập"))
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="account")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="accounts")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(
        default=False, db_comment="an administrator made the password: every page asks for another first"
    )
    first_password_at = models.DateTimeField(
        null=True, blank=True, db_comment="when an administrator gave it; unused too long, it opens nothing"
    )
    signed_in_at = models.DateTimeField(null=True, blank=True, db_comment="the last time, by the time here")
    language = models.CharField(max_length=2, default="vi")
    dense = models.BooleanField(default=False, db_comment="compact rows in lists")

    last_login = None  # the library would write the machine's own time
    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("tài khoản")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) | models.Q(party__isnull=True), name="account_of_one"
            ),
            models.CheckConstraint(
                condition=models.Q(username__regex=r"^[a-z0-9][a-z0-9._-]{1,63}$"),
                name="account_username_plain",
            ),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def name(self) -> str:
        """Return the printed name of whoever signs in here."""
        owner = self.person or self.party
        return owner.full_name if isinstance(owner, Person) else owner.name if owner else self.username


def fold(username: str) -> str:
    """Return the name as it is kept and looked up."""
    return username.strip().lower()
