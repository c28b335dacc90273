import threading
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection

from lienthong.casework.models import Case
from lienthong.directory.participants import Reorganisation, reorganisations
from lienthong.directory.series import SeriesOfUnits
from lienthong.kernel.numbering.accounting import unaccounted
from lienthong.kernel.numbering.models import Number
from lienthong.kernel.refusals import Invalid
from lienthong.tasks import giving
from lienthong.tasks.numbers import series_of
from lienthong.tasks.tests.conftest import MONDAY, a_province, orders_of


def numbers():
    return list(Case.objects.order_by("number").values_list("number", flat=True))


def test_each_agency_numbers_what_it_gives_and_begins_anew_each_year(a_task, order, province):
    assert a_task().case.number == "NV-UBND-2012-001"
    assert a_task().case.number == "NV-UBND-2012-002"
    own = {"assigner_id": province.id_of("VPUB"), "monitoring_id": province.id_of("VPUB")}
    task = giving.give(order(**own), by=province["follower"], at=MONDAY)
    assert task.case.number == "NV-VPUB-2012-001"
    later = order(term="chậm nhất ngày 29/03/2013")
    next_year = giving.give(later, by=province["chair"], at=MONDAY + timedelta(days=365))
    assert next_year.case.number == "NV-UBND-2013-001"


def test_parts_are_called_by_their_whole(a_task):
    a_task("shared")

    assert numbers() == ["NV-UBND-2012-001", "NV-UBND-2012-001.01", "NV-UBND-2012-001.02"]
    assert Number.objects.count() == 1


def test_a_task_of_a_plan_keeps_the_number_of_its_item(a_task):
    assert a_task(number="N03").case.number == "N03"
    assert not Number.objects.exists()


def test_a_task_that_is_refused_takes_no_number(order, province):
    with pytest.raises(Invalid):
        giving.give(order(term="chậm nhất ngày 01/03/2012"), by=province["chair"], at=MONDAY)

    assert not Number.objects.exists()
    assert giving.give(order(), by=province["chair"], at=MONDAY).case.number == "NV-UBND-2012-001"


@pytest.mark.django_db(transaction=True)
def test_two_who_give_at_once_take_two_numbers(transactional_db):
    """The first task of a year too, when the series is not there yet."""
    province = a_province()
    order = orders_of(province)
    ready = threading.Barrier(4)

    def give():
        try:
            ready.wait()
            giving.give(order(), by=province["chair"], at=MONDAY)
        finally:
            connection.close()

    threads = [threading.Thread(target=give) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert numbers() == [f"NV-UBND-2012-00{n}" for n in (1, 2, 3, 4)]
    assert unaccounted() == []


def test_the_minutes_of_a_hand_over_name_the_last_number(a_task, province):
    from lienthong.directory.participants import HandOver
    from lienthong.kernel.keys import new_key
    from lienthong.tasks.handing_over import SeriesOfAgency

    a_task()
    change = HandOver(new_key(), new_key(), province.id_of("UBND"), new_key(), date(2012, 3, 6))

    assert SeriesOfAgency().preview([change]) == [
        (change, "Sổ số nhiệm vụ của cơ quan năm 2012: đã cấp đến số 1.")
    ]


def said_of_series(*changes):
    """Return what is said of series when units end, of tasks."""
    return [line for line in reorganisations.preview(*changes) if line.startswith("Sổ số nhiệm vụ")]


def ends(province, unit, *heirs):
    shares = {province.id_of(heir): Fraction(1, len(heirs)) for heir in heirs}
    return Reorganisation(province.id_of(unit), shares, date(2012, 3, 6))


def test_the_series_of_a_unit_that_ends_stops_and_a_new_one_begins_with_the_first_number(a_task, province):
    a_task(), a_task()

    assert said_of_series(ends(province, "UBND", "SNV")) == [
        "Sổ số nhiệm vụ năm 2012 của UBND dừng ở số 002.",
        "Sổ số nhiệm vụ năm 2012 của SNV bắt đầu từ số 001.",
    ]


def test_the_series_of_a_successor_goes_on(a_task, order, province):
    a_task()
    giving.give(
        order(assigner_id=province.id_of("VPUB"), leads=[giving.Executor(province.id_of("XA"))]),
        by=province["follower"],
        at=MONDAY,
    )

    assert said_of_series(ends(province, "UBND", "VPUB", "SNV", "XA")) == [
        "Sổ số nhiệm vụ năm 2012 của UBND dừng ở số 001.",
        "Sổ số nhiệm vụ năm 2012 của VPUB tiếp tục từ số 002.",
        "Sổ số nhiệm vụ năm 2012 của SNV; XA bắt đầu từ số 001.",
    ]


def test_who_gave_nothing_or_keeps_a_part_has_no_series_that_stops(a_task, province):
    a_task()

    assert said_of_series(ends(province, "SNV", "UBND")) == []
    assert said_of_series(ends(province, "UBND", "UBND", "SNV")) == []


def test_series_of_many_units_are_read_at_once(a_task, province, django_assert_num_queries):
    a_task()
    said = SeriesOfUnits("Sổ", series_of, lambda _day: 1)
    with django_assert_num_queries(2):
        said.preview([ends(province, unit, "VPUB") for unit in ("UBND", "SNV", "STTTT", "XA")])
