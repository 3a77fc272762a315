"""Telling people of a failure, by the way that the settings name.

Enters: which task failed, in which run, and why. Leaves: a log line, an e-mail or a call of a webhook. Touches the network. A notice that
cannot be sent is a log line: it must not hide the failure that it was to tell of.
"""

from __future__ import annotations

import logging
import smtplib
from email.message import EmailMessage

import requests

from etl.settings import Settings

_LOG = logging.getLogger(__name__)
_SECONDS = 20  # a failed task waits no longer for the mail server or the webhook


def tell(settings: Settings, task: str, run: str, error: BaseException | str | None) -> bool:
    """Whether the notice was sent; it names the task, the run and the first line of the error."""
    why = str(error or "the task was killed or timed out").strip().splitlines()[0]
    notice = {"task": task, "run": run, "why": why}
    _LOG.error("%s failed in %s: %s", task, run, why, extra={"step": task, "run": run})
    try:
        if settings.notify == "webhook":
            requests.post(settings.notify_to.get_secret_value(), json=notice, timeout=_SECONDS).raise_for_status()
        elif settings.notify == "email":
            _mail(settings, notice)
    except (OSError, requests.RequestException, smtplib.SMTPException) as failed:
        # The address may hold a token, so it is not repeated.
        _LOG.error("the notice by %s could not be sent: %s", settings.notify, type(failed).__name__)
        return False
    return True


def _mail(settings: Settings, notice: dict[str, str]) -> None:
    message = EmailMessage()
    message["From"] = settings.smtp_from
    message["To"] = settings.notify_to.get_secret_value()
    message["Subject"] = f"{notice['task']} failed"
    message.set_content("\n".join(f"{name}: {value}" for name, value in notice.items()))
    with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=_SECONDS) as server:
        if settings.smtp_starttls:
            server.starttls()
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        server.send_message(message)
