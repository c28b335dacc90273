"""The lists of administration: people with their accounts, who comes and leaves; for everybody, who saw their data."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lienthong.access.models import Account
from lienthong.access.passwords import is_over
from lienthong.access.policies import reach_of
from lienthong.access.selectors import STATES, people, seen_by
from lienthong.directory.models import Appointment, Person
from lienthong.directory.selectors.people import appointments_on
from lienthong.directory.selectors.trees import agency_of
from lienthong.directory.selectors.units import names
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.search.queries import matching
from lienthong.kernel.ui.components import Chip, Lines, Tone
from lienthong.kernel.ui.lists import Choices, Column, Filter, Listing, Reader, listings

WINDOW = timedelta(days=90)
NO_ACCOUNT = _("Chưa có tài khoản")
INVITED = _("Chờ đặt mật khẩu theo liên kết")
CHOICES = (
    ("open", _("Đang hoạt động")),
    ("first", _("Chưa đổi mật khẩu ban đầu")),
    ("invited", INVITED),
    ("locked", _("Đã khóa")),
    ("none", NO_ACCOUNT),
)


def account_of(person: Person) -> Account | None:
    return getattr(person, "account", None)


def state_of(account: Account | None, *, at: datetime) -> Chip:
    if account is None:
        return Chip(NO_ACCOUNT)
    if not account.is_active:
        return Chip(_("Đã khóa"), Tone.BAD, "lock")
    if not account.has_usable_password():
        return Chip(INVITED, Tone.WARN)
    if is_over(account, at=at):
        return Chip(_("Mật khẩu ban đầu hết hạn"), Tone.BAD)
    if account.must_change_password:
        return Chip(_("Chưa đổi mật khẩu ban đầu"), Tone.WARN)
    return Chip(_("Đang hoạt động"), Tone.GOOD)


def _narrow(rows: QuerySet[Person], state: str) -> QuerySet[Person]:
    return rows.filter(STATES[state])


def _units(reader: Reader) -> Choices:
    return reach_of(reader.by, reader.at).choices()


def _of_unit(rows: QuerySet[Person], unit: str) -> QuerySet[Person]:
    held = Appointment.objects.believed().filter(post__unit=unit)
    return rows.filter(pk__in=held.values("person"))


def _prepare(rows: Sequence[Person], reader: Reader) -> None:
    posts = appointments_on({person.pk for person in rows}, local_day(reader.at))
    for person in rows:
        shown: Any = person
        shown.posts_words = "; ".join(posts.get(person.pk, []))
        shown.state = state_of(account_of(person), at=reader.at)


def _username(person: Person) -> str:
    account = account_of(person)
    return account.username if account else ""


def _last_sign_in(person: Person) -> object:
    account = account_of(person)
    return account.signed_in_at if account else None


def _seen(reader: Reader) -> QuerySet[Act]:
    account_id = reader.by.account_id
    return seen_by(Account.objects.filter(pk=account_id).first() if account_id else None)


def _with_agencies(acts: Sequence[Act], reader: Reader) -> None:
    """Add the agency that the printed unit belonged to then: a division alone says little to a citizen."""
    around = {act.id: agency_of(act.unit_id, local_day(act.at)) for act in acts if act.unit_id}
    named = names(around.values(), local_day(reader.at))
    for act in acts:
        shown, agency = cast("Any", act), named.get(around[act.id], "") if act.id in around else ""
        shown.agency_words = "" if agency == act.actor_unit else agency


# Who has seen one's own personal data: the words are those printed at that moment.
SEEN: Listing[Act] = listings.register(
    Listing(
        name="access.seen",
        title=_("Ai đã xem dữ liệu của tôi"),
        columns=(
            Column("who", _("Người xem"), lambda act: Lines(act.actor_name, _office(act)), main=True),
            Column("what", _("Việc"), lambda act: verbs.read(act.verb)),
            Column("purpose", _("Mục đích"), lambda act: act.detail.get("purpose", "")),
            Column("at", _("Lúc"), lambda act: act.recorded_at, look="narrow"),
        ),
        order=("-recorded_at",),
        source=_seen,
        prepare=_with_agencies,
        empty=_("Chưa có ai mở dữ liệu cá nhân của anh/chị."),
        empty_hint=_("Khi có người mở, tên, chức vụ, cơ quan và mục đích của họ hiện ở đây."),
    )
)


def _office(act: Act) -> str:
    return ", ".join(filter(None, (act.actor_post, act.actor_unit, getattr(act, "agency_words", ""))))


ACCOUNTS: Listing[Person] = listings.register(
    Listing(
        name="access.accounts",
        title=_("Cán bộ và tài khoản"),
        columns=(
            Column("name", _("Họ và tên"), lambda person: person.full_name, order=("name_key",), main=True),
            Column("posts", _("Chức vụ hôm nay"), lambda person: getattr(person, "posts_words", "")),
            Column("username", _("Tên đăng nhập"), _username, look="narrow"),
            Column("state", _("Tình trạng"), lambda person: getattr(person, "state", ""), look="narrow"),
            Column("last", _("Lần đăng nhập cuối"), _last_sign_in, look="narrow"),
        ),
        order=("name_key",),
        source=lambda reader: people(reader.by, reader.at),
        filters=(
            Filter("unit", _("Đơn vị"), _units, _of_unit),
            Filter("state", _("Tình trạng"), CHOICES, _narrow),
        ),
        search=matching,
        search_hint=_("Họ và tên"),
        address=lambda person: reverse("access:account", args=[person.pk]),
        prepare=_prepare,
        empty=_("Không tìm thấy ai."),
        empty_hint=_("Ghi tên cán bộ và bổ nhiệm vào chức vụ, hoặc nhập từ tệp XLSX."),
    )
)


def _moves(reader: Reader) -> QuerySet[Appointment]:
    """Return the appointments within reach that begin or end about now."""
    day, reach = local_day(reader.at), reach_of(reader.by, reader.at)
    window = (day - WINDOW, day + WINDOW)
    around = Q(during__startswith__range=window) | Q(during__endswith__range=window)
    rows: QuerySet[Appointment] = Appointment.objects.believed().filter(around)
    if reach.units is not None:
        rows = rows.filter(post__unit__in=reach.units)
    return rows.select_related("person__account", "post")


def _with_units(rows: Sequence[Appointment], reader: Reader) -> None:
    called = names({row.post.unit_id for row in rows}, local_day(reader.at))
    for row in rows:
        shown: Any = row
        shown.words = f"{row.post.title}, {called.get(row.post.unit_id, '')}"
        shown.state = state_of(account_of(row.person), at=reader.at)


MOVES: Listing[Appointment] = listings.register(
    Listing(
        name="access.moves",
        title=_("Đến và đi"),
        columns=(
            Column("name", _("Họ và tên"), lambda row: row.person.full_name, main=True),
            Column("post", _("Chức vụ"), lambda row: getattr(row, "words", "")),
            Column("since", _("Giữ từ ngày"), lambda row: row.during.lower, look="narrow"),
            Column("until", _("Thôi giữ từ ngày"), lambda row: row.during.upper, look="narrow"),
            Column("state", _("Tài khoản"), lambda row: getattr(row, "state", ""), look="narrow"),
        ),
        order=("person__name_key",),
        source=_moves,
        search=lambda rows, typed: matching(rows, typed, "person__words"),
        search_hint=_("Họ và tên"),
        address=lambda row: reverse("access:account", args=[row.person_id]),
        prepare=_with_units,
        empty=_("Không ai đến hay đi trong 90 ngày trước và sau hôm nay."),
        empty_hint=_("Bổ nhiệm và thôi giữ chức vụ ghi ở trang của từng người; ngày sắp tới cũng được."),
    )
)
