"""What an account wants to be sent, and where; what touches its safety is sent whatever it wants."""

from uuid import UUID

from lienthong.kernel.notices.models import Notice, Preference, Weight, Wish

LEAST = {Wish.ALL: Weight.CHANGE, Wish.TURN: Weight.TURN, Wish.NONE: Weight.SAFETY}


def preference_of(account_id: UUID) -> Preference:
    """Return what the account has chosen, else what everybody begins with; not saved."""
    return Preference.objects.filter(pk=account_id).first() or Preference(account_id=account_id)


def prefer(account_id: UUID, *, email: bool, sms: bool, wish: Wish) -> None:
    """Keep what the account has chosen."""
    Preference.objects.update_or_create(
        account_id=account_id, defaults={"email": email, "sms": sms, "wish": wish}
    )


def wants(notice: Notice, channel: str) -> bool:
    """Return whether the notice goes out by the channel: "email" or "sms", as the account has chosen."""
    if notice.weight >= Weight.SAFETY:
        return True
    chosen = preference_of(notice.account_id)
    is_on = {"email": chosen.email, "sms": chosen.sms}.get(channel, True)
    return is_on and notice.weight >= LEAST[Wish(chosen.wish)]
