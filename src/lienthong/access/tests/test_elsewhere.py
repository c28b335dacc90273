"""Signing in by the identity provider, over a socket with the twin: what comes in, and what does not."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from lienthong.access.elsewhere import identities
from lienthong.access.models import Account
from lienthong.access.tests.elsewhere import ENTERPRISE, FIRST, KNOWN, Walk, settings_for
from lienthong.access.tests.office import AT, PASSWORD, Office
from lienthong.kernel.acts.models import Act, Installation, Personal
from lienthong.parties.models import Party
from lienthong.parties.tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.access.tests.urls")]
CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    from lienthong.access import doors

    monkeypatch.setattr(doors, "now", lambda: AT)


def verbs() -> list[str]:
    """Return what was done at the door and to parties, the powers of the office aside."""
    acts = Act.objects.exclude(verb__startswith="access.set_").order_by("id")
    return list(acts.values_list("verb", flat=True))


def nobody_came(walk: Walk) -> bool:
    return walk.client.get("/room/").status_code == 302 and not SocialAccount.objects.exists()


def test_a_citizen_comes_in_for_the_first_time(walk: Walk) -> None:
    answer = walk.whole(FIRST, next="/room/")

    assert (answer.status_code, answer["Location"]) == (302, "/room/")
    party = Party.objects.get()
    assert (party.kind, party.name, party.identifier) == ("citizen", "Phan Thị Hải Vân", "999000000101")
    assert (party.address, party.source) == ("", "VNeID")
    account = Account.objects.get(party=party)
    assert walk.client.get("/room/").status_code == 200
    assert not account.has_usable_password()
    assert verbs() == ["parties.register", "access.open_account", "access.link_identity", "access.sign_in"]
    came = Act.objects.get(verb="access.sign_in")
    assert (came.subject_id, came.actor_kind, came.actor_name) == (account.pk, "party", party.name)
    assert came.detail == {"provider": "VNeID", "level": "2"}


def test_of_the_token_only_the_subject_is_kept(walk: Walk) -> None:
    walk.whole(FIRST)

    link = SocialAccount.objects.get()
    assert (link.provider, link.uid, link.extra_data) == (walk.twin.issuer, FIRST, {})
    said = [str(act.detail) for act in Act.objects.all()] + [
        str(row.payload) for row in Personal.objects.all()
    ]
    for untold in ("0000000101", "van@congdan.example", "Số 5, Đường Thử Nghiệm", FIRST):
        assert not [text for text in said if untold in text]


def test_who_comes_again_comes_to_the_same_account(walk: Walk) -> None:
    walk.whole(FIRST)
    walk.client.post("/dang-xuat/")
    walk.whole(FIRST)

    assert (Party.objects.count(), SocialAccount.objects.count()) == (1, 1)
    assert verbs()[4:] == ["access.sign_out", "access.sign_in"]


def test_a_party_that_is_registered_is_found_and_stays_as_it_is(walk: Walk) -> None:
    party = cast.a_citizen("Bùi Diệu Sương (đã đính chính)", "999000000001")
    walk.whole(KNOWN)

    assert Account.objects.get(party=party).name == "Bùi Diệu Sương (đã đính chính)"
    assert Party.objects.count() == 1


def test_a_new_subject_with_the_same_number_is_the_same_person(walk: Walk) -> None:
    party = cast.a_citizen(identifier="999000000001")
    walk.whole(KNOWN)
    SocialAccount.objects.update(uid="ten-truoc-day")
    walk.client.post("/dang-xuat/")
    walk.whole(KNOWN)

    assert Account.objects.filter(party=party).count() == 1


def test_an_enterprise_comes_in_by_its_tax_code(walk: Walk) -> None:
    party = cast.an_enterprise(identifier="9999999001")
    walk.whole(ENTERPRISE)

    assert Account.objects.get(party__isnull=False).party == party


def test_a_number_that_stands_for_something_else_is_no_way_in(walk: Walk) -> None:
    cast.a_citizen(identifier="999000000001")
    Party.objects.update(kind="household_business")
    answer = walk.whole(KNOWN)

    assert answer.status_code == 409
    assert "loại khác" in answer.content.decode()
    assert nobody_came(walk)


def test_a_citizen_has_no_power(office: Office, walk: Walk) -> None:
    walk.whole(FIRST)

    assert walk.client.get("/desk/").status_code == 403
    assert walk.client.get("/cellar/").status_code == 403


def test_coming_again_costs_at_most_twelve_statements(walk: Walk) -> None:
    walk.whole(FIRST)
    walk.client.post("/dang-xuat/")
    back = walk.agree(walk.leave(), FIRST)
    with CaptureQueriesContext(connection) as said:
        assert walk.arrive(back).status_code == 302

    asked = [query["sql"] for query in said if not query["sql"].startswith(CONTROL)]

    assert len(asked) <= 12, "\n".join(asked)


WRONG_TOKENS = {
    "signature": "chữ ký không đúng",
    "kid": "khóa mà nhà cung cấp không công bố",
    "none": "cách ký không được chấp nhận",
    "hs256": "cách ký không được chấp nhận",
    "issuer": "do nơi khác cấp",
    "audience": "cấp cho hệ thống khác",
    "party": "cấp cho hệ thống khác",
    "expired": "đã hết hạn",
    "early": "thời điểm cấp không đúng",
    "nonce": "không phải trả lời cho lần đăng nhập này",
    "level": "mức độ xác thực thấp hơn yêu cầu",
    "subject": "thông tin là của người khác",
}


@pytest.mark.parametrize(("spoilt", "why"), WRONG_TOKENS.items(), ids=WRONG_TOKENS)
def test_a_wrong_token_is_refused_and_recorded_without_itself(walk: Walk, spoilt: str, why: str) -> None:
    answer = walk.whole(spoilt=spoilt)

    assert answer.status_code == 403
    assert why in answer.content.decode()
    assert nobody_came(walk)
    assert not Party.objects.exists()
    assert verbs() == ["access.identity_refused"]
    act = Act.objects.get(verb="access.identity_refused")
    assert act.detail["provider"] == "VNeID"
    assert why in act.detail["reason"]
    assert act.actor_kind == "system"
    assert Personal.objects.get(act_id=act.id).payload == {"address": "203.0.113.7"}


def test_a_level_below_the_one_asked_for_is_refused(walk: Walk) -> None:
    assert "mức độ xác thực thấp hơn" in walk.whole(level="1").content.decode()
    assert nobody_came(walk)


def test_the_reason_is_recorded_in_the_words_of_the_country(walk: Walk) -> None:
    walk.client.cookies["django_language"] = "en"
    walk.whole(spoilt="expired")

    assert Act.objects.get(verb="access.identity_refused").detail["reason"] == "đã hết hạn"


def test_a_code_is_good_once(walk: Walk) -> None:
    back = walk.agree(walk.leave())
    code = parse_qs(urlsplit(back).query)["code"][0]
    walk.arrive(back)
    walk.client.post("/dang-xuat/")
    again = walk.agree(walk.leave())

    assert walk.arrive(back).status_code == 403  # its state is used up
    replayed = walk.arrive(again, code=code)  # and in a sign-in of one's own, the code is
    assert replayed.status_code == 403
    assert "mã đăng nhập đã dùng" in replayed.content.decode()
    assert walk.client.get("/room/").status_code == 302


def test_a_code_of_somebody_else_is_of_no_use(walk: Walk) -> None:
    """PKCE: the code is bound to the browser that asked."""
    victims = parse_qs(urlsplit(walk.agree(walk.leave())).query)["code"][0]
    own = Walk(Client(), walk.twin)
    answer = own.arrive(own.agree(own.leave()), code=victims)

    assert answer.status_code == 403
    assert "không dành cho trình duyệt này" in answer.content.decode()
    assert own.client.get("/room/").status_code == 302


@pytest.mark.parametrize("state", ["", "khong-phai-cua-toi"])
def test_an_answer_that_nobody_waits_for_is_refused(walk: Walk, state: str) -> None:
    back = walk.agree(walk.leave())
    answer = walk.arrive(back, state=state)

    assert answer.status_code == 403
    assert "không bắt đầu từ trình duyệt này" in answer.content.decode()
    assert Walk(Client(), walk.twin).arrive(back).status_code == 403
    assert verbs() == []


def test_an_answer_of_another_provider_is_refused(walk: Walk) -> None:
    assert walk.arrive(walk.agree(walk.leave()), iss="https://noi-khac.example").status_code == 403


def test_who_does_not_agree_is_back_at_the_door(walk: Walk) -> None:
    question = walk.leave()
    page = requests.get(question, timeout=5).text
    from lienthong.access.tests.elsewhere import key_in

    back = walk.answer({"request": key_in(page), "sub": KNOWN, "level": "2", "spoilt": ""}, "no")
    answer = walk.arrive(back)

    assert answer["Location"] == "/dang-nhap/"
    assert "Đã hủy" in walk.client.get("/dang-nhap/").content.decode()
    assert verbs() == []


AWAY = (
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "http:///evil.example",
    " //evil.example",
    "/\t/evil.example",
    "https:evil.example",
)


@pytest.mark.parametrize("away", AWAY)
def test_coming_in_leads_nowhere_else(walk: Walk, away: str) -> None:
    assert walk.whole(next=away)["Location"] == "/"


@pytest.mark.parametrize("inside", ["/%5cevil.example", "/%2f%2fevil.example"])
def test_what_only_looks_like_elsewhere_stays_a_page_of_ours(walk: Walk, inside: str) -> None:
    landed = walk.whole(next=inside)["Location"]

    assert landed == inside
    assert walk.client.get(landed).status_code == 404


def test_a_provider_that_is_down_is_said_and_nothing_begins(walk: Walk, settings: Settings) -> None:
    settings.IDENTITY = settings_for("http://127.0.0.1:9")
    answer = walk.client.post("/dang-nhap/dinh-danh/")

    assert answer.status_code == 503
    assert "không trả lời" in answer.content.decode()
    assert "socialaccount_states" not in walk.client.session
    assert enter(walk.client).status_code == 302  # officials still come in


def test_a_provider_that_goes_down_on_the_way_leaves_nothing_half_done(walk: Walk) -> None:
    back = walk.agree(walk.leave())
    walk.twin.shutdown()
    walk.twin.server_close()
    answer = walk.arrive(back)

    assert answer.status_code == 503
    assert nobody_came(walk)
    assert verbs() == []


def test_a_provider_that_is_down_is_not_asked_by_everybody(walk: Walk, settings: Settings) -> None:
    settings.IDENTITY = settings_for("http://127.0.0.1:9")
    walk.client.post("/dang-nhap/dinh-danh/")
    settings.IDENTITY = settings_for(walk.twin.issuer)
    assert walk.client.post("/dang-nhap/dinh-danh/").status_code == 302  # another one is not held for it
    settings.IDENTITY = settings_for("http://127.0.0.1:9")

    assert caches["local"].get("identity-down-http://127.0.0.1:9")


def test_keys_that_the_provider_changes_are_fetched_again(walk: Walk) -> None:
    from lienthong.access.twins.granting import CLIENT
    from lienthong.access.twins.minting import Mint

    walk.whole(FIRST)
    walk.client.post("/dang-xuat/")
    walk.twin.mint = Mint(walk.twin.issuer, CLIENT)

    assert walk.whole(FIRST).status_code == 302
    assert walk.client.get("/room/").status_code == 200


def test_a_real_installation_takes_no_simulated_provider(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Installation.objects, "filter", lambda **_named: Installation.objects.none())
    answer = walk.client.post("/dang-nhap/dinh-danh/")

    assert answer.status_code == 503
    assert "mô phỏng" in answer.content.decode()


def test_without_a_provider_there_is_no_such_way_in(walk: Walk, settings: Settings) -> None:
    settings.IDENTITY = settings_for("")

    assert "VNeID" not in walk.client.get("/dang-nhap/").content.decode()
    assert walk.client.post("/dang-nhap/dinh-danh/").status_code == 404


def test_the_page_of_signing_in_offers_it_and_says_that_it_is_simulated(walk: Walk) -> None:
    page = walk.client.get("/dang-nhap/?next=/room/").content.decode()

    assert "Đăng nhập bằng VNeID (mô phỏng)" in page
    assert 'name="next" value="/room/"' in page


def test_a_locked_account_is_refused(walk: Walk) -> None:
    walk.whole(FIRST)
    walk.client.post("/dang-xuat/")
    Account.objects.filter(party__isnull=False).update(is_active=False)
    answer = walk.whole(FIRST)

    assert answer["Location"] == "/dang-nhap/"
    assert "đã khóa" in walk.client.get("/dang-nhap/").content.decode()
    assert verbs().count("access.sign_in") == 1


def test_a_locked_account_is_not_entered_by_a_new_subject(walk: Walk) -> None:
    walk.whole(FIRST)
    walk.client.post("/dang-xuat/")
    SocialAccount.objects.update(uid="khac")
    Account.objects.filter(party__isnull=False).update(is_active=False)

    assert walk.whole(FIRST).status_code == 403
    assert SocialAccount.objects.count() == 1


def test_a_wrong_answer_again_and_again_does_not_fill_the_record(walk: Walk) -> None:
    for _ in range(33):
        walk.arrive(walk.agree(walk.leave(), spoilt="expired"))

    assert verbs().count("access.identity_refused") <= 31


def test_two_who_come_first_at_once_are_one(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second finds, under the lock, what the first has made."""
    walk.whole(FIRST)
    walk.client.post("/dang-xuat/")
    answers = [None, identities.account_of]

    def late(identity: Any) -> Any:
        found = answers.pop(0)
        return found and found(identity)

    monkeypatch.setattr(identities, "account_of", late)
    assert walk.whole(FIRST).status_code == 302
    assert (Party.objects.count(), SocialAccount.objects.count()) == (1, 1)


def test_signing_in_over_somebody_signs_them_out_first(office: Office, walk: Walk) -> None:
    back = walk.agree(walk.leave(), FIRST)
    enter(walk.client)
    walk.arrive(back)

    assert verbs()[-1] == "access.sign_in"
    assert "access.sign_out" in verbs()
    assert walk.client.get("/desk/").status_code == 403


def enter(client: Client) -> Any:
    return client.post("/dang-nhap/", {"login": "giam", "password": PASSWORD})
