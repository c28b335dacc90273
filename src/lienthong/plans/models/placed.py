from django.db import models
from django.utils.translation import gettext_lazy as _


class Placed(models.Model):
    """Something that a plan says at a place: its section, and the paragraph within that."""

    section = models.TextField(verbose_name=_("Mục"))
    paragraph = models.SmallIntegerField(verbose_name=_("Đoạn"))

    class Meta:
        abstract = True

    @property
    def place(self) -> str:
        return _("mục %(section)s, đoạn %(paragraph)s") % {
            "section": self.section,
            "paragraph": self.paragraph,
        }
