"""Figures for the programs that watch, in Prometheus' format."""

import hmac

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector, CollectorRegistry

from coordination.domain.queries.delivery import delivery_figures


class DeliveryCollector(Collector):
    """The outbox and the tick, read from the database: the same from every process."""

    def collect(self):
        figures = delivery_figures(now=timezone.now())
        messages = GaugeMetricFamily(
            "kraftsam_messages", "Messages in the outbox by state", labels=["state"]
        )
        for state, number in figures.by_state.items():
            messages.add_metric([str(state)], number)
        yield messages
        latency = GaugeMetricFamily(
            "kraftsam_message_latency_seconds",
            "From written to sent, the last 24 hours",
            labels=["quantile"],
        )
        latency.add_metric(["0.5"], figures.median_seconds or 0.0)
        latency.add_metric(["0.95"], figures.p95_seconds or 0.0)
        yield latency
        for name, about, value in (
            ("messages_sent_24h", "Messages sent in the last 24 hours", figures.sent),
            (
                "oldest_waiting_seconds",
                "Age of the oldest message that could be sent now",
                figures.oldest_waiting_seconds,
            ),
            (
                "deadlines_planned_late",
                "Open deadlines whose reminder day has passed: the tick does not run",
                figures.planned_late,
            ),
            (
                "reminders_written_late",
                "Reminders whose letter should have been written before today",
                figures.letters_late,
            ),
        ):
            yield GaugeMetricFamily(f"kraftsam_{name}", about, value=value)


@login_not_required
@require_safe
@never_cache
def metrics(request):
    """The figures, for whoever has METRICS_TOKEN; without such a setting there is no page."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(
        given.encode(), settings.METRICS_TOKEN.encode()
    ):
        raise Http404
    ours = CollectorRegistry()
    ours.register(DeliveryCollector())
    body = generate_latest(REGISTRY) + generate_latest(ours)
    return HttpResponse(body, content_type=CONTENT_TYPE_LATEST)
