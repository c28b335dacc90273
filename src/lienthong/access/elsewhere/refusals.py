"""What is said when somebody cannot come in by the provider; each reason in words for people."""

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.refusals import Refused, type_of_reason


class Unreachable(Refused):
    """The provider does not answer, or not as it should; nothing was begun."""

    status = 503

    def __init__(self, reason: type_of_reason = "") -> None:
        super().__init__(
            reason
            or _(
                "Nhà cung cấp định danh không trả lời. Hãy thử lại sau ít phút, hoặc đăng nhập bằng mật khẩu."
            )
        )


class Untrusted(Refused):
    """What came back from the provider is not taken. `why` is the part that is recorded."""

    status = 403

    def __init__(self, why: type_of_reason) -> None:
        super().__init__(
            _("Kết quả đăng nhập không được chấp nhận: %(why)s. Hãy đăng nhập lại.") % {"why": why}
        )
        self.why = why


NOT_BEGUN = _("Lần đăng nhập này đã hết hạn hoặc không bắt đầu từ trình duyệt này. Hãy đăng nhập lại.")
NOT_USED = _("Hệ thống này không dùng đăng nhập qua nhà cung cấp định danh.")
NOT_SIMULATED = _("Nhà cung cấp định danh là bản mô phỏng; chỉ hệ thống mô phỏng dùng được.")

SIGNATURE = _("chữ ký không đúng")
UNKNOWN_KEY = _("ký bằng khóa mà nhà cung cấp không công bố")
ALGORITHM = _("cách ký không được chấp nhận")
ISSUER = _("do nơi khác cấp")
AUDIENCE = _("cấp cho hệ thống khác")
EXPIRED = _("đã hết hạn")
EARLY = _("thời điểm cấp không đúng")
NONCE = _("không phải trả lời cho lần đăng nhập này")
LEVEL = _("mức độ xác thực thấp hơn yêu cầu")
UNREADABLE = _("không đọc được hoặc thiếu thông tin bắt buộc")
CODE = _("mã đăng nhập đã dùng, hết hạn hoặc không dành cho trình duyệt này")
OTHER_PERSON = _("thông tin là của người khác")
FAILED = _("nhà cung cấp báo không xác nhận được")
NO_NUMBER = _("thiếu họ tên hoặc số định danh hợp lệ")
