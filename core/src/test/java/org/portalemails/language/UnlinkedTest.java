package org.portalemails.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.composition.MailComposer;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.email.OutgoingMail;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.AccessRequested;
import org.portalemails.event.Contact;
import org.portalemails.event.EventHeader;
import org.portalemails.event.PortalEvent;
import org.portalemails.event.RepresentativeAdded;
import org.portalemails.layout.MailLayout;
import org.portalemails.limit.RequestLimits;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.CompositionPolicy;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;

@DisplayName("What a stranger typed")
class UnlinkedTest {
    /** More eager than any client: a scheme with something behind it, a dotted name, an address, four numbers, a share. */
    private static final Pattern LINK = Pattern.compile(
            "[a-z][a-z0-9+.-]*:[^\\s]|[\\p{L}\\p{M}\\p{N}\\p{S}\u203c_-][.\u3002\uff0e\uff61\u2024][\\p{L}\\p{M}\\p{N}_-]{2}|[^\\s][@\uff20][^\\s]"
                    + "|[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]|\\\\\\\\",
            Pattern.CASE_INSENSITIVE);

    private static final List<String> BAIT = List.of(
            "https://evil.invalid",
            "http://localhost/reset",
            "HTTPS://EVIL.INVALID/a?b=c",
            "Your account is closed: www.evil.invalid",
            "evil.invalid/x",
            "evil.invalid",
            "e.co",
            "xn--e1afmkfd.xn--p1ai",
            "зло.рф",
            "evil\u3002invalid",
            "evil\uff0einvalid",
            "help@evil.invalid",
            "help\uff20evil.invalid",
            "mailto:help@evil.invalid",
            "javascript:alert",
            "192.0.2.1",
            "192.\u200b0.2.1",
            "\\\\evil\\share",
            "ev\u200bil.\u200binvalid",
            "evil\u2060.invalid",
            "evil.\u00adinvalid",
            "evil\u2800.invalid",
            "evil.\u2800invalid",
            "evil\u180b.invalid",
            "evil.\u17b4invalid",
            "evil\ufff0.\ufff0invalid",
            "evil.\udb40\udd00invalid",
            "evil\udb40\udd00.invalid",
            "\u2603.net",
            "\ud83d\udca9.la",
            "evil\u203c\ufe0f.net",
            "cafe\u0301.com",
            "x.e\u0301te\u0301",
            "a@b@c.d.ee");

    private static String withoutInvisible(String text) {
        return text.codePoints()
                .filter(c -> Character.isWhitespace(c) || !VisibleText.isIgnorable(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    @DisplayName("is no link in any client, also when what nobody sees is taken out")
    void noLinks() {
        for (String bait : BAIT) {
            assertThat(LINK.matcher(withoutInvisible(bait)).find())
                    .as("the search finds %s", bait)
                    .isTrue();
            assertThat(withoutInvisible(Unlinked.of(bait))).as(bait).doesNotContainPattern(LINK);
        }
    }

    @ParameterizedTest
    @DisplayName("is not touched where it is a name, a number, a time or an abbreviation")
    @ValueSource(
            strings = {
                "Marie-Ève O'Connor",
                "J.R. Smith",
                "J.E\u0301. Smith",
                "12.50 \u20ac",
                "St. John",
                "M. et Mme Côté",
                "Érablière du Nord inc.",
                "+1 418 555-0142",
                "•••• •••• 4321",
                "120, rue Saint-Jean\nQuébec (Québec) G1R 1N8",
                "1.234.567",
                "12.\udb40\udd0050",
                "10:30",
                "Note:",
                "Marie\n:x",
                "1.2.3./",
                "3 @ 5",
                "AT&T",
                "a/b",
                "\\",
                ""
            })
    void ordinary(String text) {
        assertThat(Unlinked.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @DisplayName("stays readable where it is taken apart")
    @CsvSource({
        "Booking.com, Booking. com",
        "help@evil.invalid, help @ evil. invalid",
        "https://evil.invalid/x, https: //evil. invalid/x",
        "192.0.2.1, 192.0.2. 1",
    })
    void readable(String typed, String carried) {
        assertThat(Unlinked.of(typed)).isEqualTo(carried);
    }

    private static List<PlannedMail> compose(PortalEvent event) {
        BuiltInTexts texts = BuiltInTexts.load();
        return new MailComposer(
                        FieldCatalogue.builtIn(),
                        texts,
                        CompositionPolicy.DEFAULT,
                        RequestLimits.none(),
                        MailLayout.standard())
                .compose(
                        event,
                        SampleSettings.group(),
                        EffectiveSettings.of(SampleSettings.allOn(), InheritedSettings.NOTHING, texts),
                        SampleSettings.profile(),
                        SampleEvents.WHEN,
                        MailId::random);
    }

    @Test
    @DisplayName(
            "leads nowhere in either mail of an access request, nor in an invitation: subject, text, HTML and name of the recipient")
    void mails() {
        for (String bait : BAIT) {
            EventHeader header = EventHeader.of(
                            new org.portalemails.event.EventId("E-1"), SampleEvents.GROUP, SampleEvents.WHEN, bait)
                    .withCompanyCustomers(List.of(bait));
            Contact person = Contact.of(bait, bait, "victim@customer.example", Locale.ENGLISH)
                    .withUserName(bait);
            AccessRequested sample = SampleEvents.accessRequested("E-1");
            for (PortalEvent event : List.of(
                    new AccessRequested(
                            header, "R-1", person, bait, bait, bait, sample.reviewUrl(), sample.registration()),
                    new RepresentativeAdded(header, "R-1", person, bait, sample.registration()))) {
                List<PlannedMail> plans = compose(event);
                assertThat(plans).isNotEmpty().allSatisfy(plan -> {
                    ComposedMail mail = ((PlannedMail.Send) plan).mail();
                    OutgoingMail out = mail.reveal(Map.of("registrationLink", "https://portal.boreal.example/r"));
                    String all = out.subject() + "\n" + out.text() + "\n" + out.html() + "\n"
                            + out.to().displayName();
                    assertThat(withoutInvisible(all)).doesNotContain(withoutInvisible(bait));
                });
            }
        }
    }
}
