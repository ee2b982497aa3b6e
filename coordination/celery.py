"""The Celery application: a hint that something is due. What is due stands in the database."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coordination.settings")

app = Celery("kraftsam")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
