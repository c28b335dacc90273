"""In a copy other agencies do the work, and it lies where they do."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from lienthong.directory.models import Unit
from lienthong.directory.selectors import tree
from lienthong.directory.tests.cast import a_place, a_unit
from lienthong.kernel.acts.simulated.texts import Texts
from lienthong.kernel.clock.moments import local_day
from lienthong.web.demo.story.lying import Lying
from lienthong.web.demo.story.players import Players
from lienthong.web.demo.story.stand_ins import Cast, Parts

AT = datetime(2012, 3, 5, 2, tzinfo=UTC)


@pytest.fixture
def communes(db) -> dict[str, UUID]:
    """Two districts of two communes each in a province; each, the province and one commune have an agency."""
    whole, found = a_place("P", kind="province"), {}
    a_unit("SO", place=whole)
    for district in ("H1", "H2"):
        lies = a_place(district, kind="district", within=whole)
        a_unit(district, kind="district_committee", place=lies)
        for ordinal in (1, 2):
            commune = a_place(f"{district}.{ordinal}", kind="commune", within=lies)
            found[commune.code] = commune.pk
    h1 = Unit.objects.get(code="H1")
    a_unit("H1.P", under=h1, kind="department", place_id=h1.versions.get().place_id)
    a_unit("XA", place_id=found["H2.2"])
    return found


@pytest.mark.parametrize(
    ("other", "first", "second"), [("H2", "H2.1", "H2.2"), ("XA", "H2.2", "H2.2"), ("SO", "H1.1", "H1.2")]
)
def test_work_of_a_district_lies_where_the_other_agency_does(communes, other, first, second):
    units = {unit.code: unit.pk for unit in Unit.objects.all()}
    lying = Lying.on(local_day(AT), units.values())
    parts = Parts({units[agency]: () for agency in ("H1", "H1.P")}, frozenset())
    texts = Texts()
    players = Players(tree(local_day(AT)), {}, {})

    Cast(parts, players, AT, [units[other], units["H1"]], lying).stand_in(0, texts)

    assert [texts[str(communes[code])] for code in ("H1.1", "H1.2")] == [
        str(communes[code]) for code in (first, second)
    ]
    assert texts[str(communes["H2.1"])] == str(communes["H2.1"])
