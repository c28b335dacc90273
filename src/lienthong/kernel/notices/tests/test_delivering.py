import email
import json
from email import policy
from pathlib import Path
from typing import Any

import pytest

from lienthong.kernel.jobs.draining import drain
from lienthong.kernel.keys import new_key
from lienthong.kernel.notices.channels import AddressBook, addresses, channels
from lienthong.kernel.notices.delivering import deliver
from lienthong.kernel.notices.models import Delivery, Notice
from lienthong.kernel.notices.recipients import Recipients
from lienthong.kernel.notices.telling import tell
from lienthong.kernel.notices.tests.conftest import MONDAY, remind
from lienthong.kernel.notices.twins.sms import SmsTwin
from lienthong.kernel.notices.twins.smtp import SmtpTwin

pytestmark = pytest.mark.django_db(transaction=True)
HEAD = new_key()


@pytest.fixture
def register() -> Recipients:
    made = Recipients()
    made.register("notices_test.", lambda _act: [HEAD])
    return made


@pytest.fixture
def book() -> AddressBook:
    made = AddressBook()
    made.register("email", lambda accounts: dict.fromkeys(accounts, "truong.phong@example.vn"))
    made.register("sms", lambda accounts: dict.fromkeys(accounts, "0900000000"))
    return made


@pytest.fixture
def notice(register: Recipients, named: None) -> Notice:
    tell([remind(new_key()).id], register=register)
    return Notice.objects.get()


def test_a_letter_names_the_work_and_not_its_content(mail: Path, notice: Notice, book: AddressBook) -> None:
    assert deliver(notice.id, "email", book=book)

    letter: Any = email.message_from_bytes((mail / "1.eml").read_bytes(), policy=policy.default)
    assert letter["To"] == "truong.phong@example.vn"
    assert letter["Subject"] == f"notices_test.remind: Việc {str(notice.subject_id)[-4:]}"
    assert "Xem chi tiết trong hệ thống" in letter.get_content()


def test_a_short_message_goes_to_the_gateway(sms: Path, notice: Notice, book: AddressBook) -> None:
    assert deliver(notice.id, "sms", book=book)

    assert json.loads((sms / "1.json").read_text())["to"] == "0900000000"


def test_what_went_to_a_twin_is_marked(mail: Path, sms: Path, notice: Notice, book: AddressBook) -> None:
    for channel in ("email", "sms"):
        deliver(notice.id, channel, book=book)

    assert set(Delivery.objects.values_list("channel", "simulated")) == {("email", True), ("sms", True)}


def test_a_notice_leaves_once(mail: Path, notice: Notice, book: AddressBook) -> None:
    assert deliver(notice.id, "email", book=book)
    assert not deliver(notice.id, "email", book=book)

    assert len(list(mail.iterdir())) == 1


@pytest.mark.parametrize("reason", ["read", "no address", "off", "unknown notice"])
def test_a_notice_stays_in_the_house(
    reason: str, notice: Notice, book: AddressBook, request: pytest.FixtureRequest
) -> None:
    if reason != "off":
        request.getfixturevalue("mail")
    if reason == "read":
        Notice.objects.update(read_at=MONDAY)
    asked = AddressBook() if reason == "no address" else book

    assert not deliver(new_key() if reason == "unknown notice" else notice.id, "email", book=asked)

    assert not Delivery.objects.exists()


def test_a_server_that_does_not_answer_leaves_the_job_to_be_tried_again(
    settings: Any, notice: Notice, book: AddressBook
) -> None:
    settings.NOTICES_SMTP = "127.0.0.1:9"

    with pytest.raises(OSError, match="refused"):
        deliver(notice.id, "email", book=book)

    assert not Delivery.objects.exists()


def test_telling_puts_the_sending_in_the_queue(
    mail: Path, register: Recipients, book: AddressBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "books", book.books)

    tell([remind(new_key()).id], register=register)
    drain()

    assert Delivery.objects.get().channel == "email"
    assert len(list(mail.iterdir())) == 1


def test_a_twin_goes_on_counting_after_a_restart(tmp_path: Path) -> None:
    for _start in range(2):
        with SmtpTwin("127.0.0.1", 0, tmp_path) as mail, SmsTwin("127.0.0.1", 0, tmp_path) as sms:
            mail.keep(b"x")
            sms.keep({"to": "1", "text": "x"})

    assert {file.name for file in tmp_path.iterdir()} == {"1.eml", "2.eml", "1.json", "2.json"}


def test_who_answers_is_asked(mail: Path, sms: Path) -> None:
    assert [way.is_twin() for way in channels()] == [True, True]
