"""Figures for operators, read from the rows when asked: right whatever process sent or died."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, F, Max, Min
from prometheus_client.core import GaugeMetricFamily, Metric

from backend.core import clock
from backend.core.metrics import FROM_ROWS, FromRows
from backend.reminders.models import Delivery, MovedReminder, Reminder

WINDOW = timedelta(hours=1)


class ReminderFigures(FromRows):
    """Due and overdue, sent and how late, attempts by channel and outcome (all of the last hour)."""

    def figures(self) -> Iterator[Metric]:
        now = clock.now()
        due = Reminder.objects.due(now).order_by().aggregate(number=Count("pk"), oldest=Min("next_at"))
        yield GaugeMetricFamily("toh_reminders_due", "Reminders that wait for a worker.", value=due["number"])
        waited = (now - due["oldest"]).total_seconds() if due["oldest"] else 0
        yield GaugeMetricFamily("toh_reminders_oldest_due_seconds", "How long the oldest has waited.", value=waited)
        inbox = Delivery.objects.filter(at__gte=now - WINDOW, channel="inapp")
        sent = inbox.aggregate(number=Count("pk"), late=Max(F("at") - F("reminder__due_at")))
        yield GaugeMetricFamily("toh_reminders_sent_last_hour", "Reminders told.", value=sent["number"])
        late = sent["late"].total_seconds() if sent["late"] else 0
        yield GaugeMetricFamily("toh_reminders_late_seconds_max", "The latest of them.", value=max(late, 0))
        attempts = GaugeMetricFamily(
            "toh_deliveries_last_hour", "Attempts by channel and outcome.", labels=["channel", "outcome"]
        )
        rows = Delivery.objects.filter(at__gte=now - WINDOW).values_list("channel", "outcome")
        for channel, outcome, number in rows.annotate(number=Count("pk")).order_by():
            attempts.add_metric([channel, outcome], number)
        yield attempts
        moved = GaugeMetricFamily(
            "toh_reminders_moved", "Planned reminders that newer zone data have moved.", labels=["zone_data"]
        )
        for version, number in MovedReminder.objects.values_list("newer").annotate(number=Count("pk")).order_by():
            moved.add_metric([version], number)
        yield moved


FROM_ROWS.register(ReminderFigures())
