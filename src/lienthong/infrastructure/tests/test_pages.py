"""Pages of points: lists by day, one with its history, the file with every wrong line, a figure and its rows."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from lienthong.infrastructure import keeping, views
from lienthong.infrastructure.correcting import close_point
from lienthong.infrastructure.models import ServicePoint, ServicePointVersion
from lienthong.infrastructure.tests.conftest import a_file, a_line, loaded, moment, seal
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Invalid, Missing, NotAllowed
from lienthong.kernel.vault.models import Attachment


def text_of(response):
    return (response.render() if hasattr(response, "render") else response).content.decode()


@pytest.fixture
def points(province):
    loaded(
        a_line("P1"),
        a_line("P2", enterprise="DN2", kind="telecom_agent", place="B"),
        a_line("P3", to="2012-02-01"),
    )
    return seal(moment(5))


@pytest.fixture
def sent(settings, tmp_path):
    settings.VAULT_ROOT = tmp_path

    def make(*lines, name="diem.csv"):
        return {"file": SimpleUploadedFile(name, a_file(*lines), "text/csv")}

    return make


def test_the_list_is_that_of_the_day(points, visit, province):
    today = text_of(visit(views.points_page, by=province["reader"]))
    before = text_of(visit(views.points_page, "?on=31/01/2012", by=province["reader"]))

    assert "Bưu cục P1" in today
    assert "Bưu cục P3" not in today
    assert "Bưu cục P3" in before
    assert "Nạp tệp" not in today


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("?kind=telecom_agent", {"P2"}),
        ("?enterprise=DN1", {"P1"}),
        ("?district=H", {"P1", "P2"}),
        ("?q=buu+cuc+p1", {"P1"}),
        ("?q=P2", {"P2"}),
    ],
)
def test_the_list_is_narrowed(points, visit, province, query, codes):
    page = text_of(visit(views.points_page, query, by=province["reader"]))

    assert {code for code in ("P1", "P2", "P3") if f"Bưu cục {code}" in page} == codes


def test_what_cannot_be_asked_is_refused(points, visit, province):
    for query in ("?kind=kiosk", "?on=yesterday", "?district=Z"):
        with pytest.raises(Invalid):
            visit(views.points_page, query, by=province["reader"])


def test_the_list_goes_out_as_it_is_shown(points, visit, province):
    answer = visit(views.points_page, "?export=csv&enterprise=DN2", by=province["reader"])
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()

    assert len(lines) == 2
    assert "Bưu cục P2" in lines[1]


def test_a_point_shows_all_that_was_believed_and_its_acts(points, visit, province):
    version = ServicePointVersion.objects.get(point__code="P1")
    close_point(version.pk, on=date(2012, 3, 1), reason="Hết hợp đồng", by=province["director"], at=moment(6))

    page = text_of(visit(views.point_page, "", version.point_id, by=province["director"], at=moment(7)))
    assert "<s>từ 01/01/2011 đến nay</s>" in page
    assert "từ 01/01/2011 đến trước 01/03/2012" in page
    assert "Nạp tệp điểm phục vụ" in page
    assert "Hết hợp đồng" in page
    assert "Không phục vụ hôm nay" in page


def test_a_file_is_sent_and_kept(province, visit, sent):
    answer = visit(keeping.load_page, by=province["director"], posted=sent(a_line()))

    assert answer.status_code == 302
    kept = Attachment.objects.get(act_id=Act.objects.get().id)
    page = text_of(visit(keeping.load_page, by=province["director"]))
    assert f"/tep/{kept.pk}/" in page
    assert kept.blob_id in page
    assert visit(keeping.file_page, "", kept.pk, by=province["director"]).status_code == 200


def test_every_wrong_line_is_on_the_page_and_nothing_is_loaded(province, visit, sent):
    answer = visit(
        keeping.load_page, by=province["director"], posted=sent(a_line(place="Z"), a_line("P2", kind="x"))
    )

    page = text_of(answer)
    assert answer.status_code == 422
    assert "Dòng 2: không có địa bàn “Z” trong danh bạ." in page
    assert "Dòng 3: không có loại điểm “x”." in page
    assert "Tệp có 2 chỗ sai" in page
    assert not ServicePoint.objects.exists()


@pytest.mark.parametrize("name", ["diem.txt", "diem.exe"])
def test_only_a_csv_is_taken(province, visit, sent, name):
    assert (
        visit(keeping.load_page, by=province["director"], posted=sent(a_line(), name=name)).status_code == 422
    )
    assert not Act.objects.exists()


def test_who_does_not_answer_for_post_finds_the_doors_shut(points, visit, province):
    version = ServicePointVersion.objects.first()
    for view, args in (
        (keeping.load_page, ()),
        (keeping.correct_page, (version.pk,)),
        (keeping.close_page, (version.pk,)),
    ):
        for who in ("neighbour", "reader"):
            with pytest.raises(NotAllowed):
                visit(view, "", *args, by=province[who])


def test_a_point_is_put_right_by_the_form(points, visit, province):
    version = ServicePointVersion.objects.get(point__code="P1")
    posted = {
        "name": "Bưu cục Mũi Né",
        "kind": "post_office",
        "place": str(version.place_id),
        "services": ["letters", "press"],
        "since": "01/01/2011",
        "source": "Công văn 5",
        "reason": "Sai tên",
    }
    answer = visit(keeping.correct_page, "", version.pk, by=province["director"], posted=posted, at=moment(6))

    assert answer.status_code == 302
    right = ServicePointVersion.objects.believed().get(point__code="P1")
    assert (right.name, right.services) == ("Bưu cục Mũi Né", ["letters", "press"])


def test_a_form_that_says_nothing_new_is_shown_again(points, visit, province):
    version = ServicePointVersion.objects.get(point__code="P1")
    form = visit(
        keeping.close_page,
        "",
        version.pk,
        by=province["director"],
        posted={"on": "01/01/2011", "reason": "x"},
    )

    assert form.status_code == 422
    assert "Ngày đóng phải sau ngày mở." in text_of(form)
    assert Act.objects.count() == 1


def test_the_radius_page_says_why_there_is_no_figure(points, visit, province):
    page = text_of(visit(views.radius_page, by=province["reader"]))
    later = text_of(visit(views.radius_page, "?boundaries=2025-07-01", by=province["reader"]))

    assert "35,26" in page
    assert "chưa có số liệu (thiếu diện tích)" in page
    assert "UBND X.AB" in later
    assert "3,99" in later


def test_the_rows_behind_a_figure_add_up(points, visit, province):
    page = text_of(visit(views.counted_page, "", province.units["UBND"].pk, by=province["reader"]))

    assert "Khớp" in page
    assert "Bưu cục P1" in page
    assert "Bưu cục P3" not in page
    assert f'name="size" value="{points.size}"' not in page


def test_links_of_a_list_keep_its_question(points, visit, province):
    query = f"?period=2012&size={points.size}&q=zzz"
    page = text_of(visit(views.counted_page, query, province.units["UBND"].pk, by=province["reader"]))

    assert f'<input type="hidden" name="size" value="{points.size}">' in page
    assert f'href="?period=2012&amp;size={points.size}"' in page


def test_made_up_addresses_are_not_found(points, visit, province):
    for view in (views.point_page, views.counted_page, keeping.correct_page, keeping.file_page):
        with pytest.raises(Missing):
            visit(view, "", province.units["SNV"].pk, by=province["director"])


def test_the_pages_read_in_english(points, visit, province):
    with translation.override("en"):
        page = text_of(visit(views.radius_page, by=province["reader"]))

    assert "no figure (surface area missing)" in page
