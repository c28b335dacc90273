import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lienthong.kernel.acts import selectors
from lienthong.kernel.acts.ledger import succession
from lienthong.kernel.acts.ledger.heads import sign_head
from lienthong.kernel.acts.ledger.keys import signing_key
from lienthong.kernel.acts.ledger.logs import origin_at
from lienthong.kernel.acts.ledger.notes import verifier_key
from lienthong.kernel.acts.ledger.retired import retired_keys
from lienthong.kernel.acts.moments import now

TRIES = 100
PAUSE = 0.1


class Command(BaseCommand):
    help = "Đổi khóa ký nhật ký: mốc kế tiếp mang chữ ký của cả khóa cũ và khóa mới."

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            self._change()
        except FileNotFoundError as error:
            raise CommandError(_("Không có khóa của hệ thống ở đây: khóa chưa được đổi.")) from error
        old = retired_keys()[-1]
        words = {"key": old.verifier_key, "since": old.since, "until": old.until}
        self.stdout.write(_("Khóa đã thôi dùng: %(key)s (mốc từ %(since)s đến %(until)s thao tác)") % words)
        new = verifier_key(origin_at(selectors.tree_size()), signing_key().public_key())
        self.stdout.write(_("Khóa kiểm tra chữ ký: %(key)s") % {"key": new})
        self.stdout.write(self.style.SUCCESS(_("Đã đổi khóa ký nhật ký. Hãy sao lưu và công bố khóa mới.")))

    def _change(self) -> None:
        """Try until the change is said and a head with both signatures is kept; the sequencer may do it first."""
        said = False
        for _try in range(TRIES):
            said = said or succession.change_key(at=now())
            if said:
                sign_head(at=now())
            if said and not succession.is_under_way():
                return
            time.sleep(PAUSE)
        raise CommandError(
            _("Nhật ký đang bận; việc đổi khóa sẽ xong ở mốc kế tiếp, hoặc hãy chạy lại lệnh này.")
        )
