from django import forms
from django.http import QueryDict

from lienthong.kernel.ui.choosing import LONG, Named, OneField, SeveralField, option

FEW = [("a", Named("Sở Xây dựng", "Ủy ban <tỉnh>", "SXD")), ("b", "Khác")]
MANY = [*FEW, *((str(n), f"Mục {n}") for n in range(LONG))]


class Asking(forms.Form):
    one = OneField(choices=MANY)
    several = SeveralField(choices=MANY, required=False)
    few = OneField(choices=FEW, required=False)


def test_a_long_list_is_searched_and_a_short_one_looked_through() -> None:
    form = Asking()

    assert 'class="choose"' in str(form["one"])
    assert str(form["several"]).count('class="choose"') == 1
    assert "choose" not in str(form["few"])


def test_a_choice_tells_its_second_line_with_and_without_script() -> None:
    drawn = str(Asking()["few"])

    assert 'data-words="Sở Xây dựng"' in drawn
    assert 'data-second="Ủy ban &lt;tỉnh&gt;"' in drawn
    assert 'data-also="SXD"' in drawn
    assert ">Sở Xây dựng (Ủy ban &lt;tỉnh&gt;)</option>" in drawn
    assert '<option value="b">Khác</option>' in drawn


def test_what_was_chosen_comes_back_with_the_errors() -> None:
    form = Asking(QueryDict("one=none&several=a&several=3"))

    assert not form.is_valid()
    drawn = str(form["several"])
    assert drawn.count(" checked") == 2
    assert form.cleaned_data["several"] == ["a", "3"]


def test_a_select_that_a_template_draws_reads_the_same() -> None:
    drawn = str(Asking()["few"])

    for key, words in FEW:
        assert option(key, words, "") in drawn
    assert option("a", "<b>", "a") == '<option value="a" selected>&lt;b&gt;</option>'
