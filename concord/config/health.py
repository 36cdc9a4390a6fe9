"""Whether this process lives (/healthz) and whether it should get requests (/readyz)."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from concord.foundation.access.doors import public
from concord.foundation.events import queries as events
from concord.foundation.lib import clock

MOST_WORKER_SILENCE = 30.0  # seconds without a heartbeat
MOST_LAG = 60.0  # seconds that the outbox or the sequencer may be behind


@public("answers that the process lives; for the host's own supervision")
def healthz(_request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@public("says how far behind the worker is, in seconds; for the host's own supervision")
def readyz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when database and worker keep up, 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        beat = events.get_heartbeat()
    except DatabaseError:
        return JsonResponse({"status": "database"}, status=503)
    silence = (clock.now() - beat.beat_at).total_seconds() if beat else None
    facts = {
        "worker_seconds": round(silence, 1) if silence is not None else None,
        "outbox_lag": round(beat.outbox_lag, 1) if beat else None,
        "sequencer_lag": round(beat.sequencer_lag, 1) if beat else None,
    }
    behind = (
        beat is None
        or silence is None
        or silence > MOST_WORKER_SILENCE
        or max(beat.outbox_lag, beat.sequencer_lag) > MOST_LAG
    )
    return JsonResponse({"status": "worker" if behind else "ok", **facts}, status=503 if behind else 200)
