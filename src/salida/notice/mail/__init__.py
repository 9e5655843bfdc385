"""Outgoing mail: one notice, over TLS only, and never twice without a person's word."""

from salida.notice.mail.sending import SendResult, send_notice, settle_uncertain
from salida.notice.mail.settings import (
    PASSWORD_VARIABLE,
    MailSettings,
    Security,
    read_password,
)

__all__ = [
    "PASSWORD_VARIABLE",
    "MailSettings",
    "Security",
    "SendResult",
    "read_password",
    "send_notice",
    "settle_uncertain",
]
