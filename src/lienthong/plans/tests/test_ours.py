"""Figures of my agency: what it measures, what is there, what is missing this year."""

from dataclasses import replace
from datetime import datetime

import pytest

from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.clock.moments import HANOI
from lienthong.plans import entering, ours
from lienthong.plans.loading_targets import load_targets
from lienthong.plans.tests.conftest import SENT, seal
from lienthong.plans.tests.test_targets import CODE, text_of
from lienthong.tasks.tests.conftest import LONG_AGO, MONDAY

MAY = frozenset({"figures_see", "figures_enter"})


@pytest.fixture
def measured(the_plan, province, visit):
    """The targets, and T13 of 2012 entered by the department."""
    load_targets(the_plan, by=SYSTEM, at=LONG_AGO)
    director = replace(province["director"], capabilities=MAY)
    sent = SENT | {"unit": str(province.id_of("UBND"))}
    visit(entering.enter_page, "", CODE, "T13", by=director, posted=sent)
    seal(datetime(2012, 3, 6, tzinfo=HANOI))
    return director


def test_the_agency_sees_what_it_measures_and_what_is_missing(measured, visit, django_assert_max_num_queries):
    with django_assert_max_num_queries(18):
        page = text_of(visit(ours.ours, "", by=measured))

    assert "Còn thiếu năm 2012" in page
    assert f"/ke-hoach/{CODE}/so-lieu/T12/nhap/" in page
    assert page.index("T12") < page.index(">T13<")
    assert "35,19%" in page
    assert "Ước thực hiện" in page
    assert "ours=lead" in page


def test_another_agency_sees_its_own_only(measured, visit, province):
    neighbour = replace(province["neighbour"], capabilities=MAY)
    page = text_of(visit(ours.ours, "", by=neighbour))

    assert ">T13<" not in page
    assert "35,19%" not in page


def test_an_agency_that_measures_nothing_is_told_so(measured, visit, province):
    stranger = replace(province["stranger"], capabilities=MAY)

    assert "không được giao đo chỉ tiêu nào" in text_of(visit(ours.ours, "", by=stranger))


def test_who_may_not_enter_finds_no_way_to(measured, visit):
    reader = replace(measured, capabilities=frozenset({"figures_see"}))

    assert "/nhap/" not in text_of(visit(ours.ours, "", by=reader, at=MONDAY))
