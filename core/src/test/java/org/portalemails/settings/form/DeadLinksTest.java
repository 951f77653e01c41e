package org.portalemails.settings.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.template.Position;
import org.portalemails.template.mustache.TemplateReading;

@DisplayName("A link that opens nothing")
class DeadLinksTest {
    private static List<String> codes(List<String> addresses) {
        return DeadLinks.in(
                        addresses.stream()
                                .map(address -> new TemplateReading.Link(Position.START, address))
                                .toList(),
                        "content")
                .stream()
                .map(SettingsViolation::code)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mailto:", "mailto:a", "mailto:a%zz@b.example", "mailto:a@b.example,c", "mailto:?"})
    @DisplayName("writes to no mailbox")
    void mail(String address) {
        assertThat(codes(List.of(address))).containsExactly("text.mail-link");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tel:", "tel:x", "sms:%zz", "tel:%zz", "tel:?a", "TEL:-"})
    @DisplayName("calls no number")
    void phone(String address) {
        assertThat(codes(List.of(address))).containsExactly("text.phone-link");
    }

    @Test
    @DisplayName("calls no number that has more than 100 characters")
    void longNumber() {
        assertThat(codes(List.of("tel:" + "1".repeat(100)))).isEmpty();
        assertThat(codes(List.of("tel:" + "1".repeat(101)))).containsExactly("text.phone-link");
    }

    @Test
    @DisplayName("is told of once, and no more than twenty are")
    void most() {
        assertThat(codes(List.of("#a", "#a"))).containsExactly("text.place-link");
        assertThat(codes(IntStream.range(0, 21).mapToObj(i -> "#" + i).toList()))
                .hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mailto:a@b.example",
                "mailto:a%40b.example,c@d.example?subject=x",
                "mailto:?subject=x",
                "sms:?body=x",
                "tel:+1-418-555-0100",
                "https://a.example/#b"
            })
    @DisplayName("is none of these")
    void alive(String address) {
        assertThat(codes(List.of(address))).isEmpty();
    }
}
