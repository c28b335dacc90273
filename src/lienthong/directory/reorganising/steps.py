"""What each kind of step does. A step speaks by codes, for some of what it names is opened by a step before it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from lienthong.directory.actions.bodies import name_standing_agency
from lienthong.directory.actions.facts import Basis
from lienthong.directory.actions.groups import add_to_group
from lienthong.directory.actions.mandates import move_mandate
from lienthong.directory.actions.posts import appoint, create_post
from lienthong.directory.actions.reorganisation import merge_units, split_unit
from lienthong.directory.actions.units import assign_code, close_unit, found_unit, move_unit, rename_unit
from lienthong.directory.models import (
    ADMINISTRATIVE,
    AppointmentKind,
    CodeScheme,
    FieldOfWork,
    Person,
    Place,
    Post,
    StepKind,
    Unit,
    UnitGroup,
    UnitTree,
)
from lienthong.directory.participants import Distribution
from lienthong.directory.profiles import profiles
from lienthong.directory.rules.shares import share_of
from lienthong.directory.selectors.heirs import distribution
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import part_of
from lienthong.kernel.refusals import Invalid

M = TypeVar("M", bound=Model)
Content = Mapping[str, Any]
_NAMED: Final[Mapping[type[Any], tuple[str, ...]]] = {
    Unit: ("unit", "units", "under", "into", "to", "parts", "rest", "body", "agency"),
    Place: ("place",),
    Post: ("post",),
    Person: ("person",),
    UnitGroup: ("group",),
}
NAMES: Final = ("name", "short_name", "symbol")


@dataclass(frozen=True, slots=True)
class Doing:
    """When the steps are in force, by which decision, and who carries them out."""

    on: date
    basis: str
    by: Actor
    at: datetime
    met: dict[tuple[type[Model], str], Any] = field(default_factory=dict)  # known so far, by code

    @property
    def common(self) -> dict[str, Any]:
        return {"on": self.on, "basis": self.basis, "by": self.by, "at": self.at}


def take(kind: str, content: Content, doing: Doing) -> None:
    """Take one step within the transaction of the whole. Raises `Refused` with what hinders it."""
    basis = Basis(content.get("basis") or doing.basis, content.get("assumed", ""))
    _STEPS[StepKind(kind)](content, replace(doing, basis=basis))


def meet(contents: Iterable[Content], doing: Doing) -> None:
    """Read at once what the steps name by code and is there already."""
    for model, names in _NAMED.items():
        codes = {code for content in contents for name in names for code in _codes(content.get(name))}
        doing.met.update({(model, one.code): one for one in model._default_manager.filter(code__in=codes)})


def _codes(said: object) -> Iterable[str]:
    """Return the codes that a part of a step says: one, a list, or shares by code."""
    if isinstance(said, str):
        return [said]
    return [code for code in said if isinstance(code, str)] if isinstance(said, Iterable) else []


def _open(content: Content, doing: Doing) -> None:
    doing.met[Unit, content["code"]] = part_of(found_unit)(
        content["code"],
        kind=content["kind"],
        under=_one(Unit, content["under"], doing) if content.get("under") else None,
        place=_one(Place, content["place"], doing) if content.get("place") else None,
        codes={_known(CodeScheme, scheme, doing): code for scheme, code in _codes_of(content).items()},
        position=int(content.get("position") or 0),
        note=content.get("note", ""),
        **_names(content),
        **doing.common,
    )


def _rename(content: Content, doing: Doing) -> None:
    part_of(rename_unit)(_one(Unit, content["unit"], doing), **_names(content), **doing.common)


def _move(content: Content, doing: Doing) -> None:
    part_of(move_unit)(
        _one(Unit, content["unit"], doing),
        under=_one(Unit, content["under"], doing),
        tree=_known(UnitTree, content["tree"], doing) if content.get("tree") else ADMINISTRATIVE,
        **doing.common,
    )


def _mandate(content: Content, doing: Doing) -> None:
    stays = bool(content.get("work_stays"))
    part_of(move_mandate)(
        content["mandate"], to=_one(Unit, content["to"], doing), work_stays=stays, **doing.common
    )


def _merge(content: Content, doing: Doing) -> None:
    units = [_one(Unit, code, doing) for code in content["units"]]
    part_of(merge_units)(units, into=_one(Unit, content["into"], doing), **doing.common)


def _split(content: Content, doing: Doing) -> None:
    unit = _one(Unit, content["unit"], doing)
    parts = {_one(Unit, code, doing): share_of(share) for code, share in content["parts"].items()}
    part_of(split_unit)(unit, parts=parts, distribution=_distribution(content, parts, doing), **doing.common)


def _close(content: Content, doing: Doing) -> None:
    part_of(close_unit)(_one(Unit, content["unit"], doing), **doing.common)


def _code(content: Content, doing: Doing) -> None:
    unit = _one(Unit, content["unit"], doing)
    scheme = _known(CodeScheme, content["scheme"], doing)
    part_of(assign_code)(unit, scheme=scheme, code=content["code"], **doing.common)


def _group(content: Content, doing: Doing) -> None:
    part_of(add_to_group)(
        _one(UnitGroup, content["group"], doing), _one(Unit, content["unit"], doing), **doing.common
    )


def _post(content: Content, doing: Doing) -> None:
    doing.met[Post, content["code"]] = part_of(create_post)(
        content["code"],
        unit=_one(Unit, content["unit"], doing),
        title=content["title"],
        profile=_profile(content["profile"]),
        fields=[_known(FieldOfWork, field, doing) for field in content.get("fields") or []],
        rank=int(content.get("rank") or 0),
        **doing.common,
    )


def _appoint(content: Content, doing: Doing) -> None:
    part_of(appoint)(
        _one(Person, content["person"], doing),
        _one(Post, content["post"], doing),
        kind=content.get("kind") or AppointmentKind.HOLDER,
        **doing.common,
    )


def _standing(content: Content, doing: Doing) -> None:
    body, agency = (_one(Unit, content[name], doing) for name in ("body", "agency"))
    part_of(name_standing_agency)(body, agency, **doing.common)


def _distribution(content: Content, parts: Mapping[Unit, Decimal], doing: Doing) -> Distribution:
    chosen = _one(Unit, content["rest"], doing).pk if content.get("rest") else None
    heirs = {unit.pk: share for unit, share in parts.items()}
    return distribution(heirs, doing.on, chosen=chosen, by_place=bool(content.get("by_place", True)))


def _codes_of(content: Content) -> Mapping[str, str]:
    codes: Mapping[str, str] = content.get("codes") or {}
    return codes


def _profile(code: str) -> str:
    if code not in profiles.known:
        raise Invalid(_("Không có loại chức vụ mang mã “%(code)s”.") % {"code": code}, field="profile")
    return code


def _names(content: Content) -> dict[str, str]:
    return {name: content[name] for name in NAMES if content.get(name)}


def _known(model: type[M], code: str, doing: Doing) -> str:
    """Return the code of a word of the directory; refused when there is no such word."""
    return str(_one(model, code, doing).pk)


def _one(model: type[M], code: str, doing: Doing) -> M:
    found: M | None = doing.met.get((model, code)) or model._default_manager.filter(code=code).first()
    if found is None:
        raise Invalid(
            _("Không có %(what)s mang mã “%(code)s”.") % {"what": model._meta.verbose_name, "code": code}
        )
    doing.met[model, code] = found
    return found


_STEPS: Final[Mapping[StepKind, Callable[[Content, Doing], None]]] = {
    StepKind.OPEN: _open,
    StepKind.RENAME: _rename,
    StepKind.MOVE: _move,
    StepKind.MANDATE: _mandate,
    StepKind.MERGE: _merge,
    StepKind.SPLIT: _split,
    StepKind.CLOSE: _close,
    StepKind.CODE: _code,
    StepKind.GROUP: _group,
    StepKind.POST: _post,
    StepKind.APPOINT: _appoint,
    StepKind.STANDING: _standing,
}
