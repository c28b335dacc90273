from lienthong.runtime.postgres.connection import Urls
from lienthong.runtime.postgres.server import Server, running, server, start
from lienthong.runtime.postgres.throwaway import throwaway

__all__ = ["Server", "Urls", "running", "server", "start", "throwaway"]
