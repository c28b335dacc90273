from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "lienthong.kernel.jobs"
    label = "jobs"
