"""What is kept about units: kinds, groups and their members, fields of work, posts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.directory.catalogue.columns import Choice, Choices, Codes, Column, Count, Flag, Ref, Text
from lienthong.directory.catalogue.dated import Dated, PlannedDated
from lienthong.directory.catalogue.registry import Catalogue
from lienthong.directory.catalogue.undated import PlannedUndated, Undated
from lienthong.directory.models import (
    Appointment,
    FieldOfWork,
    GroupMember,
    Post,
    PostVersion,
    Unit,
    UnitGroup,
    UnitKind,
    UnitVersion,
)
from lienthong.directory.policies import OWN_POST
from lienthong.directory.profiles import profiles
from lienthong.directory.selectors import names
from lienthong.directory.selectors.fields import FIELDS
from lienthong.directory.sheets.plans import Change
from lienthong.kernel.languages import TwoNames
from lienthong.kernel.ui.choosing import Named
from lienthong.kernel.ui.lists import by_name

CODE: Final = Text(40)
MOST_RANK: Final = 999
TIERS: Final = {
    "central": _("Trung ương"),
    "province": _("Tỉnh"),
    "district": _("Huyện"),
    "commune": _("Xã"),
    "division": _("Bên trong cơ quan"),
}


def words_columns(*more: Column) -> tuple[Column, ...]:
    """Return the columns of a catalogue of words."""
    return (
        Column("code", _("Mã"), 18, needed=True, kind=CODE),
        Column("name", _("Tên"), 40, needed=True),
        Column("name_en", _("Tên tiếng Anh"), 40, listed=False),
        *more,
    )


def options_of(model: Any) -> Any:
    """Return what offers the words of a catalogue."""

    def options(day: date) -> Choices:  # noqa: ARG001 - the same on every day
        rows: Iterable[TwoNames] = model._default_manager.all()
        return by_name(rows)

    return options


def words_of(model: Any) -> Any:
    """Return what says the words of codes, in the reader's language."""

    def words(codes: Collection[str], day: date) -> Mapping[str, str]:  # noqa: ARG001 - the same on every day
        return {one.code: one.local_name for one in model._default_manager.filter(code__in=codes)}

    return words


def spans_in(model: Any, thing: str) -> Any:
    """Return what says on which days things are there, by their rows in a table with two times."""

    def spans(keys: Collection[Any]) -> Mapping[Any, Sequence[DateRange]]:
        rows = model.objects.believed().filter(**{f"{thing}__in": list(keys)})
        found: dict[Any, list[DateRange]] = {}
        for key, during in rows.values_list(thing, "during"):
            found.setdefault(key, []).append(during)
        return found

    return spans


def own_spans(model: Any) -> Any:
    """Return on which days words may be used: always, where they do not say."""

    def spans(keys: Collection[Any]) -> Mapping[Any, Sequence[DateRange]]:
        rows = model._default_manager.filter(pk__in=list(keys)).values_list("pk", "during")
        return {key: [during or DateRange(None, None)] for key, during in rows}

    return spans


def _units(day: date) -> Choices:
    rows = UnitVersion.objects.on(day).order_by("order_key").values_list("unit__code", "name", "short_name")
    return [(code, Named(name, code, short)) for code, name, short in rows]


def _unit_names(codes: Collection[str], day: date) -> Mapping[str, str]:
    keys: dict[str, UUID] = dict(Unit.objects.filter(code__in=codes).values_list("code", "pk"))
    called = names(keys.values(), day)
    return {code: called[key] for code, key in keys.items() if key in called}


UNIT: Final = Ref(Unit, _units, _unit_names, spans_in(UnitVersion, "unit"))
GROUP: Final = Ref(UnitGroup, options_of(UnitGroup), words_of(UnitGroup), own_spans(UnitGroup))
KIND_IS_BORNE: Final = _(
    "Đã có cơ quan, đơn vị thuộc loại này; đổi ô này là đổi cả điều đã ghi về trước. Hãy thêm loại mới, lập cơ quan, "
    "đơn vị theo loại mới từ ngày thay đổi, rồi sáp nhập cơ quan, đơn vị cũ vào đó."
)
FACTS_OF_KINDS: Final = ("tier", "has_seal", "under_committee")


def _check_kinds(planned: PlannedUndated) -> None:
    """Refuse to change what units of a kind were: their tree is read of any day, as it was known at any moment."""
    changing = [step for step, _kind in planned.things if step.change != Change.NEW and step.row is not None]
    codes = {step.row.key[0] for step in changing if step.row}
    borne = set(UnitVersion.objects.filter(kind__in=codes).values_list("kind_id", flat=True).distinct())
    for step in changing:
        if step.row is None or step.row.key[0] not in borne:
            continue
        for name in step.after.keys() & {*FACTS_OF_KINDS}:
            planned.asked.problems.add(step.row.line, name, str(KIND_IS_BORNE))


UNIT_KINDS: Final = Catalogue(
    "unit-kinds",
    _("Loại cơ quan, đơn vị"),
    _("Mỗi cơ quan thuộc một loại: có con dấu hay không, thuộc UBND hay không, được lập trong những ngày nào."),
    words_columns(
        Column("tier", _("Cấp"), 14, needed=True, kind=Choice(lambda: TIERS)),
        Column("has_seal", _("Có con dấu"), 14, needed=True, kind=Flag()),
        Column("under_committee", _("Thuộc UBND"), 14, needed=True, kind=Flag()),
    ),
    Undated(UnitKind, has_days=True, check=_check_kinds),
    order=10,
)  # fmt: skip
GROUPS: Final = Catalogue(
    "groups",
    _("Nhóm cơ quan"),
    _("Danh sách có tên: các sở, ban, ngành; UBND các huyện. Cơ quan trong nhóm ở danh mục bên cạnh."),
    words_columns(),
    Undated(UnitGroup, has_days=True, key="id"),
    order=20,
)
GROUP_MEMBERS: Final = Catalogue(
    "group-members",
    _("Cơ quan trong nhóm"),
    _("Việc giao cho cả nhóm tính theo danh sách của ngày giao."),
    (
        Column("group", _("Nhóm"), 24, needed=True, kind=GROUP, path="group__code", narrows=True),
        Column("unit", _("Cơ quan, đơn vị"), 20, needed=True, kind=UNIT, path="unit__code"),
    ),
    Dated(GroupMember),
    keys=("group", "unit"),
    order=21,
)
FIELDS_OF_WORK: Final = Catalogue(
    "fields",
    _("Lĩnh vực phụ trách"),
    _("Lĩnh vực mà một chức vụ phụ trách; việc được trình theo lĩnh vực."),
    words_columns(),
    Undated(FieldOfWork),
    order=31,
)


def _profiles() -> dict[str, Any]:
    return dict(profiles.choices())


def _check_posts(planned: PlannedDated) -> None:
    """Refuse what would change one's own powers, and the end of a post that somebody still holds."""
    changing = [step for step in planned.changing() if step.row is not None]
    codes = {step.row.key[0] for step in changing if step.row}
    held: dict[str, list[Appointment]] = {}
    for row in Appointment.objects.believed().filter(post__code__in=codes).select_related("post"):
        held.setdefault(row.post.code, []).append(row)
    for step in changing:
        if step.row is None or step.row.since is None:
            continue
        later = [one for one in held.get(step.row.key[0], ()) if _ends_after(one, step.row.since)]
        if any(one.person_id == planned.asked.by.person_id for one in later):
            planned.say(step, "code", str(OWN_POST))
        until = step.row.until
        if (
            isinstance(until, date)
            and step.change != Change.NEW
            and any(_ends_after(one, until) for one in later)
        ):
            planned.say(step, "until", gettext("Còn người giữ chức vụ này; hãy ghi thôi giữ chức vụ trước."))


def _ends_after(row: Appointment, day: date) -> bool:
    return row.during.upper is None or row.during.upper > day


def _repeat_latest(planned: PlannedDated) -> None:
    """Let each post repeat its latest version, for readers of one query."""
    posts = Post.objects.in_bulk(planned.holders.values())
    shape = ("title", "profile", "fields", "rank")
    latest = (
        PostVersion.objects.believed().filter(post__in=posts).order_by("post", "-during").distinct("post")
    )
    for version in latest:
        for name in shape:
            setattr(posts[version.post_id], name, getattr(version, name))
    Post.objects.bulk_update(posts.values(), shape, batch_size=1000)


POSTS: Final = Catalogue(
    "posts",
    _("Chức vụ"),
    _("Chức vụ của từng đơn vị: loại (quyền trên hệ thống đi theo loại), lĩnh vực phụ trách, thứ tự."),
    (
        Column("code", _("Mã chức vụ"), 22, needed=True, kind=Text(100), path="post__code"),
        Column(
            "unit", _("Cơ quan, đơn vị"), 20, needed=True, kind=UNIT, path="post__unit__code", of_holder=True
        ),
        Column("title", _("Tên chức vụ"), 36, needed=True, kind=Text(200)),
        Column("profile", _("Loại chức vụ"), 26, needed=True, kind=Choice(_profiles), narrows=True),
        Column("fields", _("Lĩnh vực phụ trách"), 36, kind=Codes(lambda: FIELDS)),
        Column("rank", _("Thứ tự trong đơn vị"), 12, kind=Count(Decimal(0), Decimal(MOST_RANK))),
    ),
    Dated(PostVersion, "post", _check_posts, _repeat_latest),
    order=30,
)
