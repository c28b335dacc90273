"""What a file would change: looked at row by row against the directory of this moment, within the reach of who asks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from lienthong.directory.foreseeing import leaving_post
from lienthong.directory.importing import reading
from lienthong.directory.importing.reading import AppointmentRow, PersonRow
from lienthong.directory.importing.template import APPOINTMENTS, PEOPLE, SHEETS
from lienthong.directory.models import Appointment, AppointmentKind, Person, Post, PostVersion, UnitVersion
from lienthong.directory.models.appointment import FILLS_THE_POST
from lienthong.directory.policies import OWN_POST
from lienthong.directory.reach import Reach
from lienthong.directory.rules.terms import Term, clashes
from lienthong.directory.selectors.units import names
from lienthong.directory.sheets import plans
from lienthong.directory.sheets.plans import Change
from lienthong.directory.sheets.shape import Line, Lines, Problems
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.ui.formats import day_words

CONTACTS: Final = ("full_name", "gender", "email", "phone")


@dataclass(frozen=True, slots=True)
class Step(plans.Step):
    """What one row of the two sheets does, and to whom."""

    row: PersonRow | AppointmentRow | None = None
    person: Person | None = None
    post: Post | None = None
    appointment: Appointment | None = None

    def in_words(self, column: str, value: str) -> str:
        return reading.in_words(column, value)

    @property
    def fixed(self) -> list[str]:
        """Return what it was looked at against: a correction makes another row."""
        said = (
            [str(getattr(self.row, name)) for name in self.row.__slots__ if name != "line"]
            if self.row
            else []
        )
        keys = [str(thing.pk) for thing in (self.person, self.post, self.appointment) if thing is not None]
        before = [getattr(self.person, name) for name in CONTACTS] if self.person else []
        return [*keys, *before, *said, str(len(self.said))]


Plan = plans.Plan[Step]


def plan_of(lines: Lines, *, by: Actor, day: date, fresh: bool = False) -> Plan:
    """Return what the lines would change, in the same number of queries whatever their number; nothing is written."""
    problems = Problems(list(lines.problems))
    people = reading.people(lines.of(PEOPLE), problems)
    appointments = reading.appointments(lines.of(APPOINTMENTS), problems)
    reach = Reach.of(by, day, fresh=fresh)
    known = _Known.of(reach, people, appointments)
    steps = _plan_people(people, known, problems)
    steps += _Appointments(by, day, known, problems, reading.codes(lines.of(PEOPLE))).plan(appointments)
    return Plan(lines, SHEETS, steps, problems.sorted())


@dataclass(frozen=True)
class _Known:
    """What the codes of a file lead to within reach; which codes others have."""

    reach: Reach
    people: Mapping[str, Person]
    taken: frozenset[str]
    posts: Mapping[str, Post]
    versions: Mapping[UUID, list[PostVersion]]
    units: Mapping[UUID, list[DateRange]]
    unit_names: Mapping[UUID, str]
    held: Mapping[UUID, list[Appointment]]

    @classmethod
    def of(cls, reach: Reach, people: list[PersonRow], appointments: list[AppointmentRow]) -> "_Known":
        codes = {row.code for row in people} | {row.person for row in appointments}
        found = {one.code: one for one in reach.people().filter(code__in=codes)}
        posts = {one.code: one for one in reach.posts().filter(code__in={row.post for row in appointments})}
        keys = [post.pk for post in posts.values()]
        units = {post.unit_id for post in posts.values()}
        held = Appointment.objects.believed().filter(post__in=keys).select_related("person", "post")
        return cls(
            reach=reach,
            people=found,
            taken=frozenset(Person.objects.filter(code__in=codes).values_list("code", flat=True)),
            posts=posts,
            versions=_grouped(
                (row.post_id, row) for row in PostVersion.objects.believed().filter(post__in=keys)
            ),
            units=_grouped(
                UnitVersion.objects.believed().filter(unit__in=units).values_list("unit", "during")
            ),
            unit_names=names(units, reach.day),
            held=_grouped((row.post_id, row) for row in held.order_by("during")),
        )


def _plan_people(rows: list[PersonRow], known: _Known, problems: Problems) -> list[Step]:
    seen: dict[str, int] = {}
    changes: list[tuple[PersonRow, Person, dict[str, str]]] = []
    steps: list[Step] = []
    for row in rows:
        person = known.people.get(row.code)
        if row.code in seen:
            problems.add(row.line, "code", _("Mã này đã có ở dòng %(row)d.") % {"row": seen[row.code]})
        elif person is None and row.code in known.taken:
            problems.add(row.line, "code", _nobody(row.code))
        elif person is None:
            written = {name: getattr(row, name) for name in CONTACTS if getattr(row, name)}
            steps.append(Step(row.line, Change.NEW, row.full_name, {}, written, row=row))
        else:
            changes.append((row, person, _differs(row, person)))
        seen.setdefault(row.code, row.line.number)
    may = known.reach.may_keep([person.pk for _row, person, changed in changes if changed])
    for row, person, changed in changes:
        if changed and not may[person.pk]:
            problems.add(row.line, next(iter(changed)), may[person.pk].reason)
            continue
        before = {name: getattr(person, name) for name in changed}
        kind = Change.CHANGED if changed else Change.UNCHANGED
        steps.append(Step(row.line, kind, person.full_name, before, changed, row=row, person=person))
    return steps


def _differs(row: PersonRow, person: Person) -> dict[str, str]:
    """Return what is not as it is kept, names compared in the spelling in which they are written now."""
    asked = [name for name in CONTACTS if row.line.has(name)]
    return {name: getattr(row, name) for name in asked if getattr(row, name) != getattr(person, name)}


@dataclass
class _Appointments:
    by: Actor
    day: date
    known: _Known
    problems: Problems
    new_people: set[str]
    steps: list[Step] = field(default_factory=list)
    terms: dict[UUID, dict[UUID | tuple[str, int], Term]] = field(default_factory=dict)

    def plan(self, rows: list[AppointmentRow]) -> list[Step]:
        self.terms = {
            post: {row.pk: _term(row.person.code, row.kind, row.during) for row in held}
            for post, held in self.known.held.items()
        }
        may = self.known.reach.may_fill([post.pk for post in self.known.posts.values()])
        seen: dict[tuple[str, str, date], int] = {}
        for row in rows:
            first = seen.setdefault((row.person, row.post, row.since), row.line.number)
            if first != row.line.number:
                self.problems.add(row.line, "person", _("Dòng này lặp lại dòng %(row)d.") % {"row": first})
                continue
            post = self._checked(row)
            if post is None:
                continue
            before = len(self.problems.found)
            step = self._step(row, post)
            if step.change != Change.UNCHANGED and self._is_mine(row):
                self.problems.add(row.line, "person", OWN_POST)
            elif step.change != Change.UNCHANGED and not may[post.pk]:
                self.problems.add(row.line, "post", may[post.pk].reason)
            if len(self.problems.found) == before:
                self.steps.append(step)
        self._say_clashes()
        return self.steps

    def _checked(self, row: AppointmentRow) -> Post | None:
        """Return the post of a row whose codes lead somewhere, and whose words beside them are those of the post."""
        post = self.known.posts.get(row.post)
        if post is None:
            self.problems.add(
                row.line, "post", _("Không có chức vụ mã %(code)s trong cơ quan.") % {"code": row.post}
            )
        if row.person not in self.known.people and row.person not in self.new_people - self.known.taken:
            self.problems.add(row.line, "person", _nobody(row.person))
            return None
        if post is None:
            return None
        called = {"unit": self.known.unit_names.get(post.unit_id, ""), "title": post.title}
        for column, words in called.items():
            said = getattr(row, column)
            if said and said != words:
                self.problems.add(
                    row.line,
                    column,
                    _("Mã chức vụ này là của “%(words)s”; cột này chỉ để đọc, không đổi được.")
                    % {"words": words},
                )
                return None
        return post

    def _step(self, row: AppointmentRow, post: Post) -> Step:
        person = self.known.people.get(row.person)
        about = f"{person.full_name if person else row.person}, {post.title}"
        held = [
            one
            for one in self.known.held.get(post.pk, ())
            if one.person.code == row.person and one.during.lower == row.since
        ]
        if held:
            return self._of_known(row, post, held[0], about)
        self._must_be_there(row, post)
        during = DateRange(row.since, row.until)
        self.terms.setdefault(post.pk, {})[row.line.sheet.name, row.line.number] = _term(
            row.person, row.kind or AppointmentKind.HOLDER, during, row.line
        )
        return Step(row.line, Change.NEW, about, {}, _written(row), row=row, person=person, post=post)

    def _of_known(self, row: AppointmentRow, post: Post, held: Appointment, about: str) -> Step:
        """Compare with what is written: it may end, earlier than it was to; hows and whys may be put right."""
        now = {"kind": held.kind, "status": held.status, "basis": held.source}
        wanted = {"kind": row.kind or held.kind, "status": row.status, "basis": row.basis}
        changed = {name: value for name, value in wanted.items() if row.line.has(name) and value != now[name]}
        after, before = dict(changed), {name: now[name] for name in changed}
        until = held.during.upper
        ends = row.line.has("until") and row.until != until
        if ends and (row.until is None or (until is not None and row.until > until)):
            self.problems.add(
                row.line,
                "until",
                _("Đã ghi thôi giữ từ ngày %(day)s; tệp không kéo dài được, hãy ghi bổ nhiệm mới.")
                % {"day": day_words(until)},
            )
        said: tuple[str, ...] = ()
        if ends and row.until is not None:
            before["until"], after["until"] = _last(until), _last(row.until)
            said = tuple(leaving_post(held, row.until))
        during = DateRange(row.since, row.until if ends else until)
        self.terms[post.pk][held.pk] = _term(row.person, wanted["kind"], during, row.line)
        change = Change.ENDED if ends else Change.CHANGED if changed else Change.UNCHANGED
        return Step(
            row.line,
            change,
            about,
            before,
            after,
            said,
            row=row,
            person=held.person,
            post=post,
            appointment=held,
        )

    def _must_be_there(self, row: AppointmentRow, post: Post) -> None:
        there = any(row.since in version.during for version in self.known.versions.get(post.pk, ()))
        if not there or not any(row.since in during for during in self.known.units.get(post.unit_id, ())):
            self.problems.add(
                row.line, "since", _("Ngày %(day)s không có chức vụ này.") % {"day": day_words(row.since)}
            )

    def _is_mine(self, row: AppointmentRow) -> bool:
        person = self.known.people.get(row.person)
        return person is not None and person.pk == self.by.person_id

    def _say_clashes(self) -> None:
        """Say at each row of the file what stands in its way; of two rows the later one is told."""
        for terms in self.terms.values():
            for term, other in clashes(list(terms.values())):
                if isinstance(term.place, Line) and not self._comes_before(term.place, other.place):
                    self.problems.add(term.place, "since", _in_the_way(other))

    def _comes_before(self, line: Line, other: object) -> bool:
        return isinstance(other, Line) and line.number < other.number


def _term(person: str, kind: str, during: DateRange, line: Line | None = None) -> Term:
    return Term(person, kind in FILLS_THE_POST, during.lower, during.upper, line)


def _in_the_way(other: Term) -> str:
    if isinstance(other.place, Line):
        return _("Trùng thời gian với dòng %(row)d.") % {"row": other.place.number}
    said = {"code": other.person, "day": day_words(other.since)}
    return _("Chức vụ này đã có %(code)s giữ từ ngày %(day)s; hãy ghi thôi giữ chức vụ trước.") % said


def _written(row: AppointmentRow) -> dict[str, str]:
    kind = row.kind or AppointmentKind.HOLDER.value
    written = {"kind": kind, "status": row.status, "basis": row.basis, "since": row.since.isoformat()}
    return {name: value for name, value in (written | {"until": _last(row.until)}).items() if value}


def _last(until: date | None) -> str:
    """Return the last day on which a post is held."""
    return date.fromordinal(until.toordinal() - 1).isoformat() if until else ""


def _nobody(code: str) -> str:
    return _(
        "Không có cán bộ mã %(code)s trong cơ quan; nếu là người mới, hãy ghi ở trang “Cán bộ” với một mã khác."
    ) % {"code": code}


def _grouped(pairs: Iterable[tuple[UUID, object]]) -> Mapping[UUID, list]:  # type: ignore[type-arg]  # of what is given
    found: dict[UUID, list] = defaultdict(list)  # type: ignore[type-arg]  # as above
    for key, thing in pairs:
        found[key].append(thing)
    return found
