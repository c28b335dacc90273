"""From rows to steps: things are found by code or by a name that only one has; what is wrong is said at its cell."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, Final

from django.utils.translation import gettext as _

from lienthong.directory import choices
from lienthong.directory.models import AppointmentKind, Person, Post, StepKind, Unit
from lienthong.directory.profiles import profiles
from lienthong.directory.reorganising.desk.called import UNITS, Written
from lienthong.directory.reorganising.desk.choosing import Choosing
from lienthong.directory.reorganising.desk.columns import STEPS, WHERE
from lienthong.directory.reorganising.shapes import HIGHEST_RANK, LONGEST, NEEDS, must_be_readable
from lienthong.directory.rules.shares import share_of
from lienthong.directory.selectors import FIELDS
from lienthong.directory.sheets.shape import Line, Problems, in_every_language
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.search.folding import fold

_LISTED = ("kind", "place", "mandate", "scheme", "group", "tree", "profile")
_CODED: Final[Mapping[str, type[Unit] | type[Post]]] = {StepKind.OPEN: Unit, StepKind.POST: Post}
YES, NO = ("co", "yes", "x", "1", "true"), ("khong", "no", "0", "false")


class Wrong(Exception):  # noqa: N818 - it is said at its cell, nobody sees it raised
    """A cell that says nothing we know."""


@dataclass
class Lookup:
    """Things by code, or by a name that only one has, whatever the accents and capitals."""

    by_code: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, known: Iterable[tuple[str, object]]) -> "Lookup":
        made = cls()
        for code, words in known:
            made.add(code, str(words))
        return made

    def add(self, code: str, words: str) -> None:
        self.by_code[fold(code)] = code
        self.by_name.setdefault(fold(words), set()).add(code)

    def find(self, said: str) -> str:
        if code := self.by_code.get(fold(said)):
            return code
        found = self.by_name.get(fold(said), set())
        if len(found) > 1:
            codes = ", ".join(sorted(found)[:5])
            raise Wrong(
                _("Có nhiều nơi tên “%(name)s”; hãy ghi mã: %(codes)s.") % {"name": said, "codes": codes}
            )
        if not found:
            raise Wrong(_("Không tìm thấy “%(name)s”, cả theo mã và theo tên.") % {"name": said})
        return next(iter(found))


@dataclass
class Reading:
    """The rows of one file, read for one draft: each row knows what the rows before it open."""

    choosing: Choosing
    problems: Problems
    steps: list[Written] = field(default_factory=list)

    def read(self, lines: Iterable[Line]) -> list[Written]:
        """Return the steps; with problems, only those that could be read."""
        for line in lines:
            kind = self._kind(line)
            if kind is not None:
                self._row(line, kind)
        return self.steps

    def _row(self, line: Line, kind: StepKind) -> None:
        before, where = len(self.problems.found), WHERE[kind]
        content: dict[str, Any] = {}
        for name, column in where.items():
            if said := _text(line.values.get(column)):
                try:
                    content[name] = self._part(kind, name, said)
                except Wrong as wrong:
                    self.problems.add(line, column, str(wrong))
        for column in line.values:
            if column not in {*where.values(), "step"} and _text(line.values[column]):
                self.problems.add(line, column, _("Bước này không dùng cột này; hãy để trống."))
        self._said_once(line, kind, content)
        content = self._coded(kind, content)
        self._know(kind, content)
        if len(self.problems.found) == before:
            self._take(line, kind, content, where)

    def _take(self, line: Line, kind: StepKind, content: dict[str, Any], where: Mapping[str, str]) -> None:
        missing = [name for name in NEEDS[kind] if not content.get(name)]
        for name in missing:
            self.problems.add(line, where[name], _("Ô này là bắt buộc."))
        if missing:
            return
        try:
            must_be_readable(kind, content)
        except Invalid as refusal:
            self.problems.add(line, where.get(refusal.field, "step"), refusal.reason)
            return
        self.steps.append((kind.value, content))

    def _said_once(self, line: Line, kind: StepKind, content: Mapping[str, Any]) -> None:
        """Refuse a code of ours that a unit or post has already, and any code that two rows give."""
        for what, code, column in _given(kind, content):
            first = self._first.setdefault((what, code), line.number)
            if code in self._taken(what):
                self.problems.add(line, column, _("Mã “%(code)s” đã có rồi.") % {"code": code})
            elif first != line.number:
                said = {"code": code, "row": first}
                self.problems.add(line, column, _("Mã “%(code)s” đã ghi ở dòng %(row)d.") % said)

    def _taken(self, what: str) -> set[str]:
        """Return the codes of ours that are given for good: those of all times, and of the steps before."""
        model = _CODED.get(what)
        if model is None:
            return set()
        if what not in self._known_codes:
            known = set(model._default_manager.values_list("code", flat=True))
            self._known_codes[what] = known | self.choosing.codes_of(StepKind(what))
        return self._known_codes[what]

    def _know(self, kind: StepKind, content: dict[str, Any]) -> None:
        """Let later rows name what this one opens, also where something else is wrong with it: said once is enough."""
        if kind == StepKind.OPEN and content.get("name"):
            self._units.add(content["code"], content["name"])
            self._fresh["unit"].add(content["code"])
        if kind == StepKind.POST and content.get("code"):
            self._fresh["post"].add(content["code"])

    def _coded(self, kind: StepKind, content: dict[str, Any]) -> dict[str, Any]:
        """Give a new unit or post a code of ours where the row gives none."""
        if kind == StepKind.OPEN and not content.get("code"):
            code = self.choosing.new_unit_code(content.get("under", ""), but=self._fresh["unit"])
            return content | {"code": code}
        if kind == StepKind.POST and content.get("unit") and not content.get("code"):
            return content | {"code": self.choosing.new_post_code(content["unit"], but=self._fresh["post"])}
        return content

    def _kind(self, line: Line) -> StepKind | None:
        said = _text(line.values.get("step"))
        for kind in StepKind:
            if said and fold(said) in {fold(kind.value), *map(fold, in_every_language(kind.label))}:
                return kind
        known = ", ".join(str(kind.label) for kind in StepKind)
        self.problems.add(line, "step", _("Chỉ ghi một trong: %(choices)s.") % {"choices": known})
        return None

    def _part(self, kind: StepKind, name: str, said: str) -> Any:
        """Return one part of a step as it is kept: codes for names, lists, shares."""
        if name == "kind" and kind == StepKind.APPOINT:
            return _ways().find(said)
        read = self._readers.get(name)
        if read is not None:
            return read(said)
        if len(said) > LONGEST:
            raise Wrong(_("Dài hơn %(most)d ký tự.") % {"most": LONGEST})
        return said

    @cached_property
    def _readers(self) -> Mapping[str, Callable[[str], Any]]:
        one = dict.fromkeys(UNITS, self._units.find)
        listed = {name: partial(self._listed, name) for name in _LISTED}
        return {
            **one,
            **listed,
            "units": lambda said: [self._units.find(name) for name in _several(said)],
            "parts": lambda said: {self._units.find(name): _share(part) for name, part in _pairs(said)},
            "codes": lambda said: {self._listed("scheme", name): code for name, code in _pairs(said)},
            "fields": lambda said: [self._listed("fields", name) for name in _several(said)],
            "by_place": _yes,
            "work_stays": _yes,
            "rank": _rank,
            "position": _rank,
            "person": partial(_existing, Person),
            "post": self._post,
        }

    def _post(self, said: str) -> str:
        known = self._fresh["post"] | {code for code, _title, _unit in self.choosing.new_posts}
        return said if said in known else _existing(Post, said)

    def _listed(self, name: str, said: str) -> str:
        """Find something in a catalogue; each is read once, when first asked."""
        if name not in self._catalogues:
            asked: Mapping[str, Callable[[], Iterable[Any]]] = {
                "kind": lambda: choices.kinds(self.choosing.on),
                "place": self.choosing.places,
                "mandate": self.choosing.mandates,
                "scheme": self.choosing.schemes,
                "group": self.choosing.groups,
                "tree": self.choosing.trees,
                "profile": profiles.choices,
                "fields": FIELDS.items,
            }
            self._catalogues[name] = Lookup.of(asked[name]())
        return self._catalogues[name].find(said)

    @cached_property
    def _catalogues(self) -> dict[str, Lookup]:
        return {}

    @cached_property
    def _first(self) -> dict[tuple[str, str], int]:
        return {}

    @cached_property
    def _known_codes(self) -> dict[str, set[str]]:
        return {}

    @cached_property
    def _fresh(self) -> dict[str, set[str]]:
        return {"unit": set(), "post": set()}

    @cached_property
    def _units(self) -> Lookup:
        return Lookup.of(self.choosing.units)


def row_of(kind: str, content: Mapping[str, Any]) -> list[object]:
    """Return a step as a row that is read back as the same step."""
    cells = {"step": str(StepKind(kind).label)}
    for name, column in WHERE[StepKind(kind)].items():
        if name in content and content[name] is not None:
            cells[column] = _written(content[name])
    return [cells.get(column.name, "") for column in STEPS.columns]


def _given(kind: StepKind, content: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what codes a row gives: of what, the code, the column in which it stands."""
    where = WHERE[kind]
    if kind in _CODED and content.get("code"):
        yield kind.value, content["code"], where["code"]
    if kind == StepKind.CODE and content.get("scheme") and content.get("code"):
        yield content["scheme"], content["code"], where["code"]
    for scheme, code in content.get("codes", {}).items():
        yield scheme, code, where["codes"]


def _written(said: Any) -> str:
    match said:
        case bool():
            return _("có") if said else _("không")
        case list():
            return "; ".join(map(str, said))
        case dict():
            return "; ".join(f"{one} = {part}" for one, part in said.items())
        case _:
            return str(said)


def _text(value: object) -> str:
    """Return what a cell says on one line; whole numbers as they were typed."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if value is None or not isinstance(value, str | int | float):
        return ""
    said = " ".join(str(value).split())
    return said.removeprefix("'")


def _several(said: str) -> list[str]:
    return [one.strip() for one in said.split(";") if one.strip()]


def _pairs(said: str) -> list[tuple[str, str]]:
    """Read "A = 0,4; B = 0,6"."""
    pairs = [one.rpartition("=") for one in _several(said)]
    if not pairs or any(not one.strip() or not other.strip() for one, _sign, other in pairs):
        raise Wrong(_("Viết như: A = 0,4; B = 0,6."))
    if len({one.strip() for one, _sign, _other in pairs}) != len(pairs):
        raise Wrong(_("Mỗi cơ quan chỉ được ghi một lần."))
    return [(one.strip(), other.strip()) for one, _sign, other in pairs]


def _share(said: str) -> str:
    try:
        return str(share_of(said))
    except Invalid as refusal:
        raise Wrong(str(refusal.reason)) from None


def _yes(said: str) -> bool:
    if fold(said) in YES:
        return True
    if fold(said) in NO:
        return False
    raise Wrong(_("Chỉ ghi “có” hoặc “không”."))


def _rank(said: str) -> int:
    if said.isascii() and said.isdecimal() and int(said) <= HIGHEST_RANK:
        return int(said)
    raise Wrong(_("Thứ tự là số nguyên từ 0 đến 999."))


def _existing(model: type[Person] | type[Post], code: str) -> str:
    if not model._default_manager.filter(code=code).exists():
        what = model._meta.verbose_name
        raise Wrong(_("Không có %(what)s mang mã “%(code)s”.") % {"what": what, "code": code})
    return code


def _ways() -> Lookup:
    return Lookup.of(AppointmentKind.choices)
