"""Kraftsam's kernel and Django project. Celery finds its application when Django starts."""

from coordination.celery import app as celery_app

__all__ = ["celery_app"]
