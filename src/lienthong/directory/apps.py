from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "lienthong.directory"
    label = "directory"

    def ready(self) -> None:
        from lienthong.directory.catalogue.declared import register_catalogues  # noqa: PLC0415 - apps first
        from lienthong.directory.catalogue.working import register_work  # noqa: PLC0415 - apps first
        from lienthong.directory.reorganising.desk.large import register_works  # noqa: PLC0415 - apps first
        from lienthong.directory.reorganising.desk.telling import register_titles  # noqa: PLC0415 - apps first
        from lienthong.directory.words import register_menu, register_words  # noqa: PLC0415 - apps first

        register_catalogues()
        register_work()
        register_words()
        register_menu()
        register_titles()
        register_works()
