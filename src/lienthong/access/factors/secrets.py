"""Secrets of factors are kept encrypted (Fernet), by a key that is derived from the key of the installation."""

import base64
from functools import lru_cache

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from lienthong.access.models import Account
from lienthong.kernel.acts.models import Installation
from lienthong.kernel.refusals import Invalid, WrongState

SALT = "lienthong.access.factors"
PATIENCE = 1800  # seconds within which a set-up that was begun is finished


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library is untyped here
    """Our choices where the library leaves them to the installation."""

    def encrypt(self, text: str) -> str:
        return _fernet(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raise `WrongState` when the key of the installation is no longer that of then."""
        try:
            return _open(encrypted_text)
        except InvalidToken as gone:
            raise WrongState(
                _(
                    "Khóa của hệ thống đã đổi, mã này không kiểm tra được nữa. Nhờ quản trị gỡ xác thực bước hai."
                )
            ) from gone

    def get_totp_issuer(self) -> str:
        """Name the installation, as the list in one's telephone will."""
        return Installation.objects.values_list("name", flat=True).first() or "Liên Thông"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the host by which one came, without its port (WebAuthn, 5.1.3); its name is ours."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Liên Thông"}

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, object]:
        return {"id": str(user.pk).encode(), "display_name": user.name, "name": user.username}


def seal(account: Account, secret: str) -> str:
    """Return a secret that waits to be confirmed, for a form of this account alone."""
    return Adapter().encrypt(f"{account.pk} {secret}")


def unseal(account: Account, sealed: str) -> str:
    """Return it again. Raises `Invalid` when it is too old, of another account, or no such thing."""
    try:
        owner, _space, secret = _open(sealed, ttl=PATIENCE).partition(" ")
    except InvalidToken:
        owner, secret = "", ""
    if owner != str(account.pk):
        raise Invalid(_("Trang cài đặt này đã quá lâu hoặc không phải của tài khoản này. Hãy mở lại trang."))
    return secret


def _open(sealed: str, ttl: int | None = None) -> str:
    fernet = _fernet(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return fernet.decrypt(sealed.encode(), ttl=ttl).decode()


@lru_cache(maxsize=4)
def _fernet(*keys: str) -> MultiFernet:
    derived = (salted_hmac(SALT, "", secret=key, algorithm="sha256").digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])
