from concord.governance.directory.models.contacts import Channel, Contact, OnCallShift
from concord.governance.directory.models.finding import Boundary, Entry, Reach, Term
from concord.governance.directory.models.listings import Listing, Opening

__all__ = ["Boundary", "Channel", "Contact", "Entry", "Listing", "OnCallShift", "Opening", "Reach", "Term"]
