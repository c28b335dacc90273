"""A telephone for tests: an account gets a factor, and a browser passes the second step with it."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import decrypt
from django.test import Client

from lienthong.access.assurance import KEY
from lienthong.access.factors.codes import COUNTER, next_code
from lienthong.access.models import Account


def a_telephone(account: Account) -> Authenticator:
    return TOTP.activate(account, generate_totp_secret()).instance


def code_of(telephone: Authenticator) -> str:
    """Return the code that the telephone shows now, or the next one where that was used."""
    telephone.refresh_from_db()
    return next_code(decrypt(telephone.data["secret"]), after=telephone.data.get(COUNTER, 0))


def shown_lately(client: Client, account: Account, at: datetime) -> Client:
    """Let the browser be one in which a second factor was shown at the moment, without walking there."""
    session = client.session
    session[KEY] = {
        "account": str(account.pk),
        "itself": at.timestamp(),
        "factor": at.timestamp(),
        "kind": "totp",
    }
    session.save()
    return client


def step_up(client: Client, account: Account) -> Client:
    """Show a second factor in a browser in which the account is signed in; it gets one first if it has none."""
    kept = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    answer = client.post("/tai-khoan/xac-thuc/", {"code": code_of(kept or a_telephone(account))})
    assert answer.status_code == 302, answer.content.decode()
    return client
