"""Figures of the assessments for operators, read from the rows when asked."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily, Metric

from backend.core import clock
from backend.core.metrics import FROM_ROWS, FromRows
from backend.tracking.lateness import number_due


class AssessmentFigures(FromRows):
    def figures(self) -> Iterator[Metric]:
        due = number_due(clock.now())
        yield GaugeMetricFamily("toh_assessments_due", "Patients who wait for an assessment.", value=due)


FROM_ROWS.register(AssessmentFigures())
