from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "lienthong.kernel.vault"
    label = "vault"
