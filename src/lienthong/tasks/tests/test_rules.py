from fractions import Fraction

from lienthong.tasks.rules import Completion


def test_the_official_example_of_2017_reads_as_published():
    year = Completion(done_on_time=14_068, done_late=1_983, open_within=5_640, open_overdue=223)

    assert year.total == 21_914
    assert year.done == 16_051
    assert year.rate == Fraction(16_051, 16_274)
    assert round(float(year.rate) * 100, 2) == 98.63


def test_nothing_due_has_no_rate():
    assert Completion(open_within=7).rate is None


def test_counts_of_units_add_up():
    assert Completion(1, 2, 3, 4) + Completion(4, 3, 2, 1) == Completion(5, 5, 5, 5)
