"""Tables of referrals: the referral and its parties, the three records, notes and tallies."""

from concord.operations.referrals.models.own import Note, Tally, TallyCount
from concord.operations.referrals.models.records import Handoff, Outcome, Step
from concord.operations.referrals.models.referral import Participant, Referral

__all__ = ["Handoff", "Note", "Outcome", "Participant", "Referral", "Step", "Tally", "TallyCount"]
