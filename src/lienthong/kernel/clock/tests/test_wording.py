"""How offices write terms, and what we read."""

from contextlib import suppress
from datetime import date, time
from fractions import Fraction
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.kernel.clock.terms import Term, TermKind
from lienthong.kernel.clock.wording import LONGEST, read_term
from lienthong.kernel.refusals import Invalid

K = TermKind
WRITTEN_ON = date(2012, 10, 25)
NOV_20 = date(2012, 11, 20)

READ = {
    "03 ngày làm việc": Term.of(K.WORKING_DAYS, 3),
    "03 (ba) ngày làm việc": Term.of(K.WORKING_DAYS, 3),
    "Không quá 05 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ.": Term.of(K.WORKING_DAYS, 5),
    "chậm nhất 02 ngày làm việc": Term.of(K.WORKING_DAYS, 2),
    "½ ngày làm việc": Term.of(K.WORKING_DAYS, Fraction(1, 2)),
    "0,5 ngày làm việc": Term.of(K.WORKING_DAYS, Fraction(1, 2)),
    "1/2 ngày làm việc": Term.of(K.WORKING_DAYS, Fraction(1, 2)),
    "1,5 ngày làm việc": Term.of(K.WORKING_DAYS, Fraction(3, 2)),
    "08 giờ làm việc": Term.of(K.WORKING_HOURS, 8),
    "trong vòng 24 giờ": Term.of(K.HOURS, 24),
    "30 ngày": Term.of(K.DAYS, 30),
    "trong thời hạn 15 ngày": Term.of(K.DAYS, 15),
    "Trong thời hạn 15 ngày, kể từ ngày ký": Term.of(K.DAYS, 15),
    "02 tuần": Term.of(K.DAYS, 14),
    "06 tháng": Term.of(K.MONTHS, 6),
    "01 năm": Term.of(K.MONTHS, 12),
    "trong ngày": Term(K.SAME_DAY),
    "Ngay trong ngày làm việc": Term(K.SAME_DAY),
    "chậm nhất là trong ngày làm việc tiếp theo": Term(K.NEXT_WORKING_DAY),
    "trước ngày 20/11/2012": Term(K.BEFORE, day=NOV_20),
    "Gửi báo cáo trước ngày 20 tháng 11 năm 2012": Term(K.BEFORE, day=NOV_20),
    "ngày 20 tháng 11/2012": Term(K.BY, day=NOV_20),
    "ngày 20 tháng 11": Term(K.BY, day=NOV_20),
    "trước ngày 20/11": Term(K.BEFORE, day=NOV_20),
    "trước ngày 20": Term(K.BEFORE, day=NOV_20),
    "chậm nhất ngày 20/11/2012": Term(K.BY, day=NOV_20),
    "chậm nhất là ngày 20": Term(K.BY, day=NOV_20),
    "muộn nhất vào ngày 20-11-2012": Term(K.BY, day=NOV_20),
    "hết ngày 20/11/2012": Term(K.BY, day=NOV_20),
    "đến hết ngày 20.11.2012": Term(K.BY, day=NOV_20),
    "trong ngày 20/11/2012": Term(K.BY, day=NOV_20),
    "20/11/2012": Term(K.BY, day=NOV_20),
    "ngày 20/01": Term(K.BY, day=date(2013, 1, 20)),
    "ngày 29/2": Term(K.BY, day=date(2016, 2, 29)),
    "chậm nhất ngày 25": Term(K.BY, day=WRITTEN_ON),
    "trước ngày 25": Term(K.BEFORE, day=date(2012, 11, 25)),
    "ngày 31": Term(K.BY, day=date(2012, 10, 31)),
    "trước 17 giờ ngày 20/11/2012": Term(K.AT, day=NOV_20, clock=time(17)),
    "trước 16h30 ngày 20/11/2012": Term(K.AT, day=NOV_20, clock=time(16, 30)),
    "chậm nhất 10 giờ 30 phút, ngày 20/11/2012": Term(K.AT, day=NOV_20, clock=time(10, 30)),
    "24 giờ ngày 20/11/2012": Term(K.BY, day=NOV_20),
    "trong tháng 11/2012": Term(K.BY, day=date(2012, 11, 30)),
    "trước tháng 11 năm 2012": Term(K.BEFORE, day=date(2012, 11, 1)),
    "quý III/2012": Term(K.BY, day=date(2012, 9, 30)),
    "trong quý 1 năm 2013": Term(K.BY, day=date(2013, 3, 31)),
    "hoàn thành trong năm 2015": Term(K.BY, day=date(2015, 12, 31)),
    "cuối năm 2012": Term(K.BY, day=date(2012, 12, 31)),
}


@pytest.mark.parametrize(("text", "term"), READ.items(), ids=READ)
def test_reading(text: str, term: Term) -> None:
    assert read_term(text, on=WRITTEN_ON) == term


def test_letters_composed_or_not_read_the_same() -> None:
    assert read_term(normalize("NFD", "trước ngày 20/11/2012"), on=WRITTEN_ON) == Term(K.BEFORE, day=NOV_20)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_as_much_as_fits_is_read(form: str) -> None:
    text = "15 ngày kể từ khi ".ljust(LONGEST, "ế")

    assert read_term(normalize(form, text), on=WRITTEN_ON) == Term.of(K.DAYS, 15)


REFUSED = {
    "": "Không đọc được thời hạn",
    "sớm nhất có thể": "Không đọc được thời hạn",
    "20": "Không đọc được thời hạn",
    "trước ngày 15-20/11": "Không đọc được thời hạn",
    "sau ngày 20/11/2012": "Không đọc được thời hạn",
    "hằng năm": "Không đọc được thời hạn",
    "1/0 ngày làm việc": "Không đọc được thời hạn",
    "ngày 31/02/2012": "Không có ngày 31/02/2012",
    "ngày 30/02": "Không có ngày 30/02",
    "ngày 32": "Không có ngày 32",
    "tháng 13/2012": "Không có ngày",
    "ngày 20/11/12": "Năm phải viết đủ bốn chữ số",
    "trước 25 giờ ngày 20/11/2012": "Giờ trong thời hạn không có thật",
    "0 ngày": "lớn hơn 0",
    "100000 ngày": "không quá 9999",
    "1,5 ngày": "số nguyên",
    "1/3 ngày làm việc": "hai chữ số thập phân",
    "15 ngày kể từ ngày 20/11/2012": "ngày bắt đầu ở ô riêng",
    "a" * 10_000: "không được dài quá 200 ký tự",
    "15 ngày kể từ khi " + "nhận đủ hồ sơ, " * 12 + "trừ ngày 20/11": "không được dài quá 200 ký tự",
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.items(), ids=[text[:40] for text in REFUSED])
def test_refusal(text: str, reason: str) -> None:
    with pytest.raises(Invalid, match=reason) as refused:
        read_term(text, on=WRITTEN_ON)

    assert refused.value.field == "term"


COUNTED = st.builds(
    Term,
    st.sampled_from([K.WORKING_DAYS, K.WORKING_HOURS, K.HOURS]),
    st.integers(1, 9_999 * 4).map(lambda quarters: Fraction(quarters, 4)),
) | st.builds(Term.of, st.sampled_from([K.DAYS, K.MONTHS]), st.integers(1, 9_999))
FIXED = st.builds(
    lambda kind, day: Term(kind, day=day), st.sampled_from([K.BEFORE, K.BY]), st.dates(date(2000, 1, 1))
)
MOMENT = st.builds(
    lambda day, clock: Term(K.AT, day=day, clock=clock.replace(second=0, microsecond=0)),
    st.dates(date(2000, 1, 1)),
    st.times(),
)


@given(COUNTED | FIXED | MOMENT | st.sampled_from([Term(K.SAME_DAY), Term(K.NEXT_WORKING_DAY)]))
def test_what_we_write_we_read(term: Term) -> None:
    assert read_term(str(term), on=WRITTEN_ON) == term


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(Invalid):
        read_term(text, on=WRITTEN_ON)
