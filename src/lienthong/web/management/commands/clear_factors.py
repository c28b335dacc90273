from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from lienthong.access.factors.keeping import clear_at_the_machine
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.moments import now
from lienthong.kernel.refusals import Refused


class Command(BaseCommand):
    help = "Gỡ xác thực bước hai của một tài khoản, khi không còn quản trị nào khác gỡ được trên trang web."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--reason", required=True, help="Vì sao, ai yêu cầu: được ghi vào nhật ký.")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            account = clear_at_the_machine(options["username"], reason=options["reason"], by=SYSTEM, at=now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        words = _(
            "Đã gỡ xác thực bước hai của %(name)s. Mật khẩu vẫn như cũ; mọi phiên làm việc đã kết thúc."
        )
        self.stdout.write(self.style.SUCCESS(words % {"name": account.username}))
