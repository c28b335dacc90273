"""The security log: what happened at the doors and to accounts and powers, for whom that is theirs to watch.

It is the record itself, read by the verbs of this area. The addresses people came from are personal: the list has
none; they are shown of one account at a time, for a purpose, by an act of its own (`READ_ADDRESSES`). Looking
through the log without them leaves no act, or the log would soon be about its own reading.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.access.models import Account
from lienthong.access.policies import administers, reach_of
from lienthong.access.selectors import Visit, visits_of
from lienthong.access.words import (
    FACTOR_REFUSED,
    IDENTITY_REFUSED,
    LOCK_OUT,
    READ_ADDRESSES,
    SESSION_REFUSED,
    SIGN_IN_FAILED,
    WORDS,
)
from lienthong.directory.models import Person
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.clock.moments import day_window
from lienthong.kernel.refusals import Missing, must_say, type_of_reason
from lienthong.kernel.search.queries import matching
from lienthong.kernel.ui.components import Chip, Lines, Tone
from lienthong.kernel.ui.lists import Choices, Column, DayFilter, Filter, Listing, Reader, listings

REFUSALS: Final = frozenset({SIGN_IN_FAILED, LOCK_OUT, FACTOR_REFUSED, SESSION_REFUSED, IDENTITY_REFUSED})
REFUSED: Final = "refused"
ACCOUNT: Final = "access.account"
SHOWN: Final = 30
NOBODY_KNOWN: Final = gettext_lazy("Tên đăng nhập không có thật")
Rows = QuerySet[Act]


class OfThisArea(Func):
    """Whether an act is of this area; said as text, so that the partial index `act_of_access` is recognised."""

    template = "%(expressions)s LIKE 'access.%%%%'"
    output_field = BooleanField()


@dataclass(frozen=True, slots=True)
class Shown:
    """Whom an act was about, in words."""

    about: Lines | str


def accounts_seen(by: Actor, at: datetime) -> QuerySet[Account] | None:
    """Return the accounts whose acts the reader may watch, None for everybody's: the one rule of this log."""
    administers(by).or_raise()
    reach = reach_of(by, at)
    return None if reach.units is None else Account.objects.filter(person__in=reach.people())


def acts_seen(by: Actor, at: datetime) -> Rows:
    """Return what the reader may see: acts on accounts they administer, and acts of these accounts."""
    acts = Act.objects.filter(OfThisArea(F("verb")))
    accounts = accounts_seen(by, at)
    if accounts is None:
        return acts
    keys = accounts.values("pk")
    return acts.filter(Q(subject_id__in=keys) | Q(account_id__in=keys))


def act_seen(act_id: UUID, by: Actor, at: datetime) -> Act:
    """Return one act, or raise `Missing`: what is not for this reader is not there."""
    found = acts_seen(by, at).filter(pk=act_id).first()
    if found is None:
        raise Missing
    return found


def about(act: Act) -> str:
    """Return whom one act was about, in words."""
    _prepare([act], None)
    return str(_shown(act).about)


@action
def read_addresses(act_id: UUID, *, purpose: str, by: Actor, at: datetime) -> list[Visit]:
    """Show where the last comings to the account of an act came from, while that is kept.

    Raises `NotAllowed`, `Missing` for an act that is not the reader's or not about an account, `Invalid` without a
    purpose. The act stands in the history of the account.
    """
    act = act_seen(act_id, by, at)
    if act.subject_kind != ACCOUNT:
        raise Missing
    why = must_say(purpose, _("Phải nêu mục đích xem địa chỉ."), "purpose")
    record(READ_ADDRESSES, subject=(ACCOUNT, act.subject_id), by=by, at=at, detail={"purpose": why})
    return visits_of(act.subject_id, latest=SHOWN)


def _kinds(_reader: Reader) -> Choices:
    each = [(verb, words) for verb, words in verbs.words.items() if verb in WORDS]
    first: list[tuple[str, type_of_reason]] = [(REFUSED, gettext_lazy("Mọi lần bị từ chối"))]
    return [*first, *each]


def _of_kind(rows: Rows, kind: str) -> Rows:
    return rows.filter(verb__in=REFUSALS if kind == REFUSED else [kind])


def _since(rows: Rows, day: date) -> Rows:
    return rows.filter(recorded_at__gte=day_window(day)[0])


def _until(rows: Rows, day: date) -> Rows:
    return rows.filter(recorded_at__lt=day_window(day)[1])


def _of_people(rows: Rows, typed: str) -> Rows:
    """Return what people of this name, or an account of this name, did or had done to them."""
    people = matching(Person.objects.all(), typed).values("pk")
    accounts = Account.objects.filter(Q(person__in=people) | Q(username=typed.strip().lower())).values("pk")
    return rows.filter(Q(subject_id__in=accounts) | Q(account_id__in=accounts))


def _prepare(acts: Sequence[Act], _reader: Reader | None) -> None:
    """Fit whom each act was about: one query for a page."""
    keys = {act.subject_id for act in acts if act.subject_kind == ACCOUNT}
    known = Account.objects.select_related("person", "party").in_bulk(keys)
    for act in acts:
        account = known.get(act.subject_id)
        vars(act)["shown"] = Shown(_about(act, account))


def _about(act: Act, account: Account | None) -> Lines | str:
    if act.subject_kind != ACCOUNT:
        return ""
    if account is None:
        return str(NOBODY_KNOWN)
    return Lines(account.name, account.username)


def _shown(act: Act) -> Shown:
    fitted: Shown = vars(act)["shown"]
    return fitted


def _who(act: Act) -> Lines:
    post = ", ".join(part for part in (act.actor_post, act.actor_unit) if part)
    return Lines(act.actor_name, post)


def words_of(act: Act) -> Chip | str:
    """Return what was done; a refusal stands out."""
    words = verbs.read(act.verb)
    return Chip(words, Tone.WARN) if act.verb in REFUSALS else words


LOG: Listing[Act] = listings.register(
    Listing(
        name="access.security",
        title=gettext_lazy("Nhật ký an ninh"),
        columns=(
            Column(
                "at", gettext_lazy("Lúc"), lambda act: act.recorded_at, order=("recorded_at",), look="narrow"
            ),
            Column("what", gettext_lazy("Sự việc"), words_of, main=True),
            Column("who", gettext_lazy("Người thực hiện"), _who),
            Column("about", gettext_lazy("Về tài khoản của"), lambda act: _shown(act).about),
        ),
        order=("-recorded_at",),
        source=lambda reader: acts_seen(reader.by, reader.at),
        filters=(
            Filter("kind", gettext_lazy("Sự việc"), _kinds, _of_kind),
            DayFilter("since", gettext_lazy("Từ ngày"), _since),
            DayFilter("until", gettext_lazy("Đến hết ngày"), _until),
        ),
        search=_of_people,
        search_hint=gettext_lazy("Họ tên hoặc tên đăng nhập"),
        address=lambda act: reverse("access:security_act", args=[act.pk]),
        prepare=_prepare,
        empty=gettext_lazy("Không có sự việc nào như vậy."),
        empty_hint=gettext_lazy("Bỏ bớt điều kiện lọc."),
    )
)
