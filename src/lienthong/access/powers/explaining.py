"""Why somebody can or cannot: for any person and any act, the answer of the very policy, and what it rests on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from lienthong.access.capabilities import Capability
from lienthong.access.models import ProfileCapability
from lienthong.access.policies import needs
from lienthong.access.powers.printing import Called, printed
from lienthong.directory.models import PostVersion
from lienthong.directory.profiles import profiles
from lienthong.directory.selectors import FIELDS
from lienthong.kernel.acts.actor import Actor, Grant
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Verdict, type_of_reason
from lienthong.kernel.ui.formats import day_words


@dataclass(frozen=True, slots=True)
class Question:
    """An act of an area above, judged with a thing that the reader may see: `find` raises `Missing` for others."""

    name: str
    words: type_of_reason
    find: Callable[[str, Actor, datetime], Any]
    judge: Callable[[Actor, Any, datetime], Verdict]


@dataclass
class Questions:
    """The register of acts that can be asked about; an instance, so that tests make their own."""

    known: dict[str, Question] = field(default_factory=dict)

    def register(self, question: Question) -> None:
        self.known[question.name] = question

    def choices(self) -> list[tuple[str, str]]:
        acts = [(one.name, str(one.words)) for one in self.known.values()]
        return [*acts, *((power.value, str(power.label).capitalize()) for power in Capability)]


questions = Questions()


@dataclass(frozen=True, slots=True)
class Explanation:
    verdict: Verdict
    lines: list[tuple[str, str]]
    thing: str = ""


def explain(who: Actor, power: str, about: str, *, reader: Actor, at: datetime) -> Explanation:
    """Return whether `who` can, why, and what it rests on. Raises `Missing` for a thing the reader may not see."""
    called = Called.by(who, who.grants, local_day(at))
    question = questions.known.get(power)
    if question is None:
        capability = Capability(power)
        return Explanation(needs(capability)(who), list(_grounds(who, capability, called)))
    thing = question.find(about, reader, at)
    verdict = question.judge(who, thing, at)
    lines = [line for capability in _of(who) for line in _grounds(who, capability, called)]
    return Explanation(verdict, lines, str(thing))


def _of(who: Actor) -> list[Capability]:
    """Return the powers over a signature that the actor has in any way: what acts on work rest on."""
    return [
        power for power in Capability if who.can(power) or any(one.capability == power for one in who.grants)
    ]


def _grounds(who: Actor, capability: Capability, called: Called) -> Iterator[tuple[str, str]]:
    words = str(capability.label).capitalize()
    if who.can(capability):
        yield words, _by_post(who, capability, called.day)
    for grant in who.grants:
        if grant.capability == capability:
            yield words, grant.refused or granted_words(who, grant, called)


def _by_post(who: Actor, capability: Capability, day: date) -> str:
    """Say which profile of posts has the power, and since when."""
    version = PostVersion.objects.on(day).filter(post=who.post_id).first()
    profile = version.profile if version else ""
    row = ProfileCapability.objects.on(day).filter(profile=profile, capability=capability).first()
    return _("Theo loại chức vụ “%(profile)s”, từ ngày %(day)s.") % {
        "profile": profiles.words(profile),
        "day": day_words(row.during.lower) if row else "",
    }


def granted_words(who: Actor, grant: Grant, called: Called) -> str:
    """Say in which capacity, in whose name, in which fields, by what and until when."""
    said = _("%(capacity)s; cho %(unit)s; %(fields)s; theo %(basis)s") % {
        "capacity": printed(who, grant, called.day, called),
        "unit": called.names.get(grant.unit_id, ""),
        "fields": fields_words(grant),
        "basis": grant.basis,
    }
    if not grant.until:
        return f"{said}."
    until = _("; đến hết ngày %(day)s") % {"day": day_words(grant.until - timedelta(days=1))}
    return f"{said}{until}."


def fields_words(grant: Grant) -> str:
    if grant.fields is None:
        return _("mọi lĩnh vực")
    known = sorted(str(FIELDS.get(code, code)) for code in grant.fields)
    return _("lĩnh vực: %(fields)s") % {"fields": ", ".join(known) or "—"}
