"""Addresses of referrals: short, neutral, and without a word about anybody."""

from django.urls import path

from concord.operations.referrals.views import (
    alone,
    answers,
    calls,
    drafts,
    joint,
    look,
    new,
    phone,
    queue,
    referral,
    together,
)

app_name = "referrals"
urlpatterns = [
    path("queue/", queue.queue, name="queue"),
    path("queue/count/", queue.count, name="count"),
    path("new/", new.new, name="new"),
    path("new/part/", new.part, name="part"),
    path("new/check/", new.check, name="check"),
    path("new/send/", new.send, name="send"),
    path("new/draft/", drafts.keep, name="keep_draft"),
    path("new/draft/discard/", drafts.discard, name="discard_draft"),
    path("new/release/", drafts.to_release, name="to_release"),
    path("new/screen/", drafts.look_over, name="screen"),
    path("new/look/", look.look, name="look"),
    path("new/call/", together.call, name="call"),
    path("new/call/time/", together.elapsed, name="elapsed"),
    path("new/self/", alone.alone, name="self"),
    path("new/self/card/", alone.card, name="card"),
    path("phone/", phone.phone, name="phone"),
    path("calls/", calls.calls, name="calls"),
    path("r/<str:reference>/", referral.one, name="one"),
    path("r/<str:reference>/take/", queue.take, name="take"),
    path("r/<str:reference>/notes/", referral.add_note, name="add_note"),
    path("r/<str:reference>/called/", referral.called, name="called"),
    path("r/<str:reference>/call-us/", referral.call_us, name="call_us"),
    path("r/<str:reference>/pending/", referral.pending, name="pending"),
    path("r/<str:reference>/accept/", answers.accept, name="accept"),
    path("r/<str:reference>/waitlist/", answers.waitlist, name="waitlist"),
    path("r/<str:reference>/decline/", answers.decline, name="decline"),
    path("r/<str:reference>/correct/", answers.correct, name="correct"),
    path("r/<str:reference>/close/", answers.close, name="close"),
    path("r/<str:reference>/withdraw/", answers.withdraw, name="withdraw"),
    path("r/<str:reference>/joint/", joint.joint, name="joint"),
    path("r/<str:reference>/joint/confirm/", referral.confirm_joint, name="confirm_joint"),
    path("r/<str:reference>/follow-up/", joint.follow_up, name="follow_up"),
]
