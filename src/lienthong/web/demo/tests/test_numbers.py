from lienthong.kernel.numbering.accounting import unaccounted
from lienthong.tasks.tests.conftest import a_task, kept_province, order, province  # noqa: F401 - fixtures
from lienthong.web.demo.numbers import account_for_numbers


def test_the_next_task_goes_on_where_the_story_ended(a_task):  # noqa: F811 - the fixture
    for number in ("NV-2011-001", "NV-2012-001", "NV-2012-002", "N03"):
        a_task(number=number)
    a_task("shared", number="NV-2012-003")

    account_for_numbers()

    assert a_task().case.number == "NV-2012-004"
    assert unaccounted() == []
