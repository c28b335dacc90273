from django.urls import reverse

from lienthong.kernel.keys import new_key
from lienthong.kernel.ui.addresses import address_of


def test_an_address_is_that_of_its_route() -> None:
    address, keys = address_of("ui:work"), [new_key(), new_key()]

    assert [address(key) for key in keys] == [reverse("ui:work", args=[key]) for key in keys]
