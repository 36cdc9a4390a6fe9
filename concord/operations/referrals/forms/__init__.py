"""What the pages of referrals take: shapes only; whether it may be done is asked of the verbs."""

from concord.operations.referrals.forms.answering import (
    AcceptForm,
    CorrectForm,
    DeclineForm,
    FollowUpForm,
    JointForm,
    NoteForm,
    PlanForm,
    WaitlistForm,
)
from concord.operations.referrals.forms.base import AskedForm
from concord.operations.referrals.forms.calls import CallForm, PhoneForm, UnderReleaseForm
from concord.operations.referrals.forms.sending import QuestionForm, SendForm, SendingForm

__all__ = [
    "AcceptForm",
    "AskedForm",
    "CallForm",
    "CorrectForm",
    "DeclineForm",
    "FollowUpForm",
    "JointForm",
    "NoteForm",
    "PhoneForm",
    "PlanForm",
    "QuestionForm",
    "SendForm",
    "SendingForm",
    "UnderReleaseForm",
    "WaitlistForm",
]
