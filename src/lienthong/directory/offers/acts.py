"""One act as a page offers it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lienthong.directory.asking import Days
from lienthong.directory.foreseeing import Foresight
from lienthong.directory.forms.bases import AboutForm
from lienthong.directory.policies import may_edit
from lienthong.directory.standing import PAGES
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import type_of_reason


def always(_about: Any, _day: date) -> bool:
    return True


def nothing_ahead(_about: Any, _day: date) -> list[str]:
    return []


def whole_directory(by: Actor, _about: Any, _today: date) -> bool:
    return bool(may_edit(by))


@dataclass(frozen=True, slots=True)
class Act:
    """`slug` is its address. `do` returns the thing whose page comes next; `may` says to whom it is offered.

    `fits` says whether there is anything to do it with on a day; `foresee` gives the page that is shown before;
    `ahead` gives lines that stand above the form.
    """

    slug: str
    words: type_of_reason
    icon: str
    form: type[AboutForm]
    do: Callable[[Any, Any, dict[str, Any]], Any]
    lead: type_of_reason = ""
    fits: Callable[[Any, date], bool] = always
    foresee: Callable[[Any, Any], Foresight] | None = None
    ahead: Callable[[Any, date], Sequence[str]] = nothing_ahead
    may: Callable[[Actor, Any, date], bool] = whole_directory

    @property
    def is_shown_before(self) -> bool:
        return self.foresee is not None


def act_of(acts: Iterable[Act], slug: str) -> Act | None:
    return next((act for act in acts if act.slug == slug), None)


def offered(acts: Iterable[Act], about: Any, days: Days, by: Actor) -> list[tuple[Act, str]]:
    """Return the acts that fit and that this actor may do here, with their addresses."""
    page = f"{PAGES[type(about)]}_act"
    return [
        (act, days.link(page, about.pk, act.slug))
        for act in acts
        if act.may(by, about, days.today) and act.fits(about, days.day)
    ]
