"""What a page of this area is asked, and by whom. The doors above set actor and moment."""

from datetime import datetime

from django.http import HttpRequest

from lienthong.kernel.acts.actor import Actor


class Request(HttpRequest):
    actor: Actor
    at: datetime
