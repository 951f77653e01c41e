package org.portalemails.template.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An https address")
class HttpsAddressTest {
    private static final String LONGEST = "https://a.example/" + "x".repeat(HttpsAddress.MAX_LENGTH - 18);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example",
                "HTTPS://a.example/",
                "https://a.example:1/",
                "https://a.example:65535/?x=1#y",
                "https://a.example/!~",
                "https://10.0.0.1/"
            })
    @DisplayName("that needs no change is accepted as it is")
    void accepted(String address) {
        assertThat(HttpsAddress.require("url", address)).isSameAs(address);
    }

    @Test
    @DisplayName("may be as long as old programs take, and no longer")
    void length() {
        assertThat(HttpsAddress.require("url", LONGEST)).isEqualTo(LONGEST);
        assertThat(HttpsAddress.parse(LONGEST)).contains(LONGEST);
        assertThatThrownBy(() -> HttpsAddress.require("url", LONGEST + "x")).hasMessage("url: at most 2000 characters");
        assertThat(HttpsAddress.parse(LONGEST + "x")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "`https://a.example/a b` → url: printable ASCII only; percent-encode the rest",
                "https://a.example/é → url: printable ASCII only; percent-encode the rest",
                "`https://a.example/\u007f` → url: printable ASCII only; percent-encode the rest",
                "http://a.example/ → `url: an absolute https address is needed, with a host name and without user information`",
                "https://me@a.example/ → `url: an absolute https address is needed, with a host name and without user information`",
                "https://a.example/{x} → url: not a URI; percent-encode what RFC 3986 does not allow",
                "https://a.example/100% → url: not a URI; percent-encode what RFC 3986 does not allow",
            })
    @DisplayName("that is none is refused with the rule it breaks, and not repeated")
    void refused(String address, String message) {
        assertThatThrownBy(() -> HttpsAddress.require("url", address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "https://Portal.Example, portal.example",
        "https://portal.example/x, portal.example",
        "https://portal.example:8443/x, portal.example",
        "https://portal.example?x:y, portal.example",
        "https://portal.example#x, portal.example"
    })
    @DisplayName("has a host, without its port")
    void host(String address, String host) {
        assertThat(HttpsAddress.host(address)).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":1",
                ":0",
                ":65536",
                ":123456",
                ":",
                ":x",
                ":1x",
                ":/1",
                "a.example:0",
                "a.example:65536",
                "a.example:123456",
                "a.example:",
                "a.example:1x",
                "a.example::1",
                "a.example:1:1"
            })
    @DisplayName("has a port from 1 to 65535 behind a host, or none")
    void ports(String authority) {
        assertThat(HttpsAddress.parse("https://" + authority + "/")).isEmpty();
    }

    @Test
    @DisplayName("has labels of at most 63 characters, 253 in all")
    void hosts() {
        String label = "x".repeat(63);
        String three = label + "." + label + "." + label + ".";
        assertThat(HttpsAddress.isHost(label)).isTrue();
        assertThat(HttpsAddress.isHost(label + "x")).isFalse();
        assertThat(HttpsAddress.isHost(three + "x".repeat(61))).isTrue();
        assertThat(HttpsAddress.isHost(three + "x".repeat(62))).isFalse();
        assertThat(HttpsAddress.isHost("")).isFalse();
        assertThat(HttpsAddress.isHost("a..b")).isFalse();
        assertThat(HttpsAddress.isHost("-a")).isFalse();
        assertThat(HttpsAddress.isHost("a-")).isFalse();
        assertThat(HttpsAddress.isHost("a-b")).isTrue();
        assertThat(HttpsAddress.isHost("a_b")).isFalse();
    }
}
