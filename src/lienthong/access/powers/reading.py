"""What the pages of powers show: rows of delegations, leaves, regulations, with how long each still holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.access.capabilities import Capability
from lienthong.access.models import Absence, Capacity, Delegation, SigningRule
from lienthong.access.powers.explaining import fields_words
from lienthong.access.powers.printing import Called, printed
from lienthong.directory.models import Person, Post
from lienthong.directory.selectors import FIELDS, names
from lienthong.kernel.acts.actor import Actor, Grant
from lienthong.kernel.acts.models import Act, Personal
from lienthong.kernel.ui.components import Chip, Lines, Tone
from lienthong.kernel.ui.formats import day_words

SOON = timedelta(days=7)  # an expiry within a week is said


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a board: who gives to whom, what, until when; `ended` when nothing can be done about it any more."""

    key: UUID
    first: Lines
    second: Lines
    what: Lines
    until: Chip
    ended: bool


@dataclass(frozen=True, slots=True)
class Granted:
    """What one may do for somebody else, as the page of one's own powers shows it."""

    words: str
    capacity: str
    unit: str
    fields: str
    basis: str
    state: Chip


def delegation_rows(rows: Iterable[Delegation], day: date) -> list[Row]:
    return [
        Row(
            one.pk,
            Lines(one.from_person.full_name, one.from_post.title),
            Lines(one.to_person.full_name, one.to_post.title),
            Lines(
                f"{Capacity(one.capacity).label}: {_powers(one.capabilities, one.fields)}",
                f"{one.content} ({one.basis})",
            ),
            _state(
                one.during.lower,
                one.during.upper,
                day,
                over=one.revoked_at is not None,
                words=_("Đã thu hồi"),
            ),
            one.revoked_at is not None or one.during.upper <= day,
        )
        for one in rows
    ]


def absence_rows(rows: Iterable[Absence], day: date, *, own: UUID | None = None) -> list[Row]:
    """Return the lines; on one's own page (`own`) who stands in does not end somebody else's leave."""
    return [
        Row(
            one.pk,
            Lines(one.person.full_name, one.post.title),
            Lines(one.substitute.full_name),
            Lines(_days(one.during.lower, one.during.upper), one.basis),
            _state(
                one.during.lower, one.during.upper, day, over=one.ended_at is not None, words=_("Đã trở lại")
            ),
            one.ended_at is not None or one.during.upper <= day or own not in {None, one.person_id},
        )
        for one in rows
    ]


def regulation_rows(rows: Iterable[SigningRule], day: date) -> list[Row]:
    found = list(rows)
    called = names({one.post.unit_id for one in found if one.post}, day)
    return [
        Row(
            one.pk,
            Lines(one.post.title, called.get(one.post.unit_id, "")),
            Lines(Capacity(one.capacity).label),
            Lines(f"{_powers(one.capabilities, [])} ({one.get_bound_display()})", one.source),
            _state(one.during.lower, one.during.upper, day, over=False, words=""),
            False,
        )
        for one in found
        if one.post
    ]


def granted(by: Actor, day: date) -> list[Granted]:
    """Return what the actor may do for others, one line for each power and capacity."""
    called = Called.by(by, by.grants, day)
    return [
        Granted(
            _power(grant.capability),
            printed(by, grant, day, called),
            called.names.get(grant.unit_id, ""),
            fields_words(grant),
            grant.basis,
            _grant_state(grant, day),
        )
        for grant in by.grants
    ]


def people_of(act: Act) -> list[Person]:
    """Return who handed over and who received, in this order, while the act still says it."""
    told = Personal.objects.filter(act_id=act.id).values_list("payload", flat=True).first() or {}
    keys = [told[name] for name in ("from", "to") if name in told]
    known = {str(person.pk): person for person in Person.objects.filter(pk__in=keys)}
    return [known[key] for key in keys if key in known]


def post_of(act: Act) -> Post:
    return Post.objects.get(pk=act.subject_id)


def _grant_state(grant: Grant, day: date) -> Chip:
    if grant.refused:
        return Chip(grant.refused, Tone.BAD)
    if grant.until is None:
        return Chip(_("Đang có hiệu lực"), Tone.GOOD)
    return _until(grant.until, day)


def _state(lower: date, upper: date | None, day: date, *, over: bool, words: str) -> Chip:
    if over:
        return Chip(words, Tone.PLAIN)
    if lower > day:
        return Chip(_("Từ ngày %(day)s") % {"day": day_words(lower)}, Tone.INFO)
    if upper is None:
        return Chip(_("Đang có hiệu lực"), Tone.GOOD)
    return _until(upper, day)


def _until(upper: date, day: date) -> Chip:
    last = day_words(upper - timedelta(days=1))
    if upper <= day:
        return Chip(_("Đã hết hạn ngày %(day)s") % {"day": last}, Tone.PLAIN)
    tone = Tone.WARN if upper - day <= SOON else Tone.GOOD
    return Chip(_("Đến hết ngày %(day)s") % {"day": last}, tone)


def _days(lower: date, upper: date) -> str:
    return _("%(first)s đến %(last)s") % {
        "first": day_words(lower),
        "last": day_words(upper - timedelta(days=1)),
    }


def _powers(capabilities: Iterable[str], fields: Iterable[str]) -> str:
    powers = ", ".join(_power(word) for word in capabilities)
    known = ", ".join(str(FIELDS.get(code, code)) for code in fields)
    return f"{powers}; {known}" if known else powers


def _power(word: str) -> str:
    return str(Capability(word).label)
