"""`manage [--owner] COMMAND …`: a management command of Django, as the application or as the owner."""

from lienthong.runtime.home import Home
from lienthong.runtime.postgres import server
from lienthong.runtime.preparing import manage


def run(arguments: list[str]) -> int:
    as_owner = arguments[:1] == ["--owner"]
    home = Home.here().make()
    with server(home) as urls:
        return manage(home, urls, arguments[1:] if as_owner else arguments, as_owner=as_owner)
