"""What the database itself refuses, by name."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from lienthong.directory.models import (
    Appointment,
    GroupMember,
    Mandate,
    PlaceSuccession,
    Population,
    Unit,
    UnitPlacement,
    UnitVersion,
)
from lienthong.directory.tests import cast

pytestmark = pytest.mark.django_db
KNOWN: dict[str, Any] = {"during": cast.during(), "known_from": cast.KNOWN}


@contextmanager
def refused_by(name: str) -> Iterator[None]:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        yield


@pytest.fixture
def unit() -> Unit:
    return cast.a_unit("A")


def test_a_unit_is_one_thing_a_day(unit: Unit) -> None:
    with refused_by("unitversion_once"):
        UnitVersion.objects.create(unit=unit, kind_id="department", name="B", **KNOWN)


def test_days_that_touch_do_not_overlap(unit: Unit) -> None:
    version = UnitVersion.objects.get(unit=unit)
    ended = version.end(on=cast.DAY, at=cast.AT)
    begun = {"during": cast.during(cast.DAY), "known_from": cast.AT}
    UnitVersion.objects.create(unit=unit, kind_id="department", name="B", **begun)

    assert ended.during.upper == cast.DAY


def test_an_empty_range_is_refused(unit: Unit) -> None:
    empty = {"during": cast.during(cast.DAY, cast.DAY), "known_from": cast.AT}
    with refused_by("groupmember_some_day"):
        GroupMember.objects.create(group=cast.a_group("g", []), unit=unit, **empty)


def test_a_unit_is_not_below_itself_nor_twice_in_a_tree(unit: Unit) -> None:
    with refused_by("unitplacement_not_below_itself"):
        UnitPlacement.objects.create(unit=unit, parent=unit, **KNOWN)
    UnitPlacement.objects.create(unit=unit, parent=cast.a_unit("B"), **KNOWN)
    UnitPlacement.objects.create(unit=unit, parent=cast.a_unit("C"), tree="guidance", **KNOWN)
    with refused_by("unitplacement_once"):
        UnitPlacement.objects.create(unit=unit, parent=cast.a_unit("D"), **KNOWN)


def test_a_mandate_has_one_holder(unit: Unit) -> None:
    cast.a_mandate("cntt", unit)
    with refused_by("mandate_one_holder"):
        Mandate.objects.create(code="cntt", title="x", unit=cast.a_unit("B"), **KNOWN)


def test_a_post_has_one_holder_and_one_acting(unit: Unit) -> None:
    post = cast.a_post(unit)
    person, second, third = (cast.a_person() for _ in range(3))
    cast.appointed(person, post)
    with refused_by("appointment_once"):
        cast.appointed(person, post, kind="acting")
    with refused_by("appointment_one_holder"):
        cast.appointed(second, post, kind="concurrent")
    cast.appointed(second, post, kind="acting")
    with refused_by("appointment_one_acting"):
        cast.appointed(third, post, kind="acting")
    with refused_by("appointment_kind"):
        cast.appointed(third, post, kind="king")


@pytest.mark.parametrize("share", ["0", "1.5", "-0.5"])
def test_a_share_is_over_nothing_and_at_most_all(unit: Unit, share: str) -> None:
    with refused_by("unitsuccession_share"):
        cast.succeeded(unit, cast.a_unit("B"), cast.DAY, share)
    one, other = cast.a_place("x"), cast.a_place("y")
    with refused_by("placesuccession_share"):
        PlaceSuccession.objects.create(
            predecessor=one,
            successor=other,
            on=cast.DAY,
            share=Decimal(share),
            kind="SPLIT",
            known_from=cast.KNOWN,
        )


def test_successions_are_of_known_kinds_and_not_into_oneself(unit: Unit) -> None:
    with refused_by("unitsuccession_kind"):
        cast.succeeded(unit, cast.a_unit("B"), cast.DAY, kind="GIFT")
    with refused_by("unitsuccession_not_merged_into_itself"):
        cast.succeeded(unit, unit, cast.DAY)
    other = cast.a_unit("C")
    cast.succeeded(unit, other, cast.DAY)
    with refused_by("unitsuccession_once"):
        cast.succeeded(unit, other, cast.DAY, kind="SPLIT")


def test_a_unit_is_renamed_once_a_day_also_when_it_keeps_a_part(unit: Unit) -> None:
    cast.succeeded(unit, unit, cast.DAY, "0.5", kind="SPLIT")
    cast.succeeded(unit, unit, cast.DAY, kind="RENAMING")
    with refused_by("unitsuccession_renamed_once"):
        cast.succeeded(unit, unit, cast.DAY, kind="RENAMING")
    with refused_by("unitsuccession_renamed_stays_itself"):
        cast.succeeded(unit, cast.a_unit("D"), cast.DAY, kind="RENAMING")


def test_parts_of_a_population_add_up() -> None:
    place = cast.a_place("x")
    with refused_by("population_parts_add_up"):
        Population.objects.create(
            place=place, people=10, urban=4, rural=5, on=cast.DAY, known_from=cast.KNOWN
        )


@pytest.mark.parametrize("change", ["name = 'khác'", "during = '[2011-01-01,)'::daterange - '[2012-01-01,)'"])
def test_a_version_is_never_overwritten_even_by_the_owner(unit: Unit, change: str) -> None:
    with refused_by("never changed"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE directory_unitversion SET {change}")
    with refused_by("never changed"):
        UnitVersion.objects.all().delete()


@pytest.mark.skipif(not settings.APP_ROLE, reason="one role for all")
def test_the_application_may_only_close_a_belief(unit: Unit) -> None:
    def may(question: str) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {question}", [settings.APP_ROLE])
            return bool(cursor.fetchone()[0])

    assert may("has_table_privilege(%s, 'directory_unitversion', 'INSERT')")
    assert may("has_column_privilege(%s, 'directory_unitversion', 'known_to', 'UPDATE')")
    assert not may("has_column_privilege(%s, 'directory_unitversion', 'name', 'UPDATE')")
    assert not may("has_table_privilege(%s, 'directory_appointment', 'DELETE')")


def test_a_correction_of_the_same_days_is_not_an_overlap(unit: Unit) -> None:
    version = UnitVersion.objects.get(unit=unit)
    version.correct(at=cast.AT, name="Đúng")

    assert UnitVersion.objects.on(date(2012, 1, 1)).get(unit=unit).name == "Đúng"


def test_the_order_of_names_is_vietnamese() -> None:
    for code, name in (("1", "Sở Y tế"), ("2", "Sở Ô tô"), ("3", "Sở Đường bộ"), ("4", "Sở Dân tộc")):
        cast.a_unit(code, name)

    listed = UnitVersion.objects.order_by("order_key").values_list("name", flat=True)
    assert list(listed) == ["Sở Dân tộc", "Sở Đường bộ", "Sở Ô tô", "Sở Y tế"]
    assert Appointment.objects.count() == 0
