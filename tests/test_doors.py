"""Every address of the installation stands behind a door."""

from django.urls import get_resolver

from lienthong.access.walking import routes, unguarded


def test_every_route_has_a_policy() -> None:
    assert unguarded("lienthong.web.urls") == []


def test_the_walk_reaches_the_pages() -> None:
    addresses = [address for address, _pattern in routes(get_resolver("lienthong.web.urls"))]

    assert "dang-nhap/" in addresses
    assert len(addresses) > 20


def test_of_the_sign_in_library_only_two_pages_are_there() -> None:
    names = {pattern.name for _address, pattern in routes(get_resolver("lienthong.web.urls")) if pattern.name}

    assert {name for name in names if name.startswith(("account_", "socialaccount_", "mfa_"))} == {
        "account_login",
        "account_logout",
    }
