"""What `demo` says once it runs: accounts by role and what to click first.

The application knows its demo accounts; it is asked once, in a process of its own, and the answer kept, so
that the supervisor stays small and the second start quick.
"""

import json
import sys
from pathlib import Path
from typing import Any

FIRST_STEPS = (
    "sign in as the leader: the plan's tasks are there, with what is late",
    "open a late task, and see who holds it and what has happened",
    "in another browser, sign in as its owner and finish the task with its output",
    "as the monitoring office, confirm it",
    "back at the leader's page the figure has moved: a click on it leads to that very act",
    "as a citizen: sign in with VNeID (simulated), choose somebody, see who has opened your data",
)

SECOND_STEP = (
    "Who signs or administers has a second factor: after the password comes a page that asks for a code.",
    "This world being simulated, that page shows the code of the moment in place of a telephone.",
)


def ask_accounts() -> dict[str, Any]:
    """Return the demo's accounts and their password. Needs Django set up."""
    from lienthong.web.demo.accounts import PASSWORD, demo_accounts

    accounts = [{"username": account.username, "role": account.note} for account in demo_accounts()]
    return {"password": PASSWORD, "accounts": accounts}


def said(kept: Path) -> str:
    """Return the lines to print from the kept answer."""
    answer = json.loads(kept.read_text(encoding="utf-8"))
    wide = max((len(account["username"]) for account in answer["accounts"]), default=0)
    return "\n".join(
        (
            f"Sign in as one of these; the password of all is {answer['password']}",
            *(f"    {account['username']:<{wide}}  {account['role']}" for account in answer["accounts"]),
            *SECOND_STEP,
            "",
            "What to click first:",
            *(f"    {number}. {step}" for number, step in enumerate(FIRST_STEPS, 1)),
        )
    )


if __name__ == "__main__":
    import django

    django.setup()
    Path(sys.argv[1]).write_text(json.dumps(ask_accounts(), ensure_ascii=False), encoding="utf-8")
