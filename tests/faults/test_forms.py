"""Forms sent twice, late, by two at once, or with what nobody can mean."""

import pytest

from faults.conftest import page, progress, words
from lienthong.directory.tests.cast import a_place
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key
from lienthong.tasks.models import Progress, Proposal, Task
from lienthong.tasks.tests.conftest import acts_of


def test_the_same_form_sent_twice_counts_once(desk, task):
    sent = progress(task)
    first = desk["director"].post(page(task, "tien-do"), sent)
    second = desk["director"].post(page(task, "tien-do"), sent)

    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Location"] == page(task)
    assert "đã được ghi nhận" in words(desk["director"].get(second["Location"]))
    assert desk.recorded == ["tasks.report_progress"]


def test_confirming_twice_counts_once(desk, a_task):
    task = a_task("awaiting_confirmation")
    sent = progress(task)
    browser = desk["follower"]
    desk.listen()

    answers = [browser.post(page(task, "xac-nhan"), sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert "đã được ghi nhận" in words(browser.get(page(task)))
    assert desk.recorded == ["tasks.confirm"]


def test_giving_the_same_task_twice_gives_one(desk, task, given):
    browser = desk["chair"]
    sent = given()
    answers = [browser.post("/nhiem-vu/moi/", sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert "đã được ghi nhận" in words(browser.get("/nhiem-vu/"))
    assert desk.recorded == ["tasks.give"]
    assert Task.objects.count() == 2


def test_an_old_form_shows_what_changed_and_keeps_what_was_typed(desk, task):
    old = progress(task, text="Chữ tôi vừa gõ <b>đậm</b>")
    desk["chair"].post(page(task, "thoi-giao"), progress(task, reason="thiếu quyền?"))
    desk["follower"].post(page(task, "don-doc"), progress(task, reason="Khẩn trương báo cáo"))
    before = Act.objects.count()

    answer = desk["specialist"].post(page(task, "tien-do"), old)

    assert answer.status_code == 409
    said = words(answer)
    assert "Có thay đổi từ lúc mở trang" in said or "Không thực hiện được" in said
    assert "Chữ tôi vừa gõ" in said
    assert "<b>đậm</b>" not in answer.content.decode()
    assert Act.objects.count() == before


def test_who_lost_the_work_meanwhile_keeps_what_was_typed(desk, task, province):
    typed = progress(task, text="Chữ tôi vừa gõ")
    colleague = province["colleague"]
    to = f"{colleague.unit_id}:{colleague.person_id}"
    desk["director"].post(page(task, "phan-cong"), progress(task, to=to))

    answer = desk["specialist"].post(page(task, "tien-do"), typed)

    assert answer.status_code == 403
    assert "đã được phân công cho người khác" in words(answer)
    assert "Chữ tôi vừa gõ" in words(answer)
    assert desk.recorded == ["tasks.hand_over"]


@pytest.mark.parametrize(("name", "slug"), [("follower", "xac-nhan"), ("follower", "mo-lai")])
def test_an_act_that_does_not_fit_now_is_told_before_the_form(desk, task, name, slug):
    answer = desk[name].get(page(task, slug))

    assert answer.status_code == 409
    assert "Không thực hiện được khi công việc ở tình trạng “Đang thực hiện”." in words(answer)


def test_who_answers_reads_all_that_is_asked(desk, task, province):
    asked = progress(task, kind="transfer", reason="Trái chức năng", to_unit=str(province.id_of("SNV")))
    desk["director"].post(page(task, "de-nghi"), asked)
    address = f"{page(task)}de-nghi/{task.proposals.get().pk}/"

    for said in (words(desk["chair"].get(page(task))), words(desk["chair"].get(address))):
        assert "Cơ quan nhận" in said
        assert "Trái chức năng" in said
        assert "director" in said

    desk["chair"].post(address, progress(task, accept="no", text="Vẫn đúng chức năng"))
    assert desk["chair"].get(address).status_code == 409


def test_an_old_form_can_be_sent_again_having_seen(desk, task):
    old = progress(task)
    desk["follower"].post(page(task, "don-doc"), progress(task, reason="Khẩn trương báo cáo"))

    answer = desk["director"].post(page(task, "tien-do"), old)
    assert answer.status_code == 409
    said = words(answer)
    assert "vừa có người khác xử lý" in said
    assert "Đôn đốc" in said
    assert f'name="seen" value="{int(old["seen"]) + 1}"' in said
    assert f'name="key" value="{old["key"]}"' in said
    assert "Gửi lại" in said

    again = desk["director"].post(page(task, "tien-do"), old | {"seen": str(int(old["seen"]) + 1)})
    assert again.status_code == 302
    assert desk.recorded == ["tasks.remind", "tasks.report_progress"]


def test_of_two_officials_at_once_the_second_is_told(desk, task):
    one, other = progress(task), progress(task, text="Tôi cũng báo cáo")

    assert desk["director"].post(page(task, "tien-do"), one).status_code == 302
    answer = desk["specialist"].post(page(task, "tien-do"), other)

    assert answer.status_code == 409
    assert "vừa có người khác xử lý" in words(answer)
    assert "Đã khảo sát bốn xã" in words(answer) or "Cập nhật tiến độ" in words(answer)
    assert desk.recorded == ["tasks.report_progress"]


def test_a_form_that_claims_to_have_seen_the_future_is_refused(desk, task):
    answer = desk["director"].post(page(task, "tien-do"), progress(task, seen="999999"))

    assert answer.status_code == 409
    assert "vừa có người khác xử lý" in words(answer)
    assert desk.nothing_recorded


@pytest.mark.parametrize("seen", ["x", "1.5", "9" * 5000, "²"], ids=["letters", "half", "endless", "raised"])
def test_a_revision_that_is_no_number_is_refused(desk, task, seen):
    answer = desk["director"].post(page(task, "tien-do"), progress(task, seen=seen))

    assert answer.status_code == 422
    assert "tải lại trang" in words(answer)
    assert desk.nothing_recorded


def test_a_key_that_is_no_key_is_refused(desk, task):
    answer = desk["director"].post(page(task, "tien-do"), progress(task, key="không-phải-khóa"))

    assert answer.status_code == 422
    assert "tải lại trang" in words(answer)
    assert desk.nothing_recorded


def test_a_key_of_somebody_elses_act_records_nothing(desk, task):
    taken = str(Act.objects.latest("recorded_at").pk)
    answer = desk["director"].post(page(task, "tien-do"), progress(task, key=taken))

    assert answer.status_code == 409
    assert "Biểu mẫu này đã được dùng; hãy tải lại trang." in words(answer)
    assert desk.nothing_recorded
    assert not Progress.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"percent": "101"}, "số nguyên từ 0 đến 100"),
        ({"percent": "-1"}, "số nguyên từ 0 đến 100"),
        ({"percent": "bốn mươi"}, "số nguyên từ 0 đến 100"),
        ({"percent": "9" * 400}, "số nguyên từ 0 đến 100"),
        ({"percent": None}, "bắt buộc"),
        ({"text": "   "}, "bắt buộc"),
        ({"text": "đã\0xong"}, "ký tự không đọc được"),
        ({"text": "a" * 2**20}, "4000"),
    ],
    ids=["101", "-1", "words", "endless", "no percent", "only spaces", "NUL", "a megabyte"],
)
def test_a_wrong_report_is_refused_with_its_reason(desk, task, wrong, reason):
    answer = desk["director"].post(page(task, "tien-do"), progress(task, **wrong))

    assert answer.status_code == 422
    assert reason in words(answer)
    assert 'class="field-errors"' in words(answer)
    assert desk.nothing_recorded


@pytest.mark.parametrize(
    ("term", "reason"),
    [
        ("chậm nhất ngày 01/03/2012", "Thời hạn đã qua."),
        ("trước ngày 05/03/2012", "Thời hạn đã qua."),
        ("khi nào rảnh", "Không đọc được thời hạn"),
        ("chậm nhất ngày 31/02/2013", "Không có ngày 31/02/2013"),
        ("trước ngày 00/00/0000", "Không có ngày"),
        ("chậm nhất ngày 30/12/12", "Năm phải viết đủ bốn chữ số"),
        ("chậm nhất ngày 31/12/9999", None),
        ("999999999 ngày", None),
        ("999999999999999999999 ngày làm việc", None),
        ("9999999 tháng", None),
        ("chậm nhất ngày 30/06/2012" + " " * 200 + "trừ khi bận", "tối đa 200"),
        ("=cmd|' /C calc'!A0", "Không đọc được thời hạn"),
        ("", "phải ghi thời hạn"),
    ],
)
def test_a_deadline_that_cannot_be_is_refused(desk, task, given, term, reason):
    answer = desk["chair"].post("/nhiem-vu/moi/", given(term=term))

    assert answer.status_code == 422, answer
    assert 'id="id_term_error"' in words(answer)
    assert reason is None or reason in words(answer)
    assert desk.nothing_recorded
    assert Task.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"leads": [str(new_key())]}, "lựa chọn hợp lệ"),
        ({"leads": ["rác"]}, "lựa chọn hợp lệ"),
        ({"assigner": str(new_key())}, "lựa chọn hợp lệ"),
        ({"groups": ["moi-nguoi"]}, "lựa chọn hợp lệ"),
        ({"leads": []}, "Phải chọn cơ quan chủ trì"),
        ({"title": " "}, "bắt buộc"),
        ({"title": "a" * 501}, "500"),
        ({"source_date": "31/02/2012"}, "Ngày phải viết như"),
        ({"kind": "vĩnh viễn"}, "lựa chọn hợp lệ"),
        ({"output_kind": "\0"}, "lựa chọn hợp lệ"),
        ({"place": str(new_key())}, "lựa chọn hợp lệ"),
        ({"place": "rác"}, "lựa chọn hợp lệ"),
    ],
)
def test_a_wrong_order_is_refused_with_its_reason(desk, task, given, wrong, reason):
    answer = desk["chair"].post("/nhiem-vu/moi/", given(**wrong))

    assert answer.status_code == 422
    assert reason in words(answer)
    assert desk.nothing_recorded


def test_a_task_is_given_with_its_place_and_its_page_says_it(desk, task, given):
    place = a_place("MUINE", "Phường Mũi Né")
    answer = desk["chair"].post("/nhiem-vu/moi/", given(place=str(place.pk)))

    made = Task.objects.select_related("case").exclude(pk=task.pk).get()
    assert (answer.status_code, made.case.place) == (302, place)
    assert "Phường Mũi Né" in words(desk["chair"].get(page(made)))
    assert "Phường Mũi Né" not in words(desk["chair"].get(page(task)))


def test_nobody_follows_the_work_that_they_lead(desk, task, given):
    lead = str(desk.province.id_of("STTTT"))
    answer = desk["chair"].post("/nhiem-vu/moi/", given(monitoring=lead))

    assert answer.status_code == 422
    assert "không thể tự theo dõi" in words(answer)
    assert desk.nothing_recorded


@pytest.mark.parametrize(
    ("kind", "asked", "reason"),
    [
        ("extension", {"term": "chậm nhất ngày 20/03/2012"}, "Hạn đề nghị phải sau hạn hiện tại."),
        ("extension", {"term": "khi xong"}, "Không đọc được thời hạn"),
        ("extension", {"term": ""}, "Phải ghi hạn đề nghị."),
        ("extension", {"term": "9999999 tháng"}, None),
        ("transfer", {}, "Phải chọn cơ quan nhận."),
        ("transfer", {"to_unit": str(new_key())}, "lựa chọn hợp lệ"),
        ("adjustment", {}, "Phải ghi nội dung đề nghị điều chỉnh."),
        ("bribe", {}, "lựa chọn hợp lệ"),
    ],
)
def test_a_wrong_proposal_is_refused(desk, task, kind, asked, reason):
    sent = progress(task, kind=kind, reason="Chưa có vốn", **asked)
    answer = desk["director"].post(page(task, "de-nghi"), sent)

    assert answer.status_code == 422
    assert reason is None or reason in words(answer)
    assert desk.nothing_recorded
    assert not Proposal.objects.exists()


def test_a_second_open_proposal_of_a_kind_waits(desk, task):
    sent = {"kind": "adjustment", "reason": "Chưa có vốn", "wording": "Ba xã"}
    desk["director"].post(page(task, "de-nghi"), progress(task, **sent))
    answer = desk["director"].post(page(task, "de-nghi"), progress(task, **sent))

    assert answer.status_code == 409
    assert "đang chờ trả lời" in words(answer)
    assert desk.recorded == ["tasks.propose"]


def test_work_is_handed_only_inside_the_agency(desk, task):
    foreign = str(desk.province.id_of("SNV"))
    answer = desk["director"].post(page(task, "phan-cong"), progress(task, to=foreign))

    assert answer.status_code == 422
    assert "lựa chọn hợp lệ" in words(answer)
    assert desk.nothing_recorded


def test_an_output_is_not_dated_tomorrow(desk, task):
    sent = progress(task, output="Báo cáo", document_number="1/BC", document_date="06/03/2012")
    answer = desk["director"].post(page(task, "hoan-thanh"), sent)

    assert answer.status_code == 422
    assert "không thể ở tương lai" in words(answer)
    assert desk.nothing_recorded


def test_an_output_that_is_a_document_has_its_number(desk, task):
    answer = desk["director"].post(page(task, "hoan-thanh"), progress(task, output="Báo cáo"))

    assert answer.status_code == 422
    assert "phải ghi số, ký hiệu" in words(answer)
    assert desk.nothing_recorded


def test_a_finished_task_takes_no_report(desk, a_task):
    task = a_task("done")
    browser = desk["director"]
    desk.listen()
    answer = browser.post(page(task, "tien-do"), progress(task))

    assert answer.status_code == 409
    assert "Không thực hiện được khi công việc ở tình trạng" in words(answer)
    assert desk.nothing_recorded


def test_nobody_confirms_their_own_result(desk, a_task, province):
    monitored = a_task(monitoring_id=province.id_of("STTTT"), leads=[_lead(province, "SNV")])
    assert acts_of(monitored) == ["tasks.give"]
    desk.listen()
    answer = desk["neighbour"].post(page(monitored, "xac-nhan"), progress(monitored))

    assert answer.status_code == 403
    assert "Chỉ cơ quan theo dõi nhiệm vụ mới thực hiện được." in words(answer)
    assert desk.nothing_recorded


def _lead(province, code):
    from lienthong.tasks.giving import Executor

    return Executor(province.id_of(code))


@pytest.fixture
def given(desk):
    """What the form of giving sends."""

    def make(**differs):
        unit = desk.province.id_of
        return {
            "key": str(new_key()),
            "title": "Xây dựng cổng thông tin",
            "output": "Cổng hoạt động",
            "output_kind": "document",
            "kind": "deadline",
            "term": "chậm nhất ngày 30/06/2012",
            "leads": [str(unit("STTTT"))],
            "assigner": str(unit("UBND")),
            "monitoring": str(unit("VPUB")),
            "source_kind": "plan",
            "source": "Kế hoạch số 1",
        } | differs

    return make


@pytest.mark.parametrize(
    "body", [rb'{"key": "", "fields": {"a": ["\ud800"]}}', rb'{"key": "\ud800", "fields": {}}']
)
def test_a_draft_with_half_a_letter_is_refused_in_words(desk, task, body):
    address = "/giao-dien/ban-nhap/?form=a"
    answer = desk["director"].post(address, body, content_type="application/json")

    assert (answer.status_code, "Không đọc được bản nháp" in words(answer)) == (422, True)


@pytest.mark.parametrize("method", ["get", "delete"])
def test_a_draft_of_no_form_is_refused_in_words(desk, task, method):
    assert getattr(desk["director"], method)("/giao-dien/ban-nhap/?form=%00").status_code == 422
