"""The tamper-evident ledger, for everybody: what was promised to the world, and how to check it."""

from django.http import FileResponse, HttpResponseBase
from django.shortcuts import render

from lienthong.access.doors import Request, anyone, page
from lienthong.kernel.acts.ledger.checkpoints_file import own_file
from lienthong.kernel.acts.ledger.keys import signing_key
from lienthong.kernel.acts.ledger.logs import origin_at
from lienthong.kernel.acts.ledger.notes import verifier_key
from lienthong.kernel.acts.ledger.retired import retired_keys
from lienthong.kernel.acts.models import Checkpoint, Installation
from lienthong.kernel.refusals import Missing

SHOWN = 10


@page(anyone)
def ledger(request: Request) -> HttpResponseBase:
    if "export" in request.GET:
        return _published_heads()
    heads = list(Checkpoint.objects.order_by("-tree_size")[:SHOWN])
    context = {
        "heads": heads,
        "last": heads[0] if heads else None,
        "key": _key(heads[0].tree_size) if heads else "",
        "retired": retired_keys()[::-1],
        "simulated": Installation.objects.filter(simulated=True).exists(),
        "has_file": own_file().is_file(),
    }
    return render(request, "web/ledger.html", context)


def _published_heads() -> HttpResponseBase:
    """Send the file of heads as it lies outside the database: what others keep, to compare later."""
    if not own_file().is_file():
        raise Missing
    return FileResponse(
        own_file().open("rb"),
        as_attachment=True,
        filename="checkpoints.txt",
        content_type="text/plain; charset=utf-8",
    )


def _key(size: int) -> str:
    """Return the line by which signatures are checked; empty where the key lies on another machine."""
    try:
        return verifier_key(origin_at(size), signing_key().public_key())
    except OSError:
        return ""
