"""What an administrator takes off an account that was in wrong hands: the identities that were linked to it."""

from allauth.socialaccount.models import SocialAccount

from lienthong.access.models import Account


def forget_identities(account: Account) -> bool:
    """Unlink every outside identity of an official's account; returns whether there was one."""
    return account.person_id is not None and bool(SocialAccount.objects.filter(user=account).delete()[0])
