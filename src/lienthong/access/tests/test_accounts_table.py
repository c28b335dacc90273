"""The database refuses what may not be, by name."""

import pytest
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.utils import IntegrityError
from django.utils.timezone import datetime

from lienthong.access.models import Account, ProfileCapability
from lienthong.access.tests.office import AT, Office, an_account
from lienthong.directory.tests.cast import a_person
from lienthong.parties.models import Party


def test_an_account_is_not_of_a_person_and_a_party(office: Office) -> None:
    party = Party.objects.create(
        code="C1", kind="citizen", name="Bà Lan", identifier_kind="personal_number", identifier="1", since=AT
    )

    with pytest.raises(IntegrityError, match="account_of_one"):
        Account.objects.create(username="lan", person=a_person("Lan"), party=party)


def test_names_are_folded_and_unique(office: Office) -> None:
    account = an_account("  Lan.Anh ")

    assert account.username == "lan.anh"
    assert Account.objects.get_by_natural_key("LAN.ANH") == account
    with pytest.raises(ValidationError):
        an_account("lan.ANH")


@pytest.mark.parametrize("name", ["", "a", "-a", "có dấu", "a b", "a\n", "x" * 65])
def test_a_name_is_plain(office: Office, name: str) -> None:
    with pytest.raises(IntegrityError, match="account_username_plain"):
        Account.objects.create(username=name + "\n" if name == "a\n" else name)


def test_a_power_is_given_once_a_day(office: Office) -> None:
    with pytest.raises(IntegrityError, match="profilecapability_once"):
        ProfileCapability.objects.create(
            profile="head",
            capability="tasks_assign",
            during=DateRange(datetime(2012, 1, 1).date(), None),
            known_from=AT,
        )


def test_what_was_believed_is_not_rewritten(office: Office) -> None:
    with pytest.raises(IntegrityError, match="recorded once"):
        ProfileCapability.objects.update(capability="health_see")
