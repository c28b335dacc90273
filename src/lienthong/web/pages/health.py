"""How the installation is, for its administrator: plain words, and what to do."""

from django.http import HttpResponseBase
from django.shortcuts import render

from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, needs, page
from lienthong.kernel.ui.components import Tone
from lienthong.web.moving import is_simulated
from lienthong.web.pages.checks import findings


@page(needs(Capability.HEALTH_SEE))
def health(request: Request) -> HttpResponseBase:
    found = list(findings(request.at))
    wrong = [finding for finding in found if finding.tone in {Tone.WARN, Tone.BAD}]
    return render(
        request, "web/health.html", {"findings": found, "wrong": wrong, "simulated": is_simulated()}
    )
