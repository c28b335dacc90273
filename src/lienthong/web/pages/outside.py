"""Who answers outside the house: scanner, mail, SMS, identity provider; a twin is called simulated."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from lienthong.access.elsewhere.configuration import the_provider
from lienthong.access.elsewhere.published import look
from lienthong.access.elsewhere.refusals import Unreachable
from lienthong.kernel.notices.channels import A_LOOK, channels
from lienthong.kernel.ui.components import Tone
from lienthong.kernel.vault.scanning import Clamd
from lienthong.web.pages.finding import Finding


def scanner(_at: datetime) -> Finding:
    address = settings.VAULT_SCANNER
    if not address:
        advice = _("Chưa nối bộ quét vi-rút (LIENTHONG_SCANNER): mọi tệp mang dấu “chưa quét”.")
        return Finding(Tone.WARN, _("Không có bộ quét mã độc."), advice)
    try:
        version = Clamd(address, patience=A_LOOK).version()
    except OSError as failure:
        words = _("Bộ quét mã độc ở %(address)s không trả lời: %(why)s.") % {
            "address": address,
            "why": failure,
        }
        return Finding(Tone.BAD, words, _("Tệp vẫn được nhận, mang dấu “chưa quét”, và được quét sau."))
    if "simulated" in version:
        return Finding(Tone.INFO, _("Bộ quét mô phỏng: chỉ nhận ra tệp thử EICAR."))
    return Finding(Tone.GOOD, version)


def mail(_at: datetime) -> Finding:
    return _channel("email", settings.NOTICES_SMTP, "LIENTHONG_SMTP")


def sms(_at: datetime) -> Finding:
    return _channel("sms", settings.NOTICES_SMS, "LIENTHONG_SMS")


def identity(_at: datetime) -> Finding:
    """Ask the identity provider what it publishes; a twin is called simulated."""
    provider = the_provider()
    if provider is None:
        return Finding(
            Tone.INFO, _("Không dùng; đặt %(setting)s để dùng.") % {"setting": "LIENTHONG_IDENTITY"}
        )
    words = {"name": provider.name, "address": provider.issuer}
    try:
        simulated = look(provider).simulated
    except Unreachable:
        said = _("%(name)s ở %(address)s không trả lời, hoặc trả lời không đúng.") % words
        return Finding(Tone.BAD, said, _("Người dân chưa đăng nhập được; cán bộ vẫn dùng mật khẩu."))
    if simulated:
        return Finding(Tone.INFO, _("Nhà cung cấp mô phỏng thay cho %(name)s: người ở đó là bịa ra.") % words)
    return Finding(Tone.GOOD, _("%(name)s ở %(address)s trả lời.") % words)


def _channel(name: str, address: str, setting: str) -> Finding:
    """Ask the channel who answers; a notice that finds nobody is tried again by its job."""
    way = next((known for known in channels() if known.name == name), None)
    if way is None:
        return Finding(Tone.INFO, _("Không dùng; đặt %(setting)s để dùng.") % {"setting": setting})
    try:
        simulated = way.is_twin()
    except OSError as failure:
        words = _("%(address)s không trả lời: %(why)s.") % {"address": address, "why": failure}
        return Finding(Tone.BAD, words, _("Thông báo vẫn đọc được ở trang Thông báo; việc gửi được thử lại."))
    if simulated:
        return Finding(Tone.INFO, _("Máy chủ mô phỏng: giữ lại trong thư mục dữ liệu (twins), không gửi đi."))
    return Finding(Tone.GOOD, _("%(address)s trả lời.") % {"address": address})
