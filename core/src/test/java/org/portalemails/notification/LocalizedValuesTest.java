package org.portalemails.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalemails.event.ContactRole;
import org.portalemails.language.ZoneName;

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
            en    | 2026-11-24T15:15:00Z | November_24, 2026 at 10:15_a.m. Eastern Time
            en-CA | 2026-07-01T04:00:00Z | July_1, 2026 at 12:00_a.m. Eastern Time
            en-US | 2026-07-01T16:05:00Z | July_1, 2026 at 12:05_p.m. Eastern Time
            en-GB | 2026-11-24T15:15:00Z | 24_November 2026 at 10:15 Eastern Time
            fr    | 2026-11-24T15:15:00Z | 24_novembre 2026 à 10_h_15 (heure de l’Est)
            fr-CA | 2026-08-01T13:05:00Z | 1er_août 2026 à 9_h_05 (heure de l’Est)
            en    | 2026-11-01T05:30:00Z | November_1, 2026 at 1:30_a.m. UTC−04:00
            fr-CA | 2026-11-01T06:30:00Z | 1er_novembre 2026 à 1_h_30 (UTC−05:00)
            de    | 2026-03-01T14:05:00Z | 2026-03-01 09:05 (UTC−05:00)
            """)
    @DisplayName("a moment has day, time and zone; in the hour that the clocks pass twice, the offset")
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

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            UTC               | en    | 3:15_p.m. UTC
            UTC               | fr-CA | 15_h_15 (UTC)
            Etc/GMT           | fr    | 15_h_15 (UTC)
            -05:00            | fr-CA | 10_h_15 (UTC−05:00)
            America/Vancouver | en-CA | 7:15_a.m. Pacific Time
            America/Halifax   | fr-CA | 11_h_15 (heure de l’Atlantique)
            America/St_Johns  | fr-CA | 11_h_45 (heure de Terre-Neuve)
            America/Regina    | en-CA | 9:15_a.m. UTC−06:00
            Europe/Paris      | fr    | 16_h_15 (heure d’Europe centrale)
            Asia/Kolkata      | en    | 8:45_p.m. UTC+05:30
            """)
    @DisplayName("a zone is told as people say it, else by its offset")
    void zones(String zone, String language, String expected) {
        String moment = LocalizedValues.of(Locale.forLanguageTag(language), ZoneId.of(zone))
                .moment(Instant.parse("2026-11-24T15:15:00Z"));
        assertThat(visible(moment)).endsWith((language.startsWith("fr") ? " à " : " at ") + expected);
    }

    @Test
    @DisplayName("a zone has one name at most, it is that of CLDR, and its clocks change")
    void zoneNames() {
        List<String> ids =
                ZoneName.ALL.stream().flatMap(name -> name.zones().stream()).toList();
        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(30);
        for (ZoneName name : ZoneName.ALL) {
            for (String id : name.zones()) {
                ZoneId zone = ZoneId.of(id);
                assertThat(zone.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                        .as(id)
                        .isEqualTo(name.english());
                assertThat(zone.getRules().nextTransition(Instant.parse("2026-01-01T00:00:00Z")))
                        .as(id)
                        .isNotNull();
            }
        }
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
                    .isEqualTo("November_24, 2026 at 10:15_a.m. Eastern Time");
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }
}
