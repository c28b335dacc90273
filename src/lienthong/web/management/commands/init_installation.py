import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lienthong.kernel.refusals import Refused
from lienthong.web.installing import Answers, make_installation


class Command(BaseCommand):
    help = "Make a real installation: its unit, first administrator, keys and calendar. No demo accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--unit", required=True)
        parser.add_argument("--admin-name", required=True)
        parser.add_argument("--admin-username", required=True)

    def handle(self, *_args: Any, **options: Any) -> None:
        password = sys.stdin.readline().rstrip("\n")
        answers = Answers(options["unit"], options["admin_name"], options["admin_username"], password)
        try:
            make_installation(answers)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Đã tạo cơ quan “{answers.unit}” và tài khoản quản trị “{answers.username}”.")
