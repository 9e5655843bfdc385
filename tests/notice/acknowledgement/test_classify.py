"""What answers say, in both languages; above all what only sounds like a confirmation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from salida.model.provenance import Confidence
from salida.notice.acknowledgement import DeliveryReport, IncomingMessage, classify
from salida.notice.acknowledgement.dates import named_days
from salida.notice.tracking import AnswerKind

if TYPE_CHECKING:
    from collections.abc import Callable

    Letter = Callable[..., IncomingMessage]

CONFIRMATIONS = [
    ("en", "We confirm that your subscription will not renew and ends on 30 September 2025."),
    ("en", "This is to confirm the non-renewal of contract 01234567 effective September 30, 2025."),
    ("en", "Your order form Q-00123456 has been cancelled as of 30 September 2025."),
    ("en", "Your cancellation request has been processed."),
    ("en", "We have accepted your non-renewal for the above order form."),
    ("en", "The agreement is set to expire on 2025-09-30."),
    ("en", "Your contract won't auto-renew."),
    ("en", "As discussed, I have turned off auto-renewal. Your end date remains 9/30/2025."),
    ("en", "Per your request, automatic renewal has been disabled for all order forms."),
    ("en", "Non-renewal has been recorded in our system for 30 September 2025."),
    ("en", "We will not be renewing your agreement."),
    ("es", "Tal y como nos solicitó, hemos desactivado la renovación automática."),
    ("es", "Queda confirmada la baja de su contrato con fecha 30/09/2025."),
    ("es", "Su contrato no será prorrogado."),
    ("es", "El contrato quedará extinguido el 30 de septiembre de 2025."),
    ("en", "The services have been terminated with effect from 30 September 2025."),
    ("en", "I can confirm your cancellation. Is there anything else I can help with?"),
    ("en", "We received your notice.\nWe confirm that the contract will not be renewed."),
    (
        "es",
        "Le confirmamos que su suscripción no se renovará y finaliza el 30 de septiembre de 2025.",
    ),
    ("es", "Confirmamos la no renovación del contrato 01234567 con efectos 30/09/2025."),
    ("es", "El contrato ha quedado resuelto con fecha 30 de septiembre de 2025."),
    ("es", "Hemos tramitado su solicitud de baja."),
    ("es", "Su cancelación ha sido procesada."),
    ("es", "Las licencias no serán renovadas a su vencimiento."),
    ("es", "Los servicios quedan cancelados a partir del 1 de octubre de 2025."),
]
REFUSALS = [
    (
        "en",
        "Unfortunately we cannot accept your notice because it was received after the deadline.",
    ),
    ("en", "We are unable to process your cancellation request."),
    ("en", "Your request has been declined."),
    ("en", "Your notice is too late, since the notice period ended on 31 August."),
    ("en", "The contract has already been renewed for one year."),
    ("en", "Your subscription will automatically renew on 1 October 2025."),
    ("en", "You remain contractually bound until the end of the renewal term."),
    ("en", "The remaining fees are due immediately."),
    ("en", "We do not accept a cancellation by email."),
    ("en", "We can't confirm the non-renewal."),
    ("en", "Under section 11.2 your contract therefore renews for another year."),
    ("en", "The renewal stands."),
    ("en", "We have not yet confirmed the termination."),
    ("en", "Your subscription has not been cancelled."),
    ("en", "I regret to inform you that the window for non-renewal closed on August 31."),
    ("es", "No confirmamos la cancelación."),
    ("es", "Su contrato no ha sido cancelado."),
    ("es", "La baja no ha sido tramitada."),
    ("es", "El plazo de preaviso venció el 31 de agosto."),
    ("es", "Lamentamos comunicarle que su contrato ya se encuentra renovado."),
    (
        "es",
        "Dado que el aviso llegó con menos de 30 días de antelación, la renovación se mantiene.",
    ),
    ("es", "El contrato se ha prorrogado por un año más."),
    ("es", "No podemos aceptar su aviso porque se recibió fuera de plazo."),
    ("es", "Su solicitud ha sido desestimada."),
    ("es", "El preaviso es extemporáneo."),
    ("es", "El contrato se ha renovado automáticamente por un año."),
    ("es", "Su suscripción se renovará el 1 de octubre de 2025."),
    ("es", "La cancelación no procede."),
    ("es", "El contrato sigue vigente hasta septiembre de 2026."),
    ("es", "No es posible tramitar la baja antes del vencimiento."),
]
RECEIPTS = [
    ("en", "We confirm receipt of your notice of non-renewal."),
    ("en", "I acknowledge receipt of your cancellation request and will get back to you."),
    ("en", "We confirm that we have received your notice of termination."),
    ("en", "Thank you for your message. Your case number is 4711."),
    ("en", "Your request is under review; we will confirm the cancellation once it is processed."),
    (
        "en",
        "I'm sorry to hear you will not be renewing. I have passed this on to our renewals team.",
    ),
    ("en", "We understand that you have decided not to renew."),
    ("en", "We've noted your intent not to renew."),
    ("es", "Hemos tomado nota de su decisión de no renovar."),
    ("es", "Confirmamos la recepción de su aviso de no renovación."),
    ("es", "Acusamos recibo de su solicitud de baja."),
    ("es", "Hemos recibido su aviso y le responderemos en breve."),
    ("es", "Su petición está en trámite; le confirmaremos la cancelación."),
    ("es", "Hemos trasladado su solicitud al departamento de renovaciones."),
]
QUESTIONS = [
    ("en", "Could you please confirm that your contract will not renew?"),
    ("en", "Please provide the name of the authorised signatory."),
    ("en", "We need a signed form before we can go on."),
    ("en", "Which order forms do you mean?"),
    ("en", "To confirm your cancellation you must reply by Friday."),
    ("es", "Para confirmar la baja debe firmar el formulario adjunto."),
    ("en", "We'd hate to see you go! Can we schedule a call to discuss your options?"),
    ("en", "Would you be open to a shorter renewal at a better price?"),
    ("es", "Le rogamos nos confirme que el contrato no se renovará."),
    ("es", "Necesitamos la firma del representante legal."),
    ("es", "¿Podría indicarnos el número de pedido?"),
    ("es", "¿Qué pedidos desea cancelar?"),
]
OTHERS = [
    ("en", "Our summer offers for you: twenty percent off."),
    ("en", "If you have any questions, please send them to me."),
    ("es", "Conozca nuestras novedades del verano."),
    ("es", "Si tiene alguna duda, por favor envíela a esta dirección."),
]
TABLE = [
    *((AnswerKind.CONFIRMATION, *each) for each in CONFIRMATIONS),
    *((AnswerKind.REFUSAL, *each) for each in REFUSALS),
    *((AnswerKind.RECEIPT, *each) for each in RECEIPTS),
    *((AnswerKind.QUESTION, *each) for each in QUESTIONS),
    *((AnswerKind.OTHER, *each) for each in OTHERS),
]


@pytest.mark.parametrize(("kind", "language", "text"), TABLE)
def test_an_answer_is_understood(
    letter: Letter, kind: AnswerKind, language: str, text: str
) -> None:
    said = classify(letter(f"Hello,\n\n{text}\n\nRegards\nJane"))

    assert said.kind is kind
    assert said.language in {None, "", language}
    if kind is not AnswerKind.OTHER:
        assert said.quote in " ".join(text.split())


@pytest.mark.parametrize(("kind", "language", "text"), TABLE)
def test_it_is_understood_wherever_its_lines_were_broken(
    letter: Letter, kind: AnswerKind, language: str, text: str
) -> None:
    del language

    assert classify(letter(text.replace("\n", " ").replace(" ", "\n"))).kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "Your contract will not renew unless you sign a new order form.",
        "Once approved, your subscription will not renew.",
        "Si lo desea, el contrato no se renovará.",
        "Your contract ends on 30 September 2025.",
        "We'd like to confirm your interest in renewing and how your contract ends.",
        "Please find attached the confirmation of your cancellation.",
        "Adjuntamos confirmación de la baja de su suscripción.",
        "Procederemos a dar de baja el servicio el 30 de septiembre.",
        "Le recordamos que su contrato vence el 30 de septiembre de 2025.",
    ],
)
def test_what_is_no_promise_is_never_sure(letter: Letter, text: str) -> None:
    said = classify(letter(text))

    assert said.confidence is Confidence.LOW


def test_a_plain_confirmation_is_sure_and_names_its_day(letter: Letter) -> None:
    said = classify(letter(CONFIRMATIONS[0][1]))

    assert said.confidence is Confidence.HIGH
    assert [each.days for each in said.days] == [(date(2025, 9, 30),)]


def test_who_confirms_and_refuses_at_once_is_taken_for_refusing(letter: Letter) -> None:
    said = classify(
        letter("Order form Q-1 will not be renewed. We cannot accept the notice for Q-2.")
    )

    assert (said.kind, said.confidence) == (AnswerKind.REFUSAL, Confidence.LOW)
    assert [each.code for each in said.findings] == ["answer_contradicts_itself"]


def test_a_refusal_gives_its_reason_from_the_next_sentence(letter: Letter) -> None:
    said = classify(letter("We cannot accept your notice. This is because it came 12 days late."))

    assert said.quote == "We cannot accept your notice."
    assert said.reason == "This is because it came 12 days late."


def test_what_is_quoted_below_confirms_nothing(letter: Letter) -> None:
    said = classify(letter("Thank you for your message.", quoted=CONFIRMATIONS[0][1]))

    assert said.kind is AnswerKind.RECEIPT


@pytest.mark.parametrize(
    ("text", "automatic", "expected"),
    [
        ("I am out of the office until Monday.", "", AnswerKind.AUTO_REPLY),
        ("Estaré de vacaciones hasta el lunes.", "", AnswerKind.AUTO_REPLY),
        ("We confirm the cancellation.", "auto-replied", AnswerKind.AUTO_REPLY),
        ("We have received your request, case number 4711.", "auto-generated", AnswerKind.RECEIPT),
        ("We confirm it ends. Do not reply to this message.", "", AnswerKind.CONFIRMATION),
    ],
)
def test_machines_are_told_from_people(
    letter: Letter, text: str, automatic: str, expected: AnswerKind
) -> None:
    assert classify(letter(text, automatic=automatic)).kind is expected


@pytest.mark.parametrize(
    ("actions", "kind", "confidence"),
    [
        (("delivered",), AnswerKind.DELIVERED, Confidence.HIGH),
        (("displayed",), AnswerKind.DELIVERED, Confidence.HIGH),
        (("failed",), AnswerKind.UNDELIVERED, Confidence.HIGH),
        (("failed", "delivered"), AnswerKind.UNDELIVERED, Confidence.LOW),
        (("delayed",), AnswerKind.OTHER, Confidence.LOW),
    ],
)
def test_reports_of_servers_speak_for_themselves(
    letter: Letter, actions: tuple[str, ...], kind: AnswerKind, confidence: Confidence
) -> None:
    reports = tuple(DeliveryReport(f"{each}@x.example", each) for each in actions)

    said = classify(letter("We confirm the cancellation.", reports=reports))

    assert (said.kind, said.confidence) == (kind, confidence)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2025-09-30", [(date(2025, 9, 30),)]),
        ("30 September 2025", [(date(2025, 9, 30),)]),
        ("30th of September, 2025", [(date(2025, 9, 30),)]),
        ("September 30, 2025", [(date(2025, 9, 30),)]),
        ("Sept. 30th 2025", [(date(2025, 9, 30),)]),
        ("30-Sep-2025", [(date(2025, 9, 30),)]),
        ("30 de septiembre de 2025", [(date(2025, 9, 30),)]),
        ("1º de enero del 2026", [(date(2026, 1, 1),)]),
        ("30 SETIEMBRE 2025", [(date(2025, 9, 30),)]),
        ("30/09/2025", [(date(2025, 9, 30),)]),
        ("9/30/25", [(date(2025, 9, 30),)]),
        ("03/04/2026", [(date(2026, 4, 3), date(2026, 3, 4))]),
        ("04.04.2026", [(date(2026, 4, 4),)]),
        ("31 de febrero de 2026 and 2026-13-01", []),
        ("from 1 May 2025 to 2025-06-01", [(date(2025, 5, 1),), (date(2025, 6, 1),)]),
        ("call 2025-123 or 1.2.3", []),
    ],
)
def test_days_are_read_in_every_usual_form(text: str, days: list[tuple[date, ...]]) -> None:
    found = named_days(f"(on {text})")

    assert [each.days for each in found] == days
    assert all(each.quote in text for each in found)
