"""Where a task lies: as it was said when it was given, else where its lead lies; a split gives it to who is there."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from lienthong.casework.models import Case
from lienthong.directory import actions, selectors
from lienthong.directory.models import Place, Unit
from lienthong.directory.tests import cast
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid
from lienthong.tasks import giving
from lienthong.tasks.giving import Executor
from lienthong.tasks.models import Task
from lienthong.tasks.reading import facts_of
from lienthong.tasks.tests.conftest import MONDAY

ON = date(2012, 3, 6)
LATER = MONDAY + timedelta(days=1)
YEAR = DateRange(date(2012, 1, 1), date(2013, 1, 1))


@pytest.fixture
def district(province):
    """A district of two communes, to be followed by a new commune for each, as in the demo's reform of July 2025."""
    lies = cast.a_place("H", "Huyện H", kind="district", until=ON)
    unit = province.units["H"] = cast.a_unit("H", "UBND huyện H", under=province.units["UBND"], place=lies)
    for old, new in (("A", "NORTH"), ("B", "SOUTH")):
        commune, after = cast.a_place(old, within=lies, until=ON), cast.a_place(new, since=ON)
        cast.place_succeeded(commune, after, ON)
        cast.place_succeeded(lies, after, ON, "0.5")
        province.units[new] = cast.a_unit(new, under=province.units["UBND"], place=after, since=ON)
    return unit


def lies_in(code: str) -> Place:
    return Place.objects.get(code=code)


def split(unit: Unit, province) -> None:
    shares = {province.units[code]: Decimal("0.5") for code in ("NORTH", "SOUTH")}
    rule = selectors.distribution(
        {heir.pk: share for heir, share in shares.items()}, ON, chosen=None, by_place=True
    )
    actions.split_unit(unit, parts=shares, on=ON, distribution=rule, by=cast.EDITOR, at=LATER)


def holder_of(task: Task) -> str:
    return Case.objects.values_list("holder__code", flat=True).get(pk=task.pk)


def test_a_split_gives_each_task_to_the_heir_of_its_place(a_task, district, province):
    of_h = {"leads": [Executor(district.pk)]}
    north = a_task(place_id=lies_in("A").pk, **of_h)
    south = a_task(place_id=lies_in("B").pk, **of_h)
    nowhere_in_particular = a_task(**of_h)

    split(district, province)

    assert [holder_of(one) for one in (north, south, nowhere_in_particular)] == ["NORTH", "SOUTH", "UBND"]


def test_who_helps_in_a_commune_is_followed_by_who_is_there(a_task, district, province):
    """The task says no place: it lies where its lead does, who is not of the split."""
    led = province.units["XA-A"] = cast.a_unit("XA-A", under=province.units["UBND"], place=lies_in("A"))
    task = a_task(leads=[Executor(led.pk)], supporting=[district.pk])

    split(district, province)

    helps = task.case.involvements.filter(role="supporting", until__isnull=True)
    assert list(helps.values_list("unit__code", flat=True)) == ["NORTH"]


def test_the_act_and_the_page_say_the_place_that_was_said_and_no_other(a_task, district):
    place = lies_in("A")
    said, silent = a_task(place_id=place.pk), a_task(leads=[Executor(district.pk)])

    assert [Act.objects.get(verb="tasks.give", case_id=one.pk).detail["place"] for one in (said, silent)] == [
        str(place.pk),
        None,
    ]
    assert ("Địa bàn", "Xã A") in facts_of(said, local_day(MONDAY))
    assert "Địa bàn" not in [label for label, _value in facts_of(silent, local_day(MONDAY))]


def test_parts_and_instalments_lie_where_the_whole_was_said_to_lie(a_task, district, province):
    place = lies_in("A")
    shared, standing = (a_task(state, place_id=place.pk) for state in ("shared", "standing"))
    giving.open_instalment(
        standing.pk, period=YEAR, term="chậm nhất ngày 30/11/2012", by=province["follower"], at=MONDAY
    )

    for whole in (shared, standing):
        assert set(whole.case.parts.values_list("place", flat=True)) == {place.pk}


def test_a_place_that_is_not_there_on_the_day_is_refused(a_task, district):
    with pytest.raises(Invalid, match="địa bàn") as refused:
        a_task(place_id=cast.a_place("LATER", since=ON).pk)

    assert refused.value.field == "place"
    assert not Task.objects.exists()
