"""What cannot go on, said to the person at the prompt in plain words."""


class Trouble(Exception):  # noqa: N818 - a word of ours: not an error of the program
    """Ends a command with one sentence instead of a traceback."""
