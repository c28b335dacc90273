"""Who signs shows a second factor: the way there is offered, and leads through the page that asks."""

from collections.abc import Callable

from django.test import Client

from lienthong.access.models import Account
from lienthong.access.tests.factor import step_up

GIVE = "/nhiem-vu/moi/"


def test_a_head_without_a_factor_is_led_to_add_one(signed_in_as: Callable[[str], Client]) -> None:
    browser = signed_in_as("head")

    assert GIVE in browser.get("/nhiem-vu/").content.decode()
    answer = browser.get(GIVE)
    assert answer.status_code == 302
    assert "/tai-khoan/buoc-hai/" in answer["Location"]


def test_a_head_who_showed_one_gives(signed_in_as: Callable[[str], Client]) -> None:
    browser = step_up(signed_in_as("head"), Account.objects.get())

    assert browser.get(GIVE).status_code == 200


def test_a_clerk_is_refused_with_the_power_that_is_missing(signed_in_as: Callable[[str], Client]) -> None:
    answer = signed_in_as("clerk").get(GIVE)

    assert answer.status_code == 403
    assert "giao nhiệm vụ" in answer.content.decode()
