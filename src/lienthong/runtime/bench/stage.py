"""A place of its own for a bench that needs tables: a database and a data folder, made once and kept."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from lienthong.runtime.home import Home
from lienthong.runtime.postgres.connection import Urls
from lienthong.runtime.postgres.server import start
from lienthong.runtime.preparing import django_environment, prepare


@contextmanager
def stage(name: str) -> Iterator[Urls]:
    """Give a migrated database with writing as safe as in real work, and Django set up as the application.

    To be opened before anything of Django is imported. The place is `bench-NAME` in the data folder.
    """
    home = Home(Home.here().make().root / f"bench-{name}").make()
    server = start(home.postgres)
    try:
        prepare(home, server.urls)
        os.environ.update(django_environment(home, server.urls, as_owner=False))
        import django

        django.setup()
        yield server.urls
    finally:
        server.stop()
