package org.portalemails.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(profile.senderCompanyName()).isEqualTo("Boréale");
        assertThat(profile.portalName()).isEqualTo("Portail");
        assertThat(profile.portalUrl()).isEqualTo("https://portal.boreale.example/x");
        assertThat(profile.messageIdDomain()).as("that of the portal").isEqualTo("portal.boreale.example");
        assertThat(profile.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(profile.supportContactName()).isNull();
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
        assertThat(profile.supportContactName()).isEqualTo("Service");
        assertThat(profile.supportContactEmail()).isEqualTo(support);
        assertThat(profile.supportContactPhone()).isEqualTo("+1 418 555-0100");
        assertThat(profile.messageIdDomain()).isEqualTo("mail-1.boreale.az.az.09");
        assertThat(profile.zone()).isEqualTo(ZoneId.of("America/Toronto"));
    }

    @Test
    @DisplayName("has names of 1 to 200 characters, without space at the ends")
    void names() {
        assertThat(least().portalName(" Portail ").build().portalName()).isEqualTo("Portail");
        assertThat(least().portalName("x".repeat(200)).build().portalName()).hasSize(200);
        for (String name : List.of("", " ", "x".repeat(201))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> least().portalName(name).build())
                    .withMessageContaining("portalName");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> least().senderCompanyName(name).build())
                    .withMessageContaining("senderCompanyName");
        }
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
        assertThat(least().portalUrl("HTTPS://portal.example/!~").build().portalUrl())
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
