"""Entering figures: who may, what is refused beside its field, and how a correction stands beside the old one."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lienthong.kernel.acts.actor import SYSTEM, Actor, ActorKind
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import action
from lienthong.kernel.refusals import Invalid, NotAllowed, Stale
from lienthong.measures import entering
from lienthong.measures.checking import Said
from lienthong.measures.defining import Meaning, define_in
from lienthong.measures.entered import best, entered
from lienthong.measures.entering import correct, enter
from lienthong.measures.models import Definition, Entry
from lienthong.measures.tests.conftest import moment

MEANING = Meaning(
    code="T13",
    words="Xã nối mạng",
    unit="%",
    rule="per_hundred",
    adds="exists",
    numerator="số xã đã nối",
    denominator="số xã",
    measured_by="A",
    frequency="year",
)


@action
def _define(meaning: Meaning, *, by: Actor, at) -> list[Definition]:
    return define_in([meaning], by=by, at=at)


@pytest.fixture
def definition(ledger) -> Definition:
    return _define(MEANING, by=SYSTEM, at=moment(1))[0]


@pytest.fixture
def clerk(ledger) -> Actor:
    return Actor(
        kind=ActorKind.OFFICIAL,
        name="Lê Thị Số",
        unit_id=ledger.units[0],
        capabilities=frozenset({"figures_enter", "figures_see"}),
    )


@pytest.fixture
def said(ledger) -> Said:
    return Said(ledger.units[1], "2012", Decimal(38), Decimal(108), "estimate", "Báo cáo 45/BC-STTTT")


def test_the_agency_that_measures_enters_a_figure_by_an_act(definition, clerk, said):
    entry = enter(definition, said, by=clerk, at=moment(5))

    act = Act.objects.get(pk=entry.act_id)
    assert (act.verb, act.actor_name) == ("measures.enter", "Lê Thị Số")
    assert act.detail["numerator"] == "38"
    assert act.detail["maturity"] == "estimate"


def test_others_do_not(definition, clerk, said, ledger):
    with pytest.raises(NotAllowed, match="Chỉ cơ quan được giao đo"):
        enter(definition, said, by=replace(clerk, unit_id=ledger.units[2]), at=moment(5))
    with pytest.raises(NotAllowed, match="nhập, đính chính số liệu"):
        enter(definition, said, by=replace(clerk, capabilities=frozenset()), at=moment(5))

    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("differs", "field", "reason"),
    [
        ({"denominator": None}, "denominator", "Phải nhập cả mẫu số"),
        ({"denominator": Decimal(0)}, "denominator", "Mẫu số bằng 0"),
        ({"numerator": Decimal(-1)}, "numerator", "không thể âm"),
        ({"numerator": Decimal(10) ** 16}, "numerator", "lớn quá mức"),
        ({"source": "  "}, "source", "Phải ghi nguồn"),
        ({"period": "2012-X"}, "period", "Không có kỳ số liệu này"),
        ({"period": "2001"}, "unit", "Đơn vị này chưa có"),
        ({"maturity": "sure"}, "maturity", "không có trong danh mục"),
        ({"regime": "lunar"}, "regime", "Không có chế độ báo cáo này"),
        ({"period": "2012-H1"}, "period", "số liệu theo kỳ: Hằng năm"),
        ({"period": "2013"}, "period", "bắt đầu ngày 01/01/2013"),
    ],
)
def test_absurd_figures_are_refused_beside_their_field(definition, clerk, said, differs, field, reason):
    with pytest.raises(Invalid, match=reason) as refused:
        enter(definition, replace(said, **differs), by=clerk, at=moment(5))

    assert refused.value.field == field
    assert not Entry.objects.exists()


def test_a_figure_that_is_there_is_not_entered_again(definition, clerk, said):
    enter(definition, said, by=clerk, at=moment(5))
    with pytest.raises(Stale, match=r"đã được nhập \(Lê Thị Số"):
        enter(definition, said, by=clerk, at=moment(6))

    assert Entry.objects.count() == 1


def test_a_correction_stands_beside_what_it_puts_right_and_an_older_head_still_reads_the_old(
    definition, clerk, said, ledger
):
    first = enter(definition, said, by=clerk, at=moment(5))
    before = ledger.seal(moment(6))
    correct(first.pk, replace(said, numerator=Decimal(36)), reason="Đếm trùng hai xã", by=clerk, at=moment(7))
    after = ledger.seal(moment(8))

    (old,) = entered(["T13"], before)
    both = entered(["T13"], after)
    assert (old.numerator, old.revised) == (38, False)
    assert [(entry.numerator, entry.revised) for entry in both] == [(38, True), (36, False)]
    assert best(both).reason == "Đếm trùng hai xã"


def test_of_two_who_correct_one_figure_the_second_is_told_who_was_first(definition, clerk, said):
    first = enter(definition, said, by=clerk, at=moment(5))
    correct(first.pk, replace(said, numerator=Decimal(36)), reason="Đếm trùng", by=clerk, at=moment(7))
    other = replace(clerk, name="Trần Văn Hai")
    with pytest.raises(Stale, match=r"người khác đính chính \(Lê Thị Số") as refused:
        correct(first.pk, replace(said, numerator=Decimal(35)), reason="Đếm sai", by=other, at=moment(7))

    assert [act.verb for act in refused.value.changes] == ["measures.correct"]
    assert Entry.objects.count() == 2


def test_a_correction_says_why(definition, clerk, said):
    first = enter(definition, said, by=clerk, at=moment(5))
    with pytest.raises(Invalid, match="lý do đính chính"):
        correct(first.pk, said, reason=" ", by=clerk, at=moment(7))

    assert Entry.objects.count() == 1


def test_the_most_mature_figure_counts_whenever_it_came(definition, clerk, said, ledger):
    enter(definition, replace(said, maturity="final", numerator=Decimal(30)), by=clerk, at=moment(5))
    enter(definition, said, by=clerk, at=moment(7))

    assert best(entered(["T13"], ledger.seal(moment(8)))).numerator == 30


def test_a_new_meaning_is_a_new_version_and_figures_keep_theirs(definition, clerk, said, ledger):
    enter(definition, said, by=clerk, at=moment(5))
    (second,) = _define(replace(MEANING, denominator="số xã, thị trấn"), by=SYSTEM, at=moment(6))
    (entry,) = entered(["T13"], ledger.seal(moment(8)))

    assert second.version == 2
    assert entry.version == 1


def test_of_two_at_the_same_moment_the_database_refuses_the_second(definition, clerk, said, monkeypatch):
    first = enter(definition, said, by=clerk, at=moment(5))
    correct(first.pk, said, reason="Đếm trùng", by=clerk, at=moment(7))
    monkeypatch.setattr(entering, "check", lambda *_said, **_when: None)
    look, seen = entering.in_the_way, []

    def blind_at_first(*said):
        """Neither sees the other's figure before the database has refused it."""
        seen.append(said)
        return None if len(seen) % 2 else look(*said)

    monkeypatch.setattr(entering, "in_the_way", blind_at_first)
    with pytest.raises(Stale, match="vừa được người khác đính chính"):
        correct(first.pk, said, reason="Đếm sót", by=clerk, at=moment(7))
    with pytest.raises(Stale, match=r"đã được nhập \(Lê Thị Số"):
        enter(definition, said, by=clerk, at=moment(7))
    assert Entry.objects.count() == 2


def test_no_figure_is_locked_for_the_application_may_only_insert(
    definition, clerk, said, django_assert_max_num_queries
):
    first = enter(definition, said, by=clerk, at=moment(5))
    with django_assert_max_num_queries(40) as asked:
        correct(first.pk, said, reason="Đếm trùng", by=clerk, at=moment(7))

    locks = [query["sql"] for query in asked.captured_queries if "FOR UPDATE" in query["sql"]]
    assert not [sql for sql in locks if "measures_entry" in sql]
