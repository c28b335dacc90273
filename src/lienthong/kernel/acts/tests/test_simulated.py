"""Acts copied in a simulated installation: proved like any other, sealed anew, only of areas that list theirs."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from lienthong.kernel.acts.ledger.sequencer import sequence_all
from lienthong.kernel.acts.ledger.verification import verify
from lienthong.kernel.acts.models import Act, Personal
from lienthong.kernel.acts.simulated.copying import Copy, Template, moved, read_acts, write_acts
from lienthong.kernel.acts.simulated.listing import Listed, Said
from lienthong.kernel.acts.tests.offices import later, note
from lienthong.kernel.keys import new_key

pytestmark = pytest.mark.usefixtures("ledger")
YEAR = timedelta(weeks=52)


class AYearLater:
    def moment(self, moment: datetime) -> datetime:
        return moment + YEAR

    def due(self, due: datetime) -> datetime:
        return due + YEAR

    def day(self, day: date) -> date:
        return day + YEAR

    def year(self, day: date) -> date:
        return day.replace(year=day.year + 1)

    def term(self, term: str) -> str:
        return term.replace("2012", "2013")


@pytest.fixture
def listed() -> Listed:
    made = Listed()
    made.acts("test", Said(terms=frozenset({"text"})))
    return made


def multiply(case: object, listed: Listed) -> list[Act]:
    copy = Copy(AYearLater())
    copy.know([case])  # type: ignore[list-item]
    acts = read_acts([case], [], since=later(-1) - YEAR, before=later(1) + YEAR)  # type: ignore[list-item]
    copy.know(act["id"] for act in acts)
    keys = write_acts([(Template.of(moved(act, copy.shift, listed)), copy.keys) for act in acts])
    return [Act.objects.get(pk=key) for key in keys]


def test_a_copy_says_the_same_a_year_later_under_keys_of_its_own(listed: Listed, ledger: Path) -> None:
    case = new_key()
    first = note("trước ngày 20/11/2012", case_id=case)
    note("thôi", case_id=case, revokes=first.id)

    told, taken_back = multiply(case, listed)

    assert (told.at, told.detail) == (first.at + YEAR, {"text": "trước ngày 20/11/2013"})
    assert taken_back.revokes == told.id != first.id
    assert told.case_id == taken_back.case_id != case
    assert (told.actor_name, told.verb) == (first.actor_name, first.verb)


def test_copies_are_proved_like_any_other_act(listed: Listed, ledger: Path) -> None:
    case = new_key()
    note(case_id=case, personal={"họ tên": "Nguyễn Văn Thử"})
    multiply(case, listed)
    sequence_all()

    assert verify().ok
    assert Act.objects.filter(personal_hash__isnull=False).values("personal_hash").distinct().count() == 2
    assert {tuple(p.payload) for p in Personal.objects.all()} == {("họ tên",)}


def test_an_area_that_lists_nothing_is_not_copied(ledger: Path) -> None:
    case = new_key()
    note(case_id=case)
    with pytest.raises(LookupError):
        multiply(case, Listed())
    assert Act.objects.count() == 1


def test_an_area_lists_its_acts_once(listed: Listed) -> None:
    with pytest.raises(ValueError, match="already listed"):
        listed.acts("test", Said())
