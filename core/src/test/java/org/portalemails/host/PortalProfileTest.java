package org.portalemails.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.address.EmailAddress;

@DisplayName("What a host says of itself")
class PortalProfileTest {
    private static PortalProfile.Builder least() {
        return PortalProfile.builder()
                .senderCompanyName("Boréale")
                .portalName("Portail")
                .portalUrl("https://portal.boreale.example/x");
    }

    @Test
    @DisplayName("is at least its name, the portal's and the portal's address")
    void leastOfAll() {
        PortalProfile profile = least().build();
        assertThat(profile.senderCompanyName(Locale.ROOT)).isEqualTo("Boréale");
        assertThat(profile.portalName(Locale.ROOT)).isEqualTo("Portail");
        assertThat(profile.portalUrl(Locale.ROOT)).isEqualTo("https://portal.boreale.example/x");
        assertThat(profile.messageIdDomain()).as("that of the portal").isEqualTo("portal.boreale.example");
        assertThat(profile.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(profile.supportContactName(Locale.ROOT)).isNull();
        assertThat(profile.supportContactEmail()).isNull();
        assertThat(profile.supportContactPhone()).isNull();
        assertThat(profile).hasToString("PortalProfile[Portail]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortalProfile.builder().build())
                .withMessageContaining("senderCompanyName");
    }

    @Test
    @DisplayName("may be whom to ask, where mails come from, and in which zone it lives")
    void everything() {
        EmailAddress support = EmailAddress.of("soutien@boreale.example");
        PortalProfile profile = least().supportContact("Service", support, "+1 418 555-0100")
                .messageIdDomain("Mail-1.Boreale.AZ.az.09")
                .zone(ZoneId.of("America/Toronto"))
                .build();
        assertThat(profile.supportContactName(Locale.ROOT)).isEqualTo("Service");
        assertThat(profile.supportContactEmail()).isEqualTo(support);
        assertThat(profile.supportContactPhone()).isEqualTo("+1 418 555-0100");
        assertThat(profile.messageIdDomain()).isEqualTo("mail-1.boreale.az.az.09");
        assertThat(profile.zone()).isEqualTo(ZoneId.of("America/Toronto"));
    }

    @Test
    @DisplayName("has names of 1 to 200 characters, without space at the ends")
    void names() {
        assertThat(least().portalName(" Portail ").build().portalName(Locale.ROOT))
                .isEqualTo("Portail");
        assertThat(least().portalName("x".repeat(200)).build().portalName(Locale.ROOT))
                .hasSize(200);
        for (String name : List.of("", " ", "x".repeat(201))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> least().portalName(name).build())
                    .withMessageContaining("portalName");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> least().senderCompanyName(name).build())
                    .withMessageContaining("senderCompanyName");
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "fr-CA, Portail Facturation",
        "fr, Portail de facturation",
        "fr-CH, Portail de facturation",
        "en, Billing Portal",
        "en-CA, Billing Portal",
        "de, Portail",
        "und, Portail"
    })
    @DisplayName("has names per language: fr-CA, else fr, else the one without a language")
    void namesPerLanguage(Locale reader, String expected) {
        PortalProfile profile = least().portalName(Locale.FRENCH, "Portail de facturation")
                .portalName(Locale.CANADA_FRENCH, "Portail Facturation")
                .portalName(Locale.ENGLISH, " Billing Portal ")
                .build();
        assertThat(profile.portalName(reader)).isEqualTo(expected);
        assertThat(profile.senderCompanyName(reader)).isEqualTo("Boréale");
        assertThat(profile).hasToString("PortalProfile[Portail]");
    }

    @Test
    @DisplayName("may differ per language in everything that is words or a page")
    void everythingPerLanguage() {
        PortalProfile.Builder builder = least().senderCompanyName(Locale.ENGLISH, "Boreal")
                .portalUrl(Locale.ENGLISH, "https://portal.boreale.example/en")
                .supportContactName(Locale.ENGLISH, "Accounts Receivable");
        PortalProfile profile = builder.build();
        builder.senderCompanyName(Locale.ENGLISH, "Changed afterwards");
        assertThat(profile.senderCompanyName(Locale.CANADA)).isEqualTo("Boreal");
        assertThat(profile.senderCompanyName(Locale.FRENCH)).isEqualTo("Boréale");
        assertThat(profile.portalUrl(Locale.ENGLISH)).isEqualTo("https://portal.boreale.example/en");
        assertThat(profile.portalUrl(Locale.FRENCH)).isEqualTo("https://portal.boreale.example/x");
        assertThat(profile.supportContactName(Locale.ENGLISH)).isEqualTo("Accounts Receivable");
        assertThat(profile.supportContactName(Locale.FRENCH)).isNull();
    }

    @Test
    @DisplayName("obeys the same rules in every language, and needs what is without a language")
    void rulesPerLanguage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> least().portalName(Locale.ENGLISH, " ").build())
                .withMessageContaining("portalName");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> least().supportContactName(Locale.ENGLISH, "x".repeat(201))
                        .build())
                .withMessageContaining("supportContactName");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> least().portalUrl(Locale.ENGLISH, "http://portal.example/")
                        .build())
                .withMessageContaining("portalUrl");
        assertThatIllegalArgumentException().isThrownBy(() -> least().portalName(Locale.ROOT, "Portail"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortalProfile.builder()
                        .senderCompanyName(Locale.ENGLISH, "Boreal")
                        .portalName("Portail")
                        .portalUrl("https://portal.example/")
                        .build())
                .withMessageContaining("senderCompanyName");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://portal.example/",
                "portal.example",
                "/portal",
                "https:///portal",
                "https:portal",
                "https://portal.example/é",
                "https://a b.example/",
                "https://portal.example/\u007f",
                "mailto:a@portal.example"
            })
    @DisplayName("has a portal at an absolute https address in ASCII")
    void otherAddresses(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> least().portalUrl(url).build())
                .withMessageContaining("portalUrl");
        assertThat(least().portalUrl("HTTPS://portal.example/!~").build().portalUrl(Locale.ROOT))
                .isEqualTo("HTTPS://portal.example/!~");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "é.example",
                "a_b",
                "a/b",
                "a:b",
                "a@b",
                "a[b",
                "a`b",
                "a{b",
                "a,b",
                "<a>",
                "a\n",
                ".",
                "a..b",
                "-a",
                "a-"
            })
    @DisplayName("has a domain for Message-IDs in ASCII")
    void otherDomains(String domain) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> least().messageIdDomain(domain).build())
                .withMessageContaining("messageIdDomain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://u:p@h.example/",
                "https://[2001:db8::1]/",
                "https://h.example:/",
                "https://h.example:0/",
                "https://h.example:70000/",
                "https://a..b/",
                "https://-a.example/",
                "https://a_b.example/",
                "https://a.example/x y",
                "https://a.example/\u00e9",
                "https://a.example/%zz",
                "http://a.example/"
            })
    @DisplayName("takes only addresses that every mail can carry")
    void addresses(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> least().portalUrl(url).build())
                .withMessageContaining("portalUrl");
    }

    @Test
    @DisplayName("has a domain of at most 200 characters")
    void longDomain() {
        String labels = ("a".repeat(49) + ".").repeat(3);
        assertThat(least().messageIdDomain(labels + "b".repeat(50)).build().messageIdDomain())
                .hasSize(200);
        assertThatIllegalArgumentException().isThrownBy(() -> least().messageIdDomain(labels + "b".repeat(51))
                .build());
    }
}
