"""What the pages of a unit, a person and a place show: gathered here in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.asking import Days
from lienthong.directory.models import (
    Appointment,
    AppointmentKind,
    CodeScheme,
    Person,
    Place,
    PlaceSuccession,
    PlaceVersion,
    Population,
    Post,
    PostVersion,
    Source,
    UnitSuccession,
    UnitVersion,
)
from lienthong.directory.parts import Several, Struck, Table
from lienthong.directory.profiles import profiles
from lienthong.directory.rules.tree import Node, Tree
from lienthong.directory.selectors import (
    FIELDS,
    acts_about,
    bodies_served_by,
    codes_of,
    groups_of,
    holders,
    mandates_of,
    names,
    place_on,
    population,
    posts_of,
    seats_of,
    standing_agency,
    successions_around,
)
from lienthong.directory.selectors.people import appointments_on
from lienthong.kernel.acts.models import Act
from lienthong.kernel.languages import either
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.components import Lines, Link
from lienthong.kernel.ui.formats import day_words, moment_words, number_words

Fact = tuple[type_of_reason, object]
MOST_ACTS = 50


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit in a tree on the screen, with those below it."""

    node: Node
    url: str
    below: list["Branch"]


def branches(tree: Tree, units: Iterable[UUID], days: Days, *, deep: bool = True) -> list[Branch]:
    """Return the units as they are listed, with all below them if `deep`."""
    return [
        Branch(
            tree.nodes[unit],
            days.link("unit", unit),
            branches(tree, tree.children.get(unit, ()), days) if deep else [],
        )
        for unit in units
    ]


def facts_of_unit(version: UnitVersion, days: Days) -> list[Fact]:
    schemes = {scheme.code: scheme.local_name for scheme in CodeScheme.objects.all()}
    codes = [(schemes.get(row.scheme, row.scheme), row.code) for row in codes_of(version.unit_id, days.day)]
    place = version.place and place_on(version.place, days.day)
    groups = ", ".join(sorted(row.group.local_name for row in groups_of(version.unit_id, days.day)))
    return [
        (_("Loại"), version.kind.local_name),
        (_("Tên viết tắt"), version.short_name),
        (_("Ký hiệu văn bản"), version.symbol),
        (_("Con dấu"), _("Có") if version.kind.has_seal else _("Không")),
        (_("Thuộc UBND"), _("Có") if version.kind.under_committee else _("Không (ngành dọc, Đảng, HĐND)")),
        (_("Địa bàn"), Link(place.name, days.link("place", place.place_id)) if place else ""),
        (_("Nhóm"), groups),
        *codes,
        (_("Có hiệu lực"), range_words(version.during.lower, version.during.upper)),
        (_("Nguồn"), sourced(version.source, version.assumed)),
    ]


def mandates_in_words(unit_id: UUID, day: date) -> list[str]:
    """Return what the unit is there for, and in which fields of work, where that is said."""
    return [
        either(one.title, one.title_en) + (f" ({_fields(one.fields)})" if one.fields else "")
        for one in mandates_of(unit_id, day)
    ]


def posts_table(unit_id: UUID, days: Days) -> Table:
    """Return the posts of the unit with who holds them, the head first; three queries."""
    posts = list(posts_of([unit_id], days.day))
    held = holders([version.post_id for version in posts], days.day)
    return Table(
        "posts",
        _("Chức vụ và người giữ"),
        (_("Chức vụ"), _("Người giữ"), _("Lĩnh vực phụ trách")),
        [
            (
                Link(version.title, days.link("post", version.post_id)),
                _people(held.get(version.post_id, []), days) or _("Chưa có người giữ"),
                _fields(version.fields),
            )
            for version in posts
        ],
    )


def facts_of_post(shape: PostVersion | Post, days: Days) -> list[Fact]:
    post = shape if isinstance(shape, Post) else shape.post
    unit = names([post.unit_id], days.day).get(post.unit_id, post.unit.code)
    return [
        (_("Cơ quan, đơn vị"), Link(unit, days.link("unit", post.unit_id))),
        (_("Loại chức vụ"), profiles.words(shape.profile)),
        (_("Lĩnh vực phụ trách"), _fields(shape.fields)),
    ]


def _fields(codes: Iterable[str]) -> str:
    return ", ".join(FIELDS.get(code, code) for code in codes)


def facts_of_the_appointed(person: Person, days: Days, others: str) -> list[Fact]:
    """Return who is to hold a post and what they hold already, with the way to choose another."""
    held = appointments_on([person.pk], days.day).get(person.pk, [])
    return [
        (_("Người được bổ nhiệm"), Several([person.full_name, Link(_("Chọn người khác"), others)])),
        (_("Chức vụ đang giữ"), Several(held) if held else ""),
    ]


def holders_table(post: Post, days: Days) -> Table:
    """Return who holds the post, has held it and is to hold it, the latest first."""
    rows = post.appointments.believed().select_related("person").order_by("-during", "person__name_key")
    return Table(
        "holders",
        _("Người giữ qua các thời kỳ"),
        (_("Họ và tên"), _("Hình thức"), _("Thời gian"), _("Căn cứ")),
        [
            (
                Link(row.person.full_name, days.link("person", row.person_id)),
                row.get_kind_display(),
                range_words(row.during.lower, row.during.upper),
                sourced(row.source, row.assumed),
            )
            for row in rows
        ],
    )


def seats_table(body_id: UUID, days: Days) -> Table:
    """Return the seats of a coordinating body: role, post, and whoever holds it."""
    seats = list(seats_of(body_id, days.day))
    held = holders([seat.post_id for seat in seats], days.day)
    called = names({seat.post.unit_id for seat in seats}, days.day)
    return Table(
        "seats",
        _("Thành viên"),
        (_("Vai trò"), _("Chức vụ"), _("Người giữ")),
        [
            (
                seat.role,
                Lines(seat.post.title, called.get(seat.post.unit_id, "")),
                _people(held.get(seat.post_id, []), days) or "",
            )
            for seat in seats
        ],
    )


def _people(held: list[Appointment], days: Days) -> Several | None:
    """Return who holds a post, each a link; how, where it is not the usual way."""
    return Several([_holder(row, days) for row in held]) if held else None


def _holder(row: Appointment, days: Days) -> object:
    link = Link(row.person.full_name, days.link("person", row.person_id))
    return link if row.kind == AppointmentKind.HOLDER else Lines(link, row.get_kind_display())


def standing(unit_id: UUID, days: Days) -> list[Fact]:
    """Return which agency keeps the body running, and which bodies the unit keeps."""
    agency = standing_agency(unit_id, days.day)
    served = [Link(v.name, days.link("unit", v.unit_id)) for v in bodies_served_by(unit_id, days.day)]
    facts: list[Fact] = [(_("Cơ quan thường trực của"), link) for link in served]
    if agency is not None:
        name = names([agency.pk], days.day).get(agency.pk, agency.code)
        facts.append((_("Cơ quan thường trực"), Link(name, days.link("unit", agency.pk))))
    return facts


def successions_table(unit_id: UUID, days: Days) -> Table:
    steps = list(successions_around(unit_id))
    called = names({step.predecessor_id for step in steps} | {step.successor_id for step in steps}, days.day)
    return _successions(steps, called, "unit", days)


def history_table(history: Iterable[UnitVersion]) -> Table:
    """Return every belief about the unit, those given up struck through with the moment."""
    return Table(
        "history",
        _("Tên qua các thời kỳ, như đã biết"),
        (_("Tên"), _("Có hiệu lực"), _("Ghi nhận")),
        [(_believed(row), range_words(row.during.lower, row.during.upper), _known(row)) for row in history],
    )


def _believed(row: UnitVersion) -> object:
    return Struck(row.name) if row.known_to else row.name


def _known(row: UnitVersion) -> object:
    if row.known_to is None:
        return moment_words(row.known_from)
    given_up = _("đã thay bằng thông tin khác lúc %(moment)s") % {"moment": moment_words(row.known_to)}
    return Lines(moment_words(row.known_from), given_up)


def latest_acts(*things: UUID) -> list[Act]:
    """Return the latest acts about these things of the directory."""
    return list(acts_about(things)[:MOST_ACTS])


def posts_held(person: Person, days: Days) -> Table:
    rows = list(person.appointments.believed().select_related("post").order_by("-during", "post__rank"))
    called = names({row.post.unit_id for row in rows}, days.day)
    return Table(
        "posts",
        _("Chức vụ đã và đang giữ"),
        (_("Chức vụ"), _("Cơ quan, đơn vị"), _("Hình thức"), _("Thời gian")),
        [
            (
                Link(row.post.title, days.link("post", row.post_id)),
                Link(called.get(row.post.unit_id, ""), days.link("unit", row.post.unit_id)),
                row.get_kind_display(),
                range_words(row.during.lower, row.during.upper),
            )
            for row in rows
        ],
    )


def place_path(version: PlaceVersion, day: date) -> list[PlaceVersion]:
    """Return the places around it, the largest first."""
    path: list[PlaceVersion] = []
    parent = version.parent
    while parent is not None:
        around = place_on(parent, day)
        if around is None or around in path:
            break
        path.insert(0, around)
        parent = around.parent
    return path


def facts_of_place(version: PlaceVersion) -> list[Fact]:
    area = number_words(version.area_km2) if version.area_km2 is not None else _("chưa có số liệu")
    point = f"{version.lat:.4f}, {version.lon:.4f}" if version.lat is not None else ""
    return [
        (_("Loại"), version.kind.local_name),
        (_("Mã thống kê"), version.gso_code),
        (_("Diện tích (km²)"), area),
        (_("Điểm đại diện"), point),
        (_("Có hiệu lực"), range_words(version.during.lower, version.during.upper)),
        (_("Nguồn"), sourced(version.source, version.assumed)),
    ]


def counts_table(place: Place, days: Days) -> Table:
    """Return each count of people in the boundaries of then, and of the day that is read."""
    counted = Population.objects.believed().values_list("on", flat=True).distinct().order_by("-on")
    return Table(
        "counts",
        _("Dân số"),
        (_("Điều tra ngày"), _("Tính theo"), _("Số người")),
        [
            (day_words(on), Lines(words, day_words(boundaries)), _number_of_people(found[place.pk]))
            for on in counted
            for boundaries, words in (
                (on, _("Địa giới khi điều tra")),
                (days.day, _("Địa giới ngày đang xem")),
            )
            if place.pk in (found := population([place.pk], on=on, boundaries_of=boundaries))
        ],
        numbers=True,
    )


def place_successions_table(place: Place, days: Days) -> Table:
    rows = PlaceSuccession.objects.believed()
    steps = list((rows.filter(predecessor=place) | rows.filter(successor=place)).order_by("on", "id"))
    ends = {step.predecessor_id for step in steps} | {step.successor_id for step in steps}
    versions = PlaceVersion.objects.believed().filter(place__in=ends).order_by("during")
    called = {version.place_id: version.name for version in versions}
    return _successions(steps, called, "place", days)


def range_words(lower: date | None, upper: date | None) -> str:
    """Return the days in words: the last day is the day before the range ends."""
    since = _("từ %(day)s") % {"day": day_words(lower)} if lower else ""
    until = _("đến trước %(day)s") % {"day": day_words(upper)} if upper else _("đến nay")
    return f"{since} {until}".strip()


def _successions(
    steps: Iterable[UnitSuccession | PlaceSuccession], called: dict[UUID, str], page: str, days: Days
) -> Table:
    def end(key: UUID) -> Link:
        return Link(called.get(key, "…"), days.link(page, key))

    return Table(
        "successions",
        _("Kế thừa"),
        (_("Từ ngày"), _("Trước"), _("Sau"), _("Hình thức"), _("Tỷ lệ")),
        [
            (
                day_words(step.on),
                end(step.predecessor_id),
                end(step.successor_id),
                step.get_kind_display(),
                Lines(f"{number_words(step.share * 100)} %", _("giả định") if step.assumed else ""),
            )
            for step in steps
        ],
        numbers=True,
    )


def _number_of_people(amount: Fraction) -> str:
    """Return a number of people; a split place may hold a part of a person, which is rounded and said so."""
    whole = round(amount)
    return (
        number_words(whole) if whole == amount else _("khoảng %(people)s") % {"people": number_words(whole)}
    )


def sourced(source: str, assumed: str) -> str:
    """Return the titles of the sources; a code that is no source of ours is the deciding document itself."""
    titles = dict(Source.objects.values_list("code", "title"))
    said = "; ".join(titles.get(code, code) for code in source.split(";")) or "–"
    return _("%(source)s (có phần giả định)") % {"source": said} if assumed else said
