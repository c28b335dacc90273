"""A worker as the supervisor starts it, on the database named by the argument, with a job that hangs."""

import os
import sys
import time
from pathlib import Path

import django
from django.conf import settings


def main() -> None:
    settings.DATABASES["default"]["NAME"] = sys.argv[1]
    django.setup()
    from django.core.management import call_command

    from lienthong.kernel.jobs.working import job

    @job("test.hang")
    def hang(file: str) -> None:
        Path(file).write_text(str(os.getpid()), encoding="utf-8")
        time.sleep(600)

    @job("test.touch")
    def touch(file: str) -> None:
        Path(file).touch()

    call_command("procrastinate", "worker", "--concurrency", "2", "--shutdown-graceful-timeout", "2")


main()
