package org.portalemails.demo.mailbox;

import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.portalemails.layout.BrandImage;

/** A mail as people read it, with the secret part of its links masked. */
record ReadMail(
        int number,
        Instant at,
        String from,
        String to,
        String subject,
        String messageId,
        String text,
        @Nullable String html,
        List<BrandImage> images) {
    /** What stands behind the purpose in a link of the demo, see PortalLinks. */
    private static final Pattern SECRET =
            Pattern.compile("(https://portail\\.erable\\.example(/portal/(?:reset|register)/))([\\w-]+)");

    private static final String MASK = "••••••";

    static ReadMail of(EmbeddedMailServer.Received received) {
        try {
            MimeMessage message = new MimeMessage(
                    null, new ByteArrayInputStream(received.source().getBytes(StandardCharsets.ISO_8859_1)));
            Parts parts = new Parts();
            parts.read(message);
            String html = parts.html;
            return new ReadMail(
                    received.number(),
                    received.at(),
                    address(message.getFrom()),
                    address(message.getRecipients(MimeMessage.RecipientType.TO)),
                    String.valueOf(message.getSubject()),
                    String.valueOf(message.getMessageID()),
                    masked(parts.text == null ? "" : parts.text),
                    html == null ? null : masked(html),
                    List.copyOf(parts.images));
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("mail " + received.number() + " cannot be read", e);
        }
    }

    /** Where the secret link of a mail leads on this machine. For whoever plays its recipient; no page shows it. */
    static Optional<String> pathOfLink(EmbeddedMailServer.Received received) {
        try {
            Parts parts = new Parts();
            parts.read(new MimeMessage(
                    null, new ByteArrayInputStream(received.source().getBytes(StandardCharsets.ISO_8859_1))));
            Matcher link = SECRET.matcher(parts.text == null ? "" : parts.text);
            return link.find() ? Optional.of(link.group(2) + link.group(3)) : Optional.empty();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("mail " + received.number() + " cannot be read", e);
        }
    }

    /** Whether there is such a link. */
    public boolean hasLink() {
        return text.contains(MASK);
    }

    private static String masked(String text) {
        return SECRET.matcher(text).replaceAll("$1" + MASK);
    }

    private static String address(Address @Nullable [] addresses) {
        if (addresses == null || addresses.length == 0) {
            return "–";
        }
        InternetAddress address = (InternetAddress) addresses[0];
        return address.getPersonal() == null
                ? address.getAddress()
                : address.getPersonal() + " <" + address.getAddress() + ">";
    }

    /** The two parts of a multipart/alternative, and what the HTML shows. */
    private static final class Parts {
        private @Nullable String text;
        private @Nullable String html;
        private final List<BrandImage> images = new ArrayList<>();

        void read(Part part) throws MessagingException, IOException {
            if (part.isMimeType("text/html")) {
                html = String.valueOf(part.getContent());
            } else if (part.isMimeType("image/*")) {
                try (InputStream in = part.getInputStream()) {
                    images.add(BrandImage.of(in.readAllBytes()));
                }
            } else if (part.isMimeType("text/*")) {
                text = String.valueOf(part.getContent());
            } else if (part.getContent() instanceof Multipart multipart) {
                for (int i = 0; i < multipart.getCount(); i++) {
                    BodyPart child = multipart.getBodyPart(i);
                    read(child);
                }
            }
        }
    }
}
