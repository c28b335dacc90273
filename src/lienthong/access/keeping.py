"""What the pages of administration show and choose from: people without accounts, posts with what ends them, slips."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.access import invitations
from lienthong.access.accounts import MOST_AT_ONCE, Opened
from lienthong.access.passwords import first_password_ends
from lienthong.access.policies import reach_of
from lienthong.access.powers.keeping import keeps_for
from lienthong.access.selectors import people, suggested_usernames
from lienthong.directory.models import Appointment, Person
from lienthong.directory.selectors.people import appointments_on
from lienthong.directory.selectors.units import names
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid, Verdict


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody without an account: the name suggested, whether one may open it, whether a letter reaches them."""

    person: Person
    posts: Sequence[str]
    suggested: str
    verdict: Verdict
    mail: Verdict


@dataclass(frozen=True, slots=True)
class Held:
    """A post held today or later, in words, with the pages to leave it and to hand its work over ("" where not)."""

    words: str
    since: datetime | None
    url: str
    leave: str
    hand_over: str


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed once, cut out and handed over."""

    name: str
    posts: str
    username: str
    password: str
    ends: datetime | None


def candidates(by: Actor, at: datetime, unit: str, chosen: Iterable[str]) -> list[Candidate]:
    """Return people without an account, of one unit or of all within reach, by name; and those the form has chosen."""
    reach, day = reach_of(by, at), local_day(at)
    rows = people(by, at)
    if unit:
        held = Appointment.objects.on(day).filter(post__unit=key_of(unit))
        rows = rows.filter(pk__in=held.values("person"))
    sent = [key for key in map(key_of, chosen) if key]
    found = list(rows.filter(Q(account=None) | Q(pk__in=sent)).order_by("name_key", "pk")[:MOST_AT_ONCE])
    keys = [person.pk for person in found]
    posts, verdicts, suggested = appointments_on(keys, day), reach.may_keep(keys), suggested_usernames(found)
    return [
        Candidate(
            person,
            posts.get(person.pk, []),
            suggested[person.pk],
            verdicts[person.pk],
            invitations.may_be_sent(person),
        )
        for person in found
    ]


def posts_of(person: Person, by: Actor, at: datetime) -> list[Held]:
    """Return what the person holds today and is to hold, with what this actor may do about it."""
    reach, day, kept = reach_of(by, at), local_day(at), keeps_for(by, at)
    rows = Appointment.objects.believed().filter(person=person, during__overlap=(day, None))
    held = list(rows.select_related("post").order_by("during", "post__rank"))
    called = names({row.post.unit_id for row in held}, day)
    within = [row.post_id for row in held if reach.has(row.post.unit_id)]
    may = reach.may_fill(within) if person.pk != by.person_id else {}
    return [
        Held(
            f"{row.post.title}, {called.get(row.post.unit_id, '')}",
            row.during.lower if row.during.lower and row.during.lower > day else None,
            reverse("directory:post", args=[row.post_id]),
            reverse("directory:post_act", args=[row.post_id, "thoi-giu"]) if may.get(row.post_id) else "",
            reverse("access:hand_over", args=[person.pk, row.post_id])
            if day in row.during and row.post.unit_id in kept and person.pk != by.person_id
            else "",
        )
        for row in held
    ]


def slips_of(opened: Sequence[Opened], at: datetime) -> list[Slip]:
    keys = [one.account.person_id for one in opened if one.account.person_id]
    posts = appointments_on(keys, local_day(at))
    return [
        Slip(
            name=one.account.name,
            posts="; ".join(posts.get(one.account.person_id, [])) if one.account.person_id else "",
            username=one.account.username,
            password=one.password,
            ends=first_password_ends(one.account),
        )
        for one in opened
    ]


def tabs(here: str) -> list[tuple[str, str, bool]]:
    """Return the ways between the pages of an agency's administrator."""
    pages = {
        "accounts": (_("Cán bộ và tài khoản"), "access:accounts"),
        "moves": (_("Đến và đi"), "access:moves"),
        "files": (_("Nhập, xuất tệp"), "access:files"),
    }
    return [(words, reverse(name), key == here) for key, (words, name) in pages.items()]


def key_of(typed: str) -> UUID | None:
    """Return the key that an address or a form names; None for none. Raises `Invalid`."""
    try:
        return UUID(typed) if typed else None
    except ValueError:
        raise Invalid(_("Lựa chọn này không có trong danh sách."), field="unit") from None
