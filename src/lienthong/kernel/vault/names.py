"""Names of files as people send them: kept readable, never trusted as a path."""

import unicodedata

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.refusals import Invalid

LONGEST = 200
_FORBIDDEN = frozenset('/\\:*?"<>|')
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean_name(name: str) -> str:
    """Return the name composed (NFC) and trimmed; raise `Invalid` when it hides something or cannot be read.

    A path is refused rather than cut: what comes as `../x` was not sent by a browser.
    """
    name = unicodedata.normalize("NFC", name).strip()
    if not name.strip("."):
        raise Invalid(_("Tệp chưa có tên."), field="file")
    if any(unicodedata.category(letter) in _INVISIBLE or letter == "\ufffd" for letter in name):
        raise Invalid(
            _("Tên tệp có ký tự không đọc được; hãy đổi tên tệp, dùng bảng mã Unicode."), field="file"
        )
    if _FORBIDDEN & set(name) or name.startswith("."):
        raise Invalid(
            _('Tên tệp không được chứa đường dẫn hoặc các ký tự / \\ : * ? " < > |; hãy đổi tên tệp.'),
            field="file",
        )
    if len(name) > LONGEST:
        raise Invalid(_("Tên tệp dài quá 200 ký tự; hãy đặt tên ngắn hơn."), field="file")
    return name
