"""What a step has to say, by its kind: asked when it is written down, so that nothing unreadable waits for its day."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _

from lienthong.directory.models import StepKind
from lienthong.directory.rules.shares import adds_up, share_of
from lienthong.kernel.letters import can_be_kept
from lienthong.kernel.refusals import Invalid

NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    StepKind.OPEN: ("code", "name", "kind"),
    StepKind.RENAME: ("unit", "name"),
    StepKind.MOVE: ("unit", "under"),
    StepKind.MANDATE: ("mandate", "to"),
    StepKind.MERGE: ("units", "into"),
    StepKind.SPLIT: ("unit", "parts"),
    StepKind.CLOSE: ("unit",),
    StepKind.CODE: ("unit", "scheme", "code"),
    StepKind.GROUP: ("group", "unit"),
    StepKind.POST: ("code", "unit", "title", "profile"),
    StepKind.APPOINT: ("person", "post"),
    StepKind.STANDING: ("body", "agency"),
}
MAY: Final[Mapping[str, tuple[str, ...]]] = {
    StepKind.OPEN: ("under", "short_name", "symbol", "place", "codes", "position", "note"),
    StepKind.RENAME: ("short_name", "symbol"),
    StepKind.MOVE: ("tree",),
    StepKind.MANDATE: ("work_stays",),
    StepKind.SPLIT: ("rest", "by_place"),
    StepKind.POST: ("fields", "rank"),
    StepKind.APPOINT: ("kind",),
}
LONGEST: Final = 500
HIGHEST_RANK: Final = 999
LAST_POSITION: Final = 99_999  # in official lists of all units
RESTS: Final = (
    "basis",
    "assumed",
)  # of any step: what it rests on besides the decision; what that leaves open


def must_be_readable(kind: str, content: Mapping[str, Any]) -> None:
    """Raise `Invalid` for a kind that there is not, for what is missing, and for what nobody would read."""
    if kind not in StepKind.values:
        raise Invalid(_("Không có loại bước “%(kind)s”.") % {"kind": kind}, field="kind")
    missing = [name for name in NEEDS[kind] if not content.get(name)]
    if missing:
        raise Invalid(_("Bước này còn thiếu: %(names)s.") % {"names": ", ".join(missing)}, field=missing[0])
    unread = content.keys() - {*NEEDS[kind], *MAY.get(kind, ()), *RESTS}
    if unread:
        raise Invalid(_("Bước này không có mục: %(names)s.") % {"names": ", ".join(sorted(unread))})
    for name, said in content.items():
        if said is not None and not _is_right(name, said):
            raise Invalid(_("Bước này có mục viết sai: %(name)s.") % {"name": name}, field=name)
    if kind == StepKind.SPLIT:
        _must_add_up(content["parts"])


def _is_right(name: str, said: object) -> bool:
    """Return whether a part of a step has the shape in which it is read later."""
    return SHAPES.get(name, _is_text)(said)


def _are_texts(said: object) -> bool:
    return isinstance(said, list) and all(map(_is_text, said))


def _are_codes(said: object) -> bool:
    return isinstance(said, Mapping) and all(map(_is_text, [*said, *said.values()]))


def _are_parts(said: object) -> bool:
    """Return whether it is a share for each unit; how shares are written is asked when they are added up."""
    return isinstance(said, Mapping) and all(map(_is_text, said))


def _is_rank(said: object) -> bool:
    return _is_number(said, HIGHEST_RANK)


def _is_number(said: object, most: int) -> bool:
    return isinstance(said, int) and not isinstance(said, bool) and 0 <= said <= most


def _is_text(said: object) -> bool:
    return isinstance(said, str) and len(said) <= LONGEST and can_be_kept(said)


def _must_add_up(parts: Mapping[str, object]) -> None:
    shares = [Fraction(share_of(share)) for share in parts.values()]
    if not adds_up(shares):
        raise Invalid(_("Tổng các tỷ lệ chia phải bằng 1 và mỗi tỷ lệ lớn hơn 0."), field="parts")


SHAPES: Final[Mapping[str, Callable[[object], bool]]] = {
    "units": _are_texts,
    "fields": _are_texts,
    "codes": _are_codes,
    "parts": _are_parts,
    "by_place": lambda said: isinstance(said, bool),
    "work_stays": lambda said: isinstance(said, bool),
    "rank": _is_rank,
    "position": lambda said: _is_number(said, LAST_POSITION),
}
