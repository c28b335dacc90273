"""Several management commands in one process, which starts Django once."""

import shlex
import sys

import django
from django.core.management import call_command


def main(commands: list[str]) -> None:
    django.setup()
    for command in commands:
        name, *arguments = shlex.split(command)
        call_command(name, *arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
