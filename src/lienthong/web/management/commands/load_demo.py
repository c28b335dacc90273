from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from lienthong.kernel.acts.models import Installation
from lienthong.web.demo.world import is_whole, load


class Command(BaseCommand):
    help = "Load the demo world, once: a simulated province and four years of its work."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if is_whole():
            self.stdout.write("Dữ liệu mô phỏng đã có; không nạp lại.")
            return
        if Installation.objects.exists():
            self.stdout.write("Lần nạp trước bị dừng giữa chừng: xóa và nạp lại từ đầu.")
            call_command("flush", interactive=False, verbosity=0)
        load(self.stdout.write)
