"""A real installation: its unit, first administrator, keys and calendar; whole or not at all.

Each step is an act of its own transaction. The last one opens the account and says that all is made; what
stands without it was cut off, and is cleared before it is made again.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import Error
from django.utils.translation import gettext_lazy as _

from lienthong.access.loading import load_capabilities
from lienthong.access.models import Account
from lienthong.access.models.account import USERNAME, fold
from lienthong.access.passwords import strong
from lienthong.access.powers.loading import load_signing_rules
from lienthong.access.words import OPEN_ACCOUNT
from lienthong.directory.actions import appoint, create_post, found_unit, register_person
from lienthong.directory.catalogue.shipped import write_catalogues
from lienthong.directory.models import ADMINISTRATIVE, Person, Unit, UnitKind, UnitTree
from lienthong.directory.unit_kinds import kind_by_name
from lienthong.kernel.acts import moments
from lienthong.kernel.acts.actor import SYSTEM, Actor, ActorKind
from lienthong.kernel.acts.ledger.keys import make_key
from lienthong.kernel.acts.models import Act, Installation
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.clock.shipped import open_public_calendar
from lienthong.kernel.refusals import Invalid, WrongState
from lienthong.kernel.search.folding import words

BEGUN: Final = "web.installation_begun"
MADE: Final = "web.installation_made"
SUBJECT: Final = ("acts.installation", UUID(int=1))
LONGEST_NAME: Final = 200
verbs.register(BEGUN, _("Bắt đầu cài đặt hệ thống"))
verbs.register(MADE, _("Hoàn thành cài đặt hệ thống"))


@dataclass(frozen=True, slots=True)
class Answers:
    """What the person who installs has said."""

    unit: str
    admin_name: str
    username: str
    password: str

    @property
    def slug(self) -> str:
        return "-".join(words(self.unit))


def make_installation(answers: Answers) -> Installation:
    """Make the installation of these answers. The caller connects as the owner of the tables.

    Raises `Invalid` for an answer that cannot be, `WrongState` where an installation stands already; then, as
    after any failure, nothing of this one is left but perhaps its key, which the next attempt uses.
    """
    _check(answers)
    _make_room()
    make_key()
    at = moments.now()
    installation = _begin(answers, by=SYSTEM, at=at)
    try:
        _furnish(answers, at=at)
    except BaseException:
        with suppress(Error):  # a lost connection: the next attempt finds what is left, and clears it
            _clear()
        raise
    return installation


def _check(answers: Answers) -> None:
    for field in ("unit", "admin_name"):
        text = getattr(answers, field).strip()
        if not words(text) or len(text) > LONGEST_NAME:
            raise Invalid(
                _("Hãy nhập tên cơ quan và họ tên người quản trị, không quá 200 ký tự."), field=field
            )
    try:
        USERNAME(fold(answers.username))
    except ValidationError as wrong:
        raise Invalid(USERNAME.message, field="username") from wrong
    try:
        strong(answers.password, Account(username=fold(answers.username)))
    except Invalid as weak:
        raise Invalid(weak.reason, field="password") from weak


def _make_room() -> None:
    """Refuse where something stands; clear what an attempt that was cut off has left."""
    standing = Installation.objects.first()
    if standing is None:
        return
    if standing.simulated:
        raise WrongState(_("Ở đây đang có dữ liệu mô phỏng; hãy cài đặt vào một thư mục dữ liệu khác."))
    by_people = Act.objects.exclude(actor_kind=ActorKind.SYSTEM)
    if Act.objects.filter(verb=MADE).exists() or by_people.exists() or Account.objects.exists():
        raise WrongState(_("Ở đây đã cài đặt hệ thống của “%(name)s”.") % {"name": standing.name})
    _clear()


def _clear() -> None:
    call_command("flush", interactive=False, verbosity=0)
    moments.forget()


@action
def _begin(answers: Answers, *, by: Actor, at: datetime) -> Installation:
    """Say what this installation is, and with which catalogues it begins."""
    installation = Installation.objects.create(
        name=answers.unit.strip(), origin=f"lienthong/{answers.slug}", simulated=False, since=at
    )
    moments.forget()
    written = write_catalogues()
    UnitTree.objects.create(code=ADMINISTRATIVE, name="Trực thuộc", name_en="Subordination")
    detail = {"origin": installation.origin, **written}
    record(BEGUN, subject=SUBJECT, by=by, at=at, detail=detail)
    return installation


def _furnish(answers: Answers, *, at: datetime) -> None:
    load_capabilities(by=SYSTEM, at=at)
    load_signing_rules(by=SYSTEM, at=at)
    open_public_calendar(by=SYSTEM, at=at)
    person = _first_administrator(answers, _first_unit(answers, at=at), at=at)
    _finish(answers, person, by=SYSTEM, at=at)


def _first_unit(answers: Answers, *, at: datetime) -> Unit:
    day, name = local_day(at), answers.unit.strip()
    kind = kind_by_name(name, day, list(UnitKind.objects.all())).code
    unit: Unit = found_unit(answers.slug, name=name, kind=kind, on=day, by=SYSTEM, at=at)
    return unit


def _first_administrator(answers: Answers, unit: Unit, *, at: datetime) -> Person:
    day = local_day(at)
    post = create_post(
        f"{unit.code}/quan-tri",
        unit=unit,
        title=str(_("Quản trị hệ thống")),
        profile="admin",
        on=day,
        by=SYSTEM,
        at=at,
    )
    person: Person = register_person("quan-tri", full_name=answers.admin_name.strip(), by=SYSTEM, at=at)
    appoint(person, post, on=day, by=SYSTEM, at=at)
    return person


@action
def _finish(answers: Answers, person: Person, *, by: Actor, at: datetime) -> Account:
    account = Account(username=fold(answers.username), person=person)
    account.set_password(answers.password)
    account.save(force_insert=True)
    record(MADE, subject=SUBJECT, by=by, at=at)
    record(OPEN_ACCOUNT, subject=account, by=by, at=at, personal={"username": account.username})
    return account
