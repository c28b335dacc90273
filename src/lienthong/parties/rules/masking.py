"""How personal data reads to somebody who has not opened it: enough to tell two people apart."""

SHOWN_DIGITS = 3
DOT = "•"


def masked_name(name: str) -> str:
    """Return initials: "Nguyễn Văn An" is "N. V. A."."""
    return " ".join(f"{word[0]}." for word in name.split())


def masked_identifier(identifier: str) -> str:
    """Return dots and the last three characters; a short one is all dots."""
    if len(identifier) <= 2 * SHOWN_DIGITS:
        return DOT * len(identifier)
    return DOT * (len(identifier) - SHOWN_DIGITS) + identifier[-SHOWN_DIGITS:]
