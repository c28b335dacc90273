"""Django's command line: `python -m lienthong.web COMMAND`."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lienthong.web.settings")
execute_from_command_line(["python -m lienthong.web", *sys.argv[1:]])
