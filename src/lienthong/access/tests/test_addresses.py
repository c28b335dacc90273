"""Where a notice is sent: the official address of the person, while the account is in use."""

import pytest

from lienthong.access.models import Account
from lienthong.access.selectors import emails, phones
from lienthong.access.tests.office import Office
from lienthong.directory.models import Person
from lienthong.kernel.keys import new_key
from lienthong.kernel.notices.channels import addresses

pytestmark = pytest.mark.django_db


@pytest.fixture
def reachable(office: Office) -> Account:
    Person.objects.filter(pk=office.chief.person_id).update(email="giam@so.example", phone="0000 1")
    return office.chief


def test_addresses_are_those_of_the_person(office: Office, reachable: Account) -> None:
    asked = [reachable.pk, office.admin.pk, new_key()]

    assert emails(asked) == {reachable.pk: "giam@so.example"}
    assert phones(asked) == {reachable.pk: "0000 1"}


def test_a_locked_account_is_told_nothing(reachable: Account) -> None:
    Account.objects.filter(pk=reachable.pk).update(is_active=False)

    assert emails([reachable.pk]) == {}


def test_notices_know_whom_to_ask(reachable: Account) -> None:
    assert addresses.find("email", reachable.pk) == "giam@so.example"
    assert addresses.find("sms", reachable.pk) == "0000 1"
