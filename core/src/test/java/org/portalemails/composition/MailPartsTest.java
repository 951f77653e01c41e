package org.portalemails.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.email.OutgoingMail;
import org.portalemails.event.ActionLink;
import org.portalemails.event.EventId;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.Recipient;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;
import org.portalemails.testkit.SampleEvents;

@DisplayName("Of the parts of a mail,")
class MailPartsTest {
    private static final EmailAddress ADDRESS = EmailAddress.of("marie@erables.example");
    private static final Instant DATE = Instant.parse("2026-11-24T15:00:00Z");

    @Nested
    @DisplayName("a mailbox")
    class Mailboxes {
        @Test
        @DisplayName("has a display name on one line, without what is no character")
        void oneLine() {
            assertThat(new Mailbox("Marie\r\nBcc: x", ADDRESS).displayName()).isEqualTo("Marie  Bcc: x");
            assertThat(new Mailbox(" a\u2028b\u2029c\u0085d\u007fe ", ADDRESS).displayName())
                    .isEqualTo("a b c d e");
            assertThat(new Mailbox("a\ud800b\udfffc\ud7ff\ue000😀", ADDRESS).displayName())
                    .isEqualTo("a b c\ud7ff\ue000😀");
        }

        @Test
        @DisplayName("has a name of at most 200 characters, or none at all")
        void length() {
            assertThat(new Mailbox("😀".repeat(201), ADDRESS).displayName()).isEqualTo("😀".repeat(200));
            assertThat(new Mailbox(" \n ", ADDRESS).displayName()).isNull();
            assertThat(new Mailbox("", ADDRESS).displayName()).isNull();
            assertThat(Mailbox.of(ADDRESS)).isEqualTo(new Mailbox(null, ADDRESS));
        }

        @Test
        @DisplayName("shows neither name nor local part in a log")
        void masked() {
            assertThat(new Mailbox("Marie", ADDRESS)).hasToString("m***@erables.example");
        }
    }

    @Nested
    @DisplayName("an id")
    class Ids {
        @Test
        @DisplayName("has 1 to 64 letters, digits and hyphens")
        void characters() {
            for (String id : List.of("a", "azAZ09-", "x".repeat(64))) {
                assertThat(new MailId(id)).hasToString(id);
            }
            for (String id : List.of("", "x".repeat(65), "a_b", "a.b", "a@b", "a[b", "a`b", "a{b", "a/b", "a:b", "é")) {
                assertThatIllegalArgumentException().isThrownBy(() -> new MailId(id));
            }
        }

        @Test
        @DisplayName("that is made is another each time, a UUID of version 7")
        void random() {
            assertThat(MailId.random()).isNotEqualTo(MailId.random());
            assertThat(java.util.UUID.fromString(MailId.random().value()).version())
                    .isEqualTo(7);
        }

        @Test
        @DisplayName("begins with the time in milliseconds, and nothing else")
        void time() {
            for (int i = 0; i < 100; i++) {
                long millis = java.util.UUID.fromString(MailId.random().value()).getMostSignificantBits() >>> 16;
                assertThat(Instant.ofEpochMilli(millis))
                        .isBetween(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2200-01-01T00:00:00Z"));
            }
        }
    }

    @Nested
    @DisplayName("a recipient")
    class Recipients {
        @Test
        @DisplayName("has the name that there is")
        void name() {
            assertThat(new Recipient("Marie", "Tremblay", ADDRESS, Locale.FRENCH)
                            .mailbox()
                            .displayName())
                    .isEqualTo("Marie Tremblay");
            assertThat(new Recipient("", "Tremblay", ADDRESS, Locale.FRENCH).fullName())
                    .isEqualTo("Tremblay");
            assertThat(new Recipient("", "", ADDRESS, Locale.FRENCH).mailbox()).isEqualTo(Mailbox.of(ADDRESS));
            assertThat(new Recipient("Marie", "Tremblay", ADDRESS, Locale.FRENCH))
                    .hasToString("Recipient[fr]");
        }
    }

    @Nested
    @DisplayName("a mail that leaves")
    class Outgoing {
        private OutgoingMail mail(String messageId, String subject, String text) {
            return new OutgoingMail(
                    new MailId("m1"),
                    SampleEvents.GROUP,
                    messageId,
                    DATE,
                    Mailbox.of(ADDRESS),
                    null,
                    Mailbox.of(ADDRESS),
                    subject,
                    text,
                    null);
        }

        @Test
        @DisplayName("has a subject of one line and a text")
        void subjectAndText() {
            assertThat(mail("m1@a.example", "é", "x")).hasToString("OutgoingMail[m1]");
            for (String subject : List.of("", " ", "a\nb", "a\u0000", "a\u007f")) {
                assertThatIllegalArgumentException().isThrownBy(() -> mail("m1@a.example", subject, "x"));
            }
            assertThatIllegalArgumentException().isThrownBy(() -> mail("m1@a.example", "a", " \n"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"m1@a", "!@~", "a.b-c@x.example"})
        @DisplayName("has a Message-ID of printable ASCII around one @")
        void messageId(String id) {
            assertThat(mail(id, "a", "x").messageId()).isEqualTo(id);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "a",
                    "@a",
                    "a@",
                    "a@b@c",
                    "a b@c",
                    "a@b\u007f",
                    "é@b",
                    "<a@b",
                    "a@b>",
                    "a@b\r\n",
                    "a@b\u001f"
                })
        @DisplayName("and no other Message-ID")
        void otherMessageIds(String id) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> mail(id, "a", "x"))
                    .withMessageContaining("messageId");
        }
    }

    @Nested
    @DisplayName("a composed mail")
    class Composed {
        private final RenderedText plain = RenderedText.literal(TextKind.PLAIN, "x");

        private ComposedMail mail(RenderedText text, RenderedText html, Map<String, ActionLink> links) {
            return new ComposedMail(
                    new MailId("m1"),
                    new EventId("e1"),
                    NotificationType.RESET_PASSWORD,
                    new CustomerGroupId("G"),
                    Locale.ENGLISH,
                    "m1@a.example",
                    DATE,
                    Mailbox.of(ADDRESS),
                    null,
                    Mailbox.of(ADDRESS),
                    "Subject",
                    text,
                    html,
                    links);
        }

        private RenderedText hole(TextKind kind, String field) {
            return RenderedText.of(kind, List.of(new RenderedText.Piece.Secret(field)));
        }

        private ActionLink link(long minutes) {
            return ActionLink.given("https://a.example/" + minutes, DATE.plusSeconds(60 * minutes));
        }

        @Test
        @DisplayName("has a link for every hole, in text and HTML")
        void links() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> mail(hole(TextKind.PLAIN, "a"), null, Map.of()))
                    .withMessageStartingWith("a:");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> mail(hole(TextKind.PLAIN, "a"), hole(TextKind.HTML, "b"), Map.of("a", link(1))))
                    .withMessageStartingWith("b:");
            assertThat(mail(plain, hole(TextKind.HTML, "b"), Map.of("b", link(1)))
                            .links())
                    .containsOnlyKeys("b");
        }

        @Test
        @DisplayName("expires with the first of its links, and never without one")
        void expiry() {
            assertThat(mail(plain, null, Map.of()).expiresAt()).isNull();
            assertThat(mail(plain, null, Map.of("a", link(30), "b", link(5), "c", link(60)))
                            .expiresAt())
                    .isEqualTo(DATE.plusSeconds(300));
        }

        @Test
        @DisplayName("leaves with every hole filled, or not at all")
        void reveal() {
            ComposedMail mail = mail(hole(TextKind.PLAIN, "a"), hole(TextKind.HTML, "a"), Map.of("a", link(1)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> mail.reveal(Map.of("b", "https://a.example/")))
                    .withMessage("a: no link was given");
            OutgoingMail out = mail.reveal(Map.of("a", "https://a.example/?x=1&y=2"));
            assertThat(out.text()).isEqualTo("https://a.example/?x=1&y=2");
            assertThat(out.html()).isEqualTo("https://a.example/?x=1&amp;y=2");
            assertThat(mail(plain, null, Map.of()).reveal(Map.of()).html()).isNull();
        }

        @Test
        @DisplayName("shows identifiers only in a log")
        void inLogs() {
            assertThat(mail(plain, null, Map.of())).hasToString("ComposedMail[m1, reset-password, event e1, group G]");
        }
    }
}
