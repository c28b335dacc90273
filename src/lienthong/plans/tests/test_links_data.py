"""What serves the targets: every item of the plan has a line, and every line a reason."""

from collections import defaultdict

from lienthong.measures.models import Rule
from lienthong.plans.tests.data import BY_CODE, rows, split

ITEMS = [item["code"] for item in rows("tasks")]
LINKS = rows("links")


def test_indicators_without_a_target_stand_in_order_and_say_what_they_count() -> None:
    watched = rows("watched")
    assert [row["code"] for row in watched] == [f"W{number:02}" for number in range(1, len(watched) + 1)]
    for row in watched:
        assert row["adds"] in {"flow", "stock", "ratio_of_sums", "ratio_of_flows", "exists"}, row["code"]
        assert row["value"] in Rule.values, row["code"]
        assert row["wording"], row["code"]
        assert row["numerator"], row["code"]
        assert bool(row["denominator"]) == (row["value"] not in {"state", "plain"}), row["code"]


def test_every_item_of_the_plan_has_a_line_and_every_line_a_reason() -> None:
    assert sorted({link["item"] for link in LINKS}) == ITEMS
    pairs = [(link["item"], link["target"]) for link in LINKS]
    assert pairs == sorted(set(pairs), key=lambda pair: (pair[0], pairs.index(pair)))
    assert not [link for link in LINKS if not link["reason"]]


def test_links_lead_to_known_targets() -> None:
    known = set(BY_CODE) | {row["code"] for row in rows("watched")} | {""}
    assert not [link for link in LINKS if link["target"] not in known]


def test_items_that_serve_no_target_stand_alone_with_the_reason() -> None:
    alone = {link["item"] for link in LINKS if not link["target"]}
    assert alone == {"N39", "N41", "N43", "N45", "N47", "N48", "N50", "N53", "N64"}
    assert not [link for link in LINKS if link["target"] and link["item"] in alone]


def test_only_what_the_plan_itself_ties_is_stated() -> None:
    stated = defaultdict(list)
    for link in LINKS:
        assert link["stated"] in {"yes", "no"}
        if link["stated"] == "yes":
            stated[link["item"]].append(link["target"])
    assert stated == {
        "N03": ["T06"],
        "N06": ["T07", "T08", "T09"],
        "N09": ["T37"],
        "N22": ["T19"],
        "N29": ["T38", "T22"],
        "N33": ["T24", "T25"],
        "N38": ["T28", "T29"],
    }


def test_links_keep_those_of_the_table_of_tasks_and_of_the_indicators() -> None:
    pairs = {(link["item"], link["target"]) for link in LINKS}
    for item in rows("tasks"):
        assert {(item["code"], target) for target in split(item["related_targets"])} <= pairs
    for row in rows("watched"):
        linked = {link["item"] for link in LINKS if link["target"] == row["code"]}
        assert linked == set(split(row["items"])), row["code"]


def test_two_targets_are_served_by_no_item_of_the_plan() -> None:
    assert sorted(set(BY_CODE) - {link["target"] for link in LINKS}) == ["T16", "T36"]
