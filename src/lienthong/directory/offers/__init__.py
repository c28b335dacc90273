"""What can be done about a unit, a post, a person: tables of acts with their words, forms and ways of doing."""

from lienthong.directory.offers.acts import Act, act_of, offered, whole_directory
from lienthong.directory.offers.people import PERSON_ACTS, REGISTER
from lienthong.directory.offers.posts import APPOINT, POST_ACTS
from lienthong.directory.offers.units import FOUND_FIRST, UNIT_ACTS

__all__ = [
    "APPOINT",
    "FOUND_FIRST",
    "PERSON_ACTS",
    "POST_ACTS",
    "REGISTER",
    "UNIT_ACTS",
    "Act",
    "act_of",
    "offered",
    "whole_directory",
]
