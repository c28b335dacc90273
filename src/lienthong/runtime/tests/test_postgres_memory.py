"""The database takes its share of the memory, and no more than a container may have."""

import os
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import scalar_row

from lienthong.runtime.postgres.memory import MIB, memory, settings_for
from lienthong.runtime.postgres.server import start

GIB = 1024 * MIB


def test_a_commune_s_old_machine_keeps_what_postgresql_takes_by_itself() -> None:
    small = settings_for(GIB // 2)
    assert small["shared_buffers"] == "128MB"
    assert small["work_mem"] == "4MB"
    assert small["max_wal_size"] == "1024MB"


def test_a_server_of_the_province_uses_a_quarter_and_has_an_end() -> None:
    assert settings_for(16 * GIB)["shared_buffers"] == "4096MB"
    assert settings_for(1024 * GIB)["shared_buffers"] == "8192MB"
    assert settings_for(1024 * GIB)["work_mem"] == "64MB"


def test_a_container_has_what_it_was_given(tmp_path: Path) -> None:
    limit = tmp_path / "memory.max"
    whole = memory(tmp_path / "none")
    limit.write_text(f"{256 * MIB}\n", encoding="ascii")
    assert memory(limit) == 256 * MIB
    limit.write_text("max\n", encoding="ascii")
    assert memory(limit) == whole


@pytest.mark.slow
def test_a_server_takes_its_share_and_what_it_is_told_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[start.__module__], "memory", lambda: 4 * GIB)
    with tempfile.TemporaryDirectory(prefix="lt-") as name:
        folder = Path(name)
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
        server = start(folder / "postgres", settings={"fsync": "off", "work_mem": "5MB"})
        try:
            with psycopg.connect(server.urls.app_url, row_factory=scalar_row) as connection:
                assert connection.execute("SHOW shared_buffers").fetchone() == "1GB"
                assert connection.execute("SHOW work_mem").fetchone() == "5MB"
        finally:
            server.stop()
