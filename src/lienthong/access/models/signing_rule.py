"""Who signs for whom by a standing rule: the law for a kind of post, the regulation of an agency for one post."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import MD5, Cast, Concat
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models import Post
from lienthong.kernel.history.models import Versioned, never_empty

_words = ("profile", "kind", "principal", "capacity")
_key = Concat(
    Cast("post_id", models.TextField()),
    *[part for word in _words for part in (Value("/"), word)],
    output_field=models.TextField(),
)
_row = Cast(MD5(_key), models.UUIDField())


class Capacity(models.TextChoices):
    """In which capacity somebody signs, as the decree abbreviates it (NĐ 30/2020, annex I, part II, 7b).

    Parts with a full stop between them stand in lines above each other; the order here is that in which one is taken.
    """

    OWN = "", _("Ký trực tiếp")
    DEPUTY = "KT", _("Ký thay (KT.)")
    COLLECTIVE = "TM", _("Thay mặt tập thể (TM.)")
    COLLECTIVE_BY_DEPUTY = "TM.KT", _("Thay mặt tập thể, ký thay (TM., KT.)")
    ORDER = "TL", _("Thừa lệnh (TL.)")
    ORDER_BY_DEPUTY = "TL.KT", _("Thừa lệnh, ký thay (TL., KT.)")
    DELEGATED = "TUQ", _("Thừa ủy quyền (TUQ.)")
    ENTERED = "GHI", _("Ghi theo văn bản đã ký")


class Principal(models.TextChoices):
    OWN = "own", _("cơ quan của mình")
    PARENT = "parent", _("cơ quan cấp trên trực tiếp")


class Bound(models.TextChoices):
    FIELDS = "fields", _("trong lĩnh vực phụ trách")
    ANY = "any", _("mọi lĩnh vực")


class SigningRule(Versioned):
    """A profile of posts (or one post) does for the head of its agency, or of the one above, what `capabilities` say.

    A deputy signs KT. by the standing division of work, a head of division TL. by regulation: neither is delegation.
    """

    history_key = "profile"

    profile = models.TextField(
        blank=True, db_comment="profile of posts that the rule is for; empty with a post"
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", db_comment="of one agency's regulation"
    )
    kind = models.TextField(blank=True, db_comment="only in agencies of this kind; empty: in any")
    principal = models.TextField(choices=Principal.choices, default=Principal.OWN)
    heads = ArrayField(models.TextField(), default=list, db_comment="profiles of the post that is signed for")
    capacity = models.TextField(choices=Capacity.choices)
    capabilities = ArrayField(models.TextField())
    bound = models.TextField(choices=Bound.choices, default=Bound.FIELDS)
    source = models.TextField(db_comment="the article, or the regulation of the agency")

    class Meta:
        verbose_name = _("quy định về thẩm quyền ký")
        constraints = [
            ExclusionConstraint(
                name="signingrule_once",
                expressions=[(Func(_row, "during", function="span"), RangeOperators.OVERLAPS)],
                condition=Q(known_to__isnull=True),
            ),
            never_empty("signingrule_some_day"),
            models.CheckConstraint(
                condition=Q(post__isnull=True, profile__gt="") | Q(post__isnull=False, profile=""),
                name="signingrule_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} {self.profile or self.post_id}"
