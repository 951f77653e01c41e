package org.portalemails.mail;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.TransportProbe;
import org.portalemails.transport.TransportProbe.Part;

/** Tries a server step by step, on a connection of its own that no mail uses. */
final class SmtpProbe {
    /** Opens a conversation, as for a mail. */
    interface Opening {
        SmtpConnection open(long deadline) throws Undelivered;
    }

    private final SmtpSettings settings;
    private final HostResolver resolver;
    private final Opening opening;
    private final List<TransportProbe.Step> steps = new ArrayList<>();

    SmtpProbe(SmtpSettings settings, HostResolver resolver, Opening opening) {
        this.settings = settings;
        this.resolver = resolver;
        this.opening = opening;
    }

    TransportProbe run(@Nullable EmailAddress sender) {
        long deadline = System.nanoTime() + settings.overallTimeout().toNanos();
        try {
            passed(
                    Part.RESOLVE,
                    Arrays.stream(resolver.resolve(settings.connectTimeout().toNanos()))
                            .map(java.net.InetAddress::getHostAddress)
                            .collect(Collectors.joining(", ")));
        } catch (WireFailure e) {
            failed(Part.RESOLVE, String.valueOf(e.getMessage()));
            return new TransportProbe(steps);
        }
        try {
            SmtpConnection connection = opening.open(deadline);
            try {
                opened(connection);
                ready(connection, sender);
            } finally {
                connection.close();
            }
        } catch (Undelivered e) {
            notOpened(e.outcome().reply());
        }
        return new TransportProbe(steps);
    }

    private void opened(SmtpConnection connection) {
        passed(Part.CONNECT, "");
        X509Certificate certificate = connection.wire().certificate();
        if (certificate != null) {
            LocalDate end = LocalDate.ofInstant(certificate.getNotAfter().toInstant(), ZoneOffset.UTC);
            passed(Part.TLS, certificate.getSubjectX500Principal().getName() + ", " + end);
        }
        if (settings.credentials() != null) {
            passed(Part.SIGN_IN, "");
        }
    }

    /** How far it came tells what works. */
    private void notOpened(DeliveryOutcome.Reply reply) {
        String said = reply.replyCode() == 0 ? reply.text() : reply.replyCode() + " " + reply.text();
        switch (reply.phase()) {
            case STARTTLS -> {
                passed(Part.CONNECT, "");
                failed(Part.TLS, said);
            }
            case AUTH -> {
                passed(Part.CONNECT, "");
                failed(Part.SIGN_IN, said);
            }
            default -> failed(Part.CONNECT, said);
        }
    }

    private void ready(SmtpConnection connection, @Nullable EmailAddress sender) {
        Duration patience = settings.readTimeout();
        if (!SmtpEnvelopeConversation.isAlive(connection, patience)) {
            failed(Part.READY, "");
            return;
        }
        passed(Part.READY, "");
        if (sender == null) {
            return;
        }
        try {
            SmtpReply reply = ask(connection, "MAIL FROM:<" + sender.value() + ">");
            if (reply.isPositive()) {
                passed(Part.SENDER, sender.value());
            } else {
                failed(Part.SENDER, reply.code() + " " + reply.text());
            }
            ask(connection, "RSET");
        } catch (WireFailure e) {
            failed(Part.SENDER, String.valueOf(e.getMessage()));
        }
    }

    private SmtpReply ask(SmtpConnection connection, String command) throws WireFailure {
        connection.step(settings.readTimeout());
        connection.wire().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return connection.wire().readReply();
    }

    private void passed(Part part, String detail) {
        steps.add(new TransportProbe.Step(part, true, detail));
    }

    private void failed(Part part, String detail) {
        steps.add(new TransportProbe.Step(part, false, detail));
    }
}
