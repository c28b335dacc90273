"""Changing the directory: `on` is the day from which it is so, `at` the moment it is written down."""

from lienthong.directory.actions.bodies import name_standing_agency, seat
from lienthong.directory.actions.corrections import correct_fact, withdraw_fact
from lienthong.directory.actions.groups import add_to_group, remove_from_group
from lienthong.directory.actions.mandates import move_mandate, name_fields, set_mandate
from lienthong.directory.actions.people import correct_person, register_person
from lienthong.directory.actions.posts import appoint, change_post, create_post, end_appointment
from lienthong.directory.actions.reorganisation import merge_units, split_unit
from lienthong.directory.actions.units import assign_code, close_unit, found_unit, move_unit, rename_unit

__all__ = [
    "add_to_group",
    "appoint",
    "assign_code",
    "change_post",
    "close_unit",
    "correct_fact",
    "correct_person",
    "create_post",
    "end_appointment",
    "found_unit",
    "merge_units",
    "move_mandate",
    "move_unit",
    "name_fields",
    "name_standing_agency",
    "register_person",
    "remove_from_group",
    "rename_unit",
    "seat",
    "set_mandate",
    "split_unit",
    "withdraw_fact",
]
