"""The answers to "Why are we asked this?": two sentences a field, in plain words (TRAIN-12)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PRIMER: str | Promise = _(
    "A mistake here would reach another agency. One question shows that the sentences above were read."
)
WHOLE: str | Promise = _(
    "What is asked here happens every week. Choosing yourself stays in mind longer than reading."
)
