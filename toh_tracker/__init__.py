"""Wiring: settings, urls, asgi/wsgi and the Celery app. No logic lives here."""

from toh_tracker.celery import app as celery_app

__all__ = ["celery_app"]
