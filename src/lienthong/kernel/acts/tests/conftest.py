"""A ledger of its own for each test: key and file of heads in a temporary folder."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from lienthong.kernel.acts.ledger import keys


@pytest.fixture
def ledger(db: None, settings: LazySettings, tmp_path: Path) -> Path:
    """Return the file of published heads."""
    settings.KEYS_ROOT = tmp_path / "keys"
    settings.CHECKPOINTS_FILE = tmp_path / "checkpoints" / "log"
    keys.make_key()
    return settings.CHECKPOINTS_FILE
