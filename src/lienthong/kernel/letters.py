"""Which letters can be kept at all."""


def can_be_kept(*texts: str) -> bool:
    """Return whether the database takes every letter of these texts: no NUL, no half of a surrogate pair.

    JSON can write both, and Python reads them as letters; PostgreSQL keeps UTF-8 without NUL.
    """
    return not any("\0" in text or _is_broken(text) for text in texts)


def _is_broken(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
