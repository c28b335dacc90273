"""What a simulated world copies of files: that they are attached; the bytes are the same."""

from lienthong.kernel.acts.simulated.listing import Table
from lienthong.kernel.vault.models import Attachment

TABLES = (Table(Attachment, of="subject_id", order=90),)
