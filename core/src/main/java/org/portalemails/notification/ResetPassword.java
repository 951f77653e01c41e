package org.portalemails.notification;

import static org.portalemails.notification.MergeField.Flag.LINK;
import static org.portalemails.notification.MergeField.Flag.MAY_BE_ABSENT;
import static org.portalemails.notification.MergeField.Flag.MOMENT;
import static org.portalemails.notification.MergeField.Flag.PERSONAL;
import static org.portalemails.notification.MergeField.Flag.REQUIRED_IN_CONTENT;
import static org.portalemails.notification.MergeField.Flag.SECRET;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.notification.NotificationType.Audience;

/** Somebody asked for a new password: always. A newer one of the same account makes the older link worthless. */
final class ResetPassword extends Notification<PasswordResetRequested> {
    ResetPassword() {
        super(
                Audience.CUSTOMER,
                null,
                List.of(PasswordResetRequested.class),
                CustomerFields.after(List.of(
                        Field.text(
                                "resetLink",
                                "Link to set a new password",
                                "Lien pour choisir un nouveau mot de passe",
                                "https://portal.example/reset/EXAMPLE",
                                PasswordResetRequested::reset,
                                SECRET,
                                LINK,
                                REQUIRED_IN_CONTENT),
                        Field.text(
                                "resetLinkExpiresAt",
                                "Link expires at",
                                "Fin de validité du lien",
                                "2026-11-24T15:45:00Z",
                                event -> event.reset().expiresAt(),
                                MOMENT),
                        Field.text(
                                "resetLinkValidMinutes",
                                "Minutes for which the link is valid",
                                "Minutes de validité du lien",
                                "30",
                                ResetPassword::validMinutes),
                        CustomerFields.userName(event -> event.contact().userName()),
                        CustomerFields.requestedAt(),
                        Field.text(
                                "requestedByName",
                                "Name of whoever requested it for the recipient",
                                "Nom de la personne qui a fait la demande pour le destinataire",
                                "Service des comptes clients",
                                PasswordResetRequested::requestedByName,
                                PERSONAL,
                                MAY_BE_ABSENT))));
    }

    @Override
    Decision decide(PasswordResetRequested event, SendingConditions conditions) {
        return Decision.to(event.contact());
    }

    /** "The same account", told to nobody who reads the table. */
    @Override
    String supersedes(PasswordResetRequested event) {
        String account = event.group().value() + "\n" + event.contact().userName();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(account.getBytes(StandardCharsets.UTF_8));
            return "reset-password:" + HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String validMinutes(PasswordResetRequested event) {
        long minutes = Duration.between(
                        event.header().occurredAt(), event.reset().expiresAt())
                .toMinutes();
        return Long.toString(Math.max(1, minutes));
    }
}
