"""A reorganisation is not dated behind a report that was issued: refused in words, and nothing of it happens."""

from datetime import date, timedelta

import pytest

from lienthong.directory.actions import merge_units
from lienthong.directory.models import PlanState, ReorganisationPlan, UnitSuccession
from lienthong.directory.reorganising import drafting
from lienthong.directory.reorganising.carrying import carry_out, rehearse
from lienthong.directory.reorganising.desk.looking import Look
from lienthong.directory.reorganising.due import carry_out_due
from lienthong.directory.tests.cast import EDITOR
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import WrongState
from lienthong.measures.models import Definition, Entry, Kind, Maturity
from lienthong.plans.models import MondayPage
from lienthong.tasks.tests.conftest import MONDAY

TODAY, TUESDAY = MONDAY.date(), MONDAY.date() + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)


@pytest.fixture
def a_page(the_plan, province):
    """The Monday page of the committee, kept this week."""
    return kept_by(province.units["UBND"])


@pytest.fixture
def a_figure(the_targets, province):
    def make(**differs):
        shape = {"unit": province.units["STTTT"], "regime": "calendar", "period": "2011", "numerator": 1}
        shape |= {"kind": Kind.REPORTED, "maturity": Maturity.FINAL, "source": "1/BC", "at": MONDAY}
        definition = Definition.objects.order_by("code").first()
        return Entry.objects.create(definition=definition, act_id=new_key(), **shape | differs)

    return make


def kept_by(unit, **differs) -> MondayPage:
    shape = {"as_of": MONDAY, "kept_by": "A", "kept_at": MONDAY, "act_id": new_key()} | differs
    return MondayPage.objects.create(unit=unit, monday=TODAY, edition=1, size=1, **shape)


def a_draft(on: date, into: str = "SNV") -> ReorganisationPlan:
    steps = [("rename", {"unit": into, "name": "Sở mới"}), ("merge", {"units": ["STTTT"], "into": into})]
    return drafting.draft("Sắp xếp", on=on, basis="1/QĐ", steps=steps, by=EDITOR, at=MONDAY)


def refused(plan: ReorganisationPlan, words: str) -> None:
    before = Act.objects.count()
    with pytest.raises(WrongState, match=words):
        carry_out(plan.pk, by=EDITOR, at=WEDNESDAY)
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT
    assert Act.objects.count() == before
    assert not UnitSuccession.objects.exists()


def test_not_on_or_before_the_day_of_a_monday_page(a_page):
    for on in (TODAY, TODAY - timedelta(days=40)):
        refused(a_draft(on), "Trang giao ban ngày 05/03/2012 .bản 1. .*Hãy chọn ngày có hiệu lực sau")
    carry_out(a_draft(TUESDAY).pk, by=EDITOR, at=WEDNESDAY)

    assert UnitSuccession.objects.exists()


def test_a_page_tells_of_its_monday_also_from_the_head_of_the_evening_before(the_plan, province):
    kept_by(province.units["UBND"], as_of=MONDAY - timedelta(days=1))

    refused(a_draft(TODAY), "Trang giao ban ngày 05/03/2012")


def test_the_preview_names_the_report_and_leads_to_it(a_page):
    look = Look.read(Look.of(rehearse(a_draft(TODAY), by=EDITOR, at=WEDNESDAY)).kept)

    assert not look.verdict
    ((_unit, cell),) = look.hindrances_table.cells
    assert 'href="/giao-ban/2012-03-05/1/"' in cell.__html__()


def test_an_agency_that_is_not_of_that_committee_is_not_told_of(the_plan, province):
    kept_by(province.units["XA"])

    assert rehearse(a_draft(TODAY), by=EDITOR, at=WEDNESDAY).goes


def test_not_within_a_period_of_which_the_agency_reported_its_final_figure(a_figure):
    figure = a_figure()

    refused(
        a_draft(date(2011, 12, 31)), f"Số liệu chính thức “{figure.definition.words}”, Năm 2011 .*31/12/2011"
    )
    assert rehearse(a_draft(date(2012, 1, 1)), by=EDITOR, at=WEDNESDAY).goes


@pytest.mark.parametrize(
    "differs", [{"maturity": Maturity.ESTIMATE}, {"kind": Kind.CITED}], ids=["estimate", "cited"]
)
def test_what_is_not_final_or_not_its_own_does_not_hinder(a_figure, differs):
    a_figure(**differs)

    assert rehearse(a_draft(date(2011, 6, 1)), by=EDITOR, at=WEDNESDAY).goes


def test_a_single_act_is_refused_too(a_page, province):
    units = province.units
    with pytest.raises(WrongState, match="Trang giao ban"):
        merge_units([units["STTTT"]], into=units["SNV"], on=TODAY, basis="1/QĐ", by=EDITOR, at=WEDNESDAY)

    assert not UnitSuccession.objects.exists()


def test_what_waits_says_it_once_for_all_of_its_agencies(a_page, province):
    steps = [("merge", {"units": ["STTTT", "VPUB", "XA"], "into": "SNV"})]
    plan = drafting.draft("Sắp xếp", on=TODAY, basis="1/QĐ", steps=steps, by=EDITOR, at=MONDAY)
    drafting.schedule(plan.pk, by=EDITOR, at=MONDAY)

    assert carry_out_due(by=EDITOR, at=WEDNESDAY) == []

    plan.refresh_from_db()
    assert plan.hindrance.count("Trang giao ban") == 1
    assert plan.hindrance.startswith("STTTT, VPUB, XA: ")
