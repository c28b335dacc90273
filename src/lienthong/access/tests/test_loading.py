from pathlib import Path

import pytest

from lienthong.access.loading import TABLE, load_capabilities
from lienthong.access.models import ProfileCapability
from lienthong.access.tests.office import AT, BEFORE, Office
from lienthong.access.words import SET_CAPABILITIES
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Invalid


def test_a_second_time_nothing_changes_and_nothing_is_recorded(office: Office) -> None:
    assert load_capabilities(by=SYSTEM, at=AT) == 0
    assert Act.objects.filter(verb=SET_CAPABILITIES).count() == 1


def test_a_power_that_left_the_table_is_withdrawn_and_stays_known(office: Office, tmp_path: Path) -> None:
    table = tmp_path / "quyen.csv"
    table.write_text(TABLE.read_text("utf-8").replace("\nadmin,,directory_see;", "\nadmin,,"), "utf-8")

    assert load_capabilities(table, by=SYSTEM, at=AT) == 1
    gone = {"profile": "admin", "capability": "directory_see"}
    assert not ProfileCapability.objects.believed().filter(**gone).exists()
    assert ProfileCapability.objects.known_at(BEFORE).filter(**gone).exists()
    assert Act.objects.latest("recorded_at").detail == {
        "given": [],
        "withdrawn": ["admin: directory_see 2011-01-01/"],
    }


@pytest.mark.parametrize(
    "text",
    [
        "profile,tier,capabilities,from,to\nhead,,fly,2011-01-01,\n",
        "profile,tier,capabilities,from,to\nhead,,plan_see,31/12/2011,\n",
        "profile,tier,capabilities,from,to\nhead,,plan_see,2012-01-01,2011-01-01\n",
        "profile\nhead\n",
    ],
)
def test_a_table_that_cannot_be_read_changes_nothing(office: Office, tmp_path: Path, text: str) -> None:
    table = tmp_path / "quyen.csv"
    table.write_text(text, "utf-8")
    before = ProfileCapability.objects.believed().count()

    with pytest.raises(Invalid, match="dòng 2"):
        load_capabilities(table, by=SYSTEM, at=AT)
    assert ProfileCapability.objects.believed().count() == before
    assert Act.objects.filter(verb=SET_CAPABILITIES).count() == 1
