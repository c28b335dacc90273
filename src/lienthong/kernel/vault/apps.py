from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "lienthong.kernel.vault"
    label = "vault"

    def ready(self) -> None:
        from lienthong.kernel.acts.simulated.listing import listed  # noqa: PLC0415 - models are loaded first
        from lienthong.kernel.vault.multiplied import TABLES  # noqa: PLC0415 - models are loaded first

        listed.tables(*TABLES)
