"""Words of fields of responsibility; an unknown one reads as its code."""

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "an_toan_thong_tin": _("An toàn thông tin"),
    "buu_chinh": _("Bưu chính"),
    "chung": _("Chung"),
    "cntt": _("Công nghệ thông tin"),
    "do_thi_giao_thong": _("Đô thị, giao thông"),
    "giao_duc": _("Giáo dục"),
    "kinh_te": _("Kinh tế"),
    "ngan_sach": _("Ngân sách"),
    "nhan_luc": _("Nhân lực"),
    "noi_chinh": _("Nội chính"),
    "noi_vu": _("Nội vụ"),
    "nong_nghiep_moi_truong": _("Nông nghiệp, môi trường"),
    "phat_thanh_truyen_hinh": _("Phát thanh, truyền hình"),
    "thuong_mai_dien_tu": _("Thương mại điện tử"),
    "van_xa": _("Văn hóa, xã hội"),
    "vien_thong": _("Viễn thông, Internet"),
}
