"""Pages of the engine: the inbox of an official, and that of a leader for who assists the leader."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from lienthong.access.assisting_reading import assisted
from lienthong.access.doors import Request, page
from lienthong.casework.inbox import CONFIRMING, INBOX, WHOSE, Box, box_named, counts
from lienthong.casework.instructions import AT_ONCE, shown_of, waiting_for
from lienthong.casework.policies import may_have_a_box
from lienthong.casework.reading_for import leader_among, open_box
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.ui.lists import Reader
from lienthong.kernel.ui.showing import show


@page(may_have_a_box)
def inbox(request: Request, box: str = "tat-ca") -> HttpResponseBase:
    chosen = box_named(box)
    leaders = assisted(request.actor, request.at)
    whose = _whose(request, leaders)
    scope = {"box": chosen.name} | ({WHOSE: str(whose.post_id)} if whose else {})
    context = {} if request.htmx else _around(request, chosen, leaders, whose)
    return show(request, INBOX, scope=scope, template="casework/inbox.html", **context)


@page(may_have_a_box)
def to_confirm(request: Request) -> HttpResponse:
    """What was entered for a leader and waits for the leader: confirmed here by one touch."""
    leaders = assisted(request.actor, request.at)
    whose = _whose(request, leaders)
    waiting = list(waiting_for((whose or request.actor).person_id)[:AT_ONCE])
    context = _around(request, CONFIRMING, leaders, whose)
    context["waiting"] = shown_of(waiting, request.actor, request.at)
    return render(request, "casework/to_confirm.html", context)


def _whose(request: Request, leaders: list[Actor]) -> Actor | None:
    """Return the leader whose box is asked for, once that is recorded; nobody: one's own."""
    post = request.GET.get(WHOSE, "")
    if not post:
        return None
    leader = leader_among(leaders, post)
    open_box(leader, by=request.actor, at=request.at)
    return leader


def _around(request: Request, chosen: Box, leaders: list[Actor], whose: Actor | None) -> dict[str, Any]:
    words = chosen.of_leader if whose else chosen.words
    boxes = counts(Reader(by=whose or request.actor, at=request.at))
    return {
        "boxes": [(box, box.of_leader if whose else box.words, count) for box, count in boxes],
        "chosen": chosen,
        "title": words,
        "leaders": leaders,
        "whose": whose,
    }
