"""Pages of the engine: the inbox of an official."""

from typing import Any

from django.http import HttpResponseBase

from lienthong.access.doors import Request, page
from lienthong.casework.inbox import INBOX, box_named, counts
from lienthong.casework.policies import may_have_a_box
from lienthong.kernel.ui.lists import Reader
from lienthong.kernel.ui.showing import show


@page(may_have_a_box)
def inbox(request: Request, box: str = "tat-ca") -> HttpResponseBase:
    chosen = box_named(box)
    reader = Reader(by=request.actor, at=request.at)
    context: dict[str, Any] = {} if request.htmx else {"boxes": counts(reader), "chosen": chosen}
    return show(request, INBOX, scope={"box": chosen.name}, template="casework/inbox.html", **context)
