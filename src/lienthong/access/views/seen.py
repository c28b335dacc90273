"""Who has seen my personal data: for everybody who is signed in, about themselves."""

from django.http import HttpResponseBase

from lienthong.access.doors import Request, page, signed_in
from lienthong.access.listings import SEEN
from lienthong.kernel.ui.showing import show


@page(signed_in)
def seen_page(request: Request) -> HttpResponseBase:
    return show(request, SEEN, template="access/seen.html")
