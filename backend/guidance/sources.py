"""The five source documents, by the first three digits of their file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One source document."""

    id: str
    title: str
    citation: str


SOURCES: dict[str, Source] = {
    s.id: s
    for s in (
        Source("000", "Transient osteoporosis of the hip, monograph", "RxHarun, 2012–2025"),
        Source("001", "Transient osteoporosis of the hip, for patients", "Health article with NHS advice"),
        Source(
            "002", "Recurrence of transient osteoporosis of the hip", "Guidance on prevention, monitoring, management"
        ),
        Source("003", "Bilateral transient osteoporosis of the hip in pregnancy", "Soares C et al., 2024"),
        Source("004", "Hip osteoporosis, physiotherapy page", "Page of a physiotherapy practice"),
    )
}
