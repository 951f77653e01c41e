package org.portalemails.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalemails.event.ContactRole;

@DisplayName("Values in the words of the reader")
class LocalizedValuesTest {
    private static final ZoneId MONTREAL = ZoneId.of("America/Montreal");

    private static LocalizedValues in(String language) {
        return LocalizedValues.of(Locale.forLanguageTag(language), MONTREAL);
    }

    /** No-break spaces shown as {@code _}. */
    private static String visible(String text) {
        return text.replace('\u00a0', '_');
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            en    | 2026-11-24T15:15:00Z | November_24, 2026 at 10:15_AM (UTC-05:00)
            en-CA | 2026-07-01T04:00:00Z | July_1, 2026 at 12:00_AM (UTC-04:00)
            en-US | 2026-07-01T16:05:00Z | July_1, 2026 at 12:05_PM (UTC-04:00)
            en-GB | 2026-11-24T15:15:00Z | 24_November 2026 at 10:15 (UTC-05:00)
            fr    | 2026-11-24T15:15:00Z | 24_novembre 2026 à 10_h_15 (UTC-05:00)
            fr-CA | 2026-08-01T13:05:00Z | 1er_août 2026 à 9_h_05 (UTC-04:00)
            de    | 2026-03-01T14:05:00Z | 2026-03-01 09:05 (UTC-05:00)
            """)
    @DisplayName("a moment has day, time and offset")
    void moments(String language, Instant moment, String expected) {
        assertThat(visible(in(language).moment(moment))).isEqualTo(expected);
    }

    @Test
    @DisplayName("the day is the one in the zone of the host, not the one of Greenwich")
    void dayInZone() {
        Instant lateEvening = Instant.parse("2027-01-01T03:00:00Z");
        assertThat(visible(in("fr-CA").date(lateEvening))).isEqualTo("31_décembre 2026");
        assertThat(visible(LocalizedValues.of(Locale.FRENCH, ZoneId.of("UTC")).date(lateEvening)))
                .isEqualTo("1er_janvier 2027");
        assertThat(LocalizedValues.of(Locale.FRENCH, ZoneId.of("UTC")).moment(lateEvening))
                .endsWith("(UTC)");
    }

    @Test
    @DisplayName("a list is joined by the word of the language")
    void lists() {
        List<String> three = List.of("A", "B", "C");
        assertThat(in("en").list(three)).isEqualTo("A, B and C");
        assertThat(in("fr-CA").list(three)).isEqualTo("A, B et C");
        assertThat(in("de").list(three)).isEqualTo("A, B, C");
        assertThat(in("fr").list(List.of("A", "B"))).isEqualTo("A et B");
        assertThat(in("fr").list(List.of("A"))).isEqualTo("A");
        assertThat(in("fr").list(List.of())).isEmpty();
    }

    @Test
    @DisplayName("roles are words, not codes")
    void roles() {
        assertThat(in("fr-CA").contactRole(ContactRole.PRIMARY)).isEqualTo("contact principal");
        assertThat(in("en").contactRole(ContactRole.SECONDARY)).isEqualTo("secondary contact");
    }

    @Test
    @DisplayName("nothing depends on the defaults of the virtual machine")
    void noDefaults() {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            assertThat(visible(in("en").moment(Instant.parse("2026-11-24T15:15:00Z"))))
                    .isEqualTo("November_24, 2026 at 10:15_AM (UTC-05:00)");
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }
}
