"""A certificate of our own making, for an installation that has none yet. Browsers rightly warn of it."""

import datetime as dt
import ipaddress
import os
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from lienthong.runtime.home import Home, write_secret

VALID_DAYS = 397  # what browsers accept at most


def self_made(home: Home, names: Sequence[str], *, at: dt.datetime) -> tuple[Path, Path]:
    """Return certificate and key for `names`, made when there are none or they end within 30 days of `at`."""
    certificate, key = home.keys / "tls.crt", home.keys / "tls.key"
    if not (certificate.is_file() and key.is_file() and _still_good(certificate, names, at)):
        private = ec.generate_private_key(ec.SECP256R1())
        pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_secret(key, pem.decode())
        made = _certificate(private, names, at).public_bytes(Encoding.PEM)
        certificate.write_bytes(made)
        os.chmod(certificate, 0o644)  # noqa: PTH101 - a certificate is public
    return certificate, key


def _certificate(
    private: ec.EllipticCurvePrivateKey, names: Sequence[str], at: dt.datetime
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])])
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - dt.timedelta(hours=1))
        .not_valid_after(at + dt.timedelta(days=VALID_DAYS))
        .add_extension(x509.SubjectAlternativeName([_name(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(private, hashes.SHA256())
    )


def _name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _still_good(file: Path, names: Sequence[str], at: dt.datetime) -> bool:
    certificate = x509.load_pem_x509_certificate(file.read_bytes())
    covered = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    lasting = certificate.not_valid_after_utc - at > dt.timedelta(days=30)
    return lasting and {_name(name) for name in names} <= set(covered)
