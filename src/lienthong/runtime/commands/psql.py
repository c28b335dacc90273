"""`psql [--owner] …`: a prompt of the database, as the application or as the owner of the tables."""

import subprocess

from lienthong.runtime.home import Home
from lienthong.runtime.postgres import server
from lienthong.runtime.postgres.binaries import in_the_wheel
from lienthong.runtime.postgres.connection import client_environment


def run(arguments: list[str]) -> int:
    as_owner = arguments[:1] == ["--owner"]
    rest = arguments[1:] if as_owner else arguments
    with server(Home.here().make()) as urls:
        environment = client_environment(urls.owner_url if as_owner else urls.app_url)
        return subprocess.run([in_the_wheel()["psql"], *rest], check=False, env=environment).returncode
