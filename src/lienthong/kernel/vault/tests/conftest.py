import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lienthong.kernel.vault.twins.clamd import twin


@pytest.fixture(autouse=True)
def vault(settings: Any, tmp_path: Path) -> Path:
    settings.VAULT_ROOT = tmp_path / "vault"
    settings.VAULT_SCANNER = ""
    settings.VAULT_KEEPS_UNSCANNED = True
    return settings.VAULT_ROOT


@pytest.fixture(params=["unix", "tcp"])
def clamd(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Iterator[str]:
    """Start the twin and return its address."""
    wanted = "tcp:127.0.0.1:0" if request.param == "tcp" else f"unix:{tmp_path}/clamd"
    with twin(wanted) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        address = f"tcp:127.0.0.1:{server.server_address[1]}" if request.param == "tcp" else wanted
        settings.VAULT_SCANNER = address
        yield address
        server.shutdown()
