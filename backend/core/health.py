"""`/healthz`: do the database and the broker answer this process?"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from kombu.exceptions import KombuError

ASK_FOR_SECONDS = 2


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        # Also in tests and long-lived processes: the next one who asks gets a new connection.
        if not connection.in_atomic_block:
            connection.close()
        return False


def broker_answers() -> bool:
    from celery import current_app

    try:
        with current_app.connection_for_write(connect_timeout=ASK_FOR_SECONDS) as link:
            link.ensure_connection(max_retries=0, timeout=ASK_FOR_SECONDS)
        return True
    except (KombuError, OSError):
        return False


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database and the broker answer, else 503 that says which does not."""
    database, broker = database_answers(), broker_answers()
    body = {
        "status": "ok" if database and broker else "failing",
        "database": "ok" if database else "no answer",
        "broker": "ok" if broker else "no answer",
    }
    return JsonResponse(body, status=200 if database and broker else 503)
