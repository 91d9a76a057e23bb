"""What this process counts of updates and answers, as Prometheus is told."""

from bot.digests.service import Digests
from bot.intake import Intake
from bot.metrics import Count
from bot.telegram.desk import Desk
from bot.telegram.polling import Polling
from bot.telegram.webhook import Webhook


def counts(intake: Intake, desk: Desk, digests: Digests, way: Polling | Webhook) -> list[Count]:
    """Everything that is counted in memory; read when Prometheus asks."""
    both = [
        Count("sitrep_updates", "Updates that were taken in, by kind.", lambda: intake.taken, "kind"),
        Count("sitrep_updates_failed", "Updates that could not be handled and are skipped.", lambda: intake.failed),
        Count("sitrep_updates_repeated", "Updates that came again after they were handled.", lambda: intake.repeated),
        Count("sitrep_answers_failed", "Answers that failed, each with a reference number.", lambda: desk.failed),
        Count("sitrep_digests", "What became of messages of the outbox, by state.", lambda: digests.settled, "state"),
        Count("sitrep_updates_open", "Updates under way.", lambda: intake.under_way, rises=False),
        Count("sitrep_loop_age_seconds", "Since the intake went round.", lambda: way.pulse.still, rises=False),
        Count("sitrep_telegram_age_seconds", "Since Telegram last answered.", lambda: way.pulse.silent, rises=False),
    ]
    if not isinstance(way, Webhook):
        return both
    statuses = Count(
        "sitrep_webhook_requests",
        "Requests at the webhook, by the status they were answered with.",
        lambda: {str(status): number for status, number in way.hook.answers.items()},
        "status",
    )
    waiting = "Updates that wait at Telegram, as it said at the last look."
    return [*both, statuses, Count("sitrep_telegram_waiting", waiting, lambda: way.pending, rises=False)]
