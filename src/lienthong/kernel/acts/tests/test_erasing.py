"""Erasing the personal part: an act like any other, and refused like any other."""

import pytest

from lienthong.kernel.acts.erasing import erase
from lienthong.kernel.acts.models import Act, Personal
from lienthong.kernel.acts.tests.offices import CLERK, MONDAY, note
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid, Missing, WrongState

pytestmark = pytest.mark.django_db
PERSONAL = {"họ tên": "Nguyễn Văn Thử"}


def test_erasing_deletes_the_part_and_is_recorded() -> None:
    act = note(personal=PERSONAL, case_id=new_key())

    erasing = erase(act.id, ground="  Yêu cầu của công dân ", by=CLERK, at=MONDAY)

    assert not Personal.objects.exists()
    assert Act.objects.get(id=act.id).personal_hash
    assert (erasing.subject_id, erasing.case_id) == (act.id, act.case_id)
    assert erasing.detail == {"ground": "Yêu cầu của công dân"}


def test_a_ground_is_asked_for() -> None:
    act = note(personal=PERSONAL)
    with pytest.raises(Invalid, match="Hãy nêu căn cứ của việc xóa"):
        erase(act.id, ground=" ", by=CLERK, at=MONDAY)
    assert Personal.objects.count() == Act.objects.count() == 1


def test_an_act_that_is_not_there_is_not_erased() -> None:
    with pytest.raises(Missing):
        erase(new_key(), ground="Yêu cầu", by=CLERK, at=MONDAY)
    assert not Act.objects.exists()


def test_what_was_erased_is_not_erased_again() -> None:
    act = note(personal=PERSONAL)
    erase(act.id, ground="Yêu cầu", by=CLERK, at=MONDAY)
    with pytest.raises(WrongState, match="không có, hoặc không còn, thông tin cá nhân"):
        erase(act.id, ground="Yêu cầu", by=CLERK, at=MONDAY)
    assert Act.objects.count() == 2


def test_an_act_without_a_personal_part_has_nothing_to_erase() -> None:
    act = note()
    with pytest.raises(WrongState):
        erase(act.id, ground="Yêu cầu", by=CLERK, at=MONDAY)
    assert Act.objects.count() == 1
