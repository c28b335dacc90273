from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django import forms
from django.template import Context, Template

from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid, Stale
from lienthong.kernel.ui.forms import DayField, Form, LongText, only_for


class Report(Form):
    note = LongText(label="Kết quả", max_length=10, help_text="Ngắn gọn.")
    on = DayField(label="Ngày", required=False)
    sure = forms.BooleanField(label="Đã xem", required=False)


def sent(asks: Callable[..., Any], **parts: str) -> Report:
    return Report.read(asks("/", post=parts))


def test_each_drawing_has_a_key_of_its_own(asks: Callable[..., Any]) -> None:
    one, two = (Report.read(asks("/"), seen=4) for _n in range(2))

    assert 'name="seen" value="4"' in str(one)
    assert one["key"].value() != two["key"].value()


def test_the_key_that_was_drawn_is_the_key_of_the_act(asks: Callable[..., Any]) -> None:
    key = new_key()
    form = sent(asks, key=str(key), seen="7", note="Xong", on="5/3/2020")

    assert form.carries_out(lambda: None)
    assert form.act_key == key
    assert form.seen_revision == 7
    assert form.answers["note"] == "Xong"
    assert set(form.answers) == {"note", "on", "sure"}
    assert form.status == 200


@pytest.mark.parametrize("parts", [{"key": "x"}, {"seen": "x"}, {"key": "' OR 1=1"}], ids=str)
def test_a_forged_key_or_revision_is_refused(asks: Callable[..., Any], parts: dict[str, str]) -> None:
    done: list[int] = []
    form = sent(asks, note="Xong", **parts)

    assert not form.carries_out(lambda: done.append(1))
    assert not done
    assert form.status == 422


def test_without_a_key_the_act_gets_a_fresh_one(asks: Callable[..., Any]) -> None:
    form = sent(asks, note="Xong")

    assert form.carries_out(lambda: None)
    assert isinstance(form.act_key, UUID)


def test_what_is_wrong_is_said_above_and_beside(asks: Callable[..., Any]) -> None:
    form = sent(asks, note="", on="31/02/2020")
    assert not form.carries_out(lambda: None)
    drawn = str(form)

    assert '<a href="#id_on">Ngày: Ngày phải viết như 05/03/2020.</a>' in drawn
    assert 'aria-describedby="id_note_helptext id_note_error"' in drawn
    assert 'id="id_note_error"' in drawn
    assert drawn.count('aria-invalid="true"') == 2


def test_an_invalid_act_is_written_beside_its_field(asks: Callable[..., Any]) -> None:
    def refuse() -> None:
        raise Invalid("Ngày đã qua.", field="on")

    form = sent(asks, note="Xong", on="05/03/2020")

    assert not form.carries_out(refuse)
    assert form.errors["on"] == ["Ngày đã qua."]
    assert form.status == 422


def test_an_invalid_act_of_no_field_is_said_above(asks: Callable[..., Any]) -> None:
    def refuse() -> None:
        raise Invalid("Chưa đủ điều kiện.", field="elsewhere")

    form = sent(asks, note="Xong")

    assert not form.carries_out(refuse)
    assert form.non_field_errors() == ["Chưa đủ điều kiện."]


def test_other_refusals_go_to_their_pages_with_what_was_typed(asks: Callable[..., Any]) -> None:
    def refuse() -> None:
        raise Stale("Đã có thay đổi.")

    request = asks("/", post={"note": "Xong"})
    form = Report.read(request)

    with pytest.raises(Stale):
        form.carries_out(refuse)
    assert request.sent_form is form


def test_what_no_text_may_hold_is_refused_in_our_words(asks: Callable[..., Any]) -> None:
    form = sent(asks, note="a\0b")

    assert not form.carries_out(lambda: None)
    assert form.errors["note"] == ["Có ký tự không đọc được; hãy xóa chỗ đó rồi nhập lại."]


def test_optional_fields_say_so_and_markup_is_words() -> None:
    drawn = Template("{% load ui %}{% field form.on %}{% field form.note %}").render(
        Context({"form": Report(initial={"note": "<b>x</b>"})})
    )

    assert drawn.count("(không bắt buộc)") == 1
    assert "<b>x" not in drawn


class Asked(Form):
    only_for = {"until": only_for("kind", "later")}

    kind = forms.ChoiceField(label="Khi nào", choices=[("now", "Ngay"), ("later", "Sau")])
    until = forms.CharField(label="Đến khi", required=False, max_length=5)


def test_a_question_tells_for_which_answers_it_is_asked() -> None:
    drawn = str(Asked(prefix="p"))

    assert 'data-only-for="p-kind" data-answers="later"' in drawn
    assert "(chỉ khi chọn: Sau)" in drawn
    assert drawn.count("(không bắt buộc)") == 0


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"kind": "now", "until": ""}, set()),
        ({"kind": "later", "until": "mai"}, set()),
        ({"kind": "now", "until": "mai"}, {"until"}),
        ({"kind": "now", "until": "quá dài rồi"}, {"until"}),
        ({"until": "mai"}, {"kind"}),
    ],
    ids=["left out", "belongs", "does not belong", "wrong and does not belong", "nobody knows yet"],
)
def test_an_answer_that_does_not_belong_is_refused(typed: dict[str, str], wrong: set[str]) -> None:
    form = Asked(typed)

    assert set(form.errors) == wrong
    if "until" in wrong:
        assert form.errors["until"] == ["Mục này chỉ ghi khi chọn: Sau."]
