package org.portalemails.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.event.Contact;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.RefusedSettingException;
import org.portalemails.settings.Setting;

@DisplayName("A language")
class LanguagesTest {
    private static Locale best(String wanted, String... available) {
        return Languages.best(
                        Locale.forLanguageTag(wanted),
                        Stream.of(available).map(Locale::forLanguageTag).toList())
                .orElse(Locale.ROOT);
    }

    @Test
    @DisplayName("may have a script and a region")
    void scripts() {
        assertThat(Setting.LANGUAGE.parse("zh-Hans")).contains(Locale.forLanguageTag("zh-Hans"));
        assertThat(Setting.LANGUAGE.parse("sr_Latn_RS")).contains(Locale.forLanguageTag("sr-Latn-RS"));
        for (String none : List.of("sl-rozaj", "english", "")) {
            assertThatThrownBy(() -> Setting.LANGUAGE.parse(none))
                    .isInstanceOf(RefusedSettingException.class)
                    .hasMessageContaining("settings.language-unknown");
        }
    }

    @Test
    @DisplayName("is served by itself, then by fewer of its parts, then by a relative in the same script")
    void best() {
        assertThat(best("zh-Hans-CN", "zh", "zh-Hans", "zh-Hans-CN")).hasToString("zh_CN_#Hans");
        assertThat(best("zh-Hans-CN", "zh", "zh-Hans")).hasToString("zh__#Hans");
        assertThat(best("zh-Hans-CN", "zh", "zh-Hant")).hasToString("zh");
        assertThat(best("zh-Hans", "zh-Hant-TW", "zh-Hans-SG")).hasToString("zh_SG_#Hans");
        assertThat(best("fr-CA", "en", "fr-FR")).hasToString("fr_FR");
        assertThat(best("fr-CA", "en")).isEqualTo(Locale.ROOT);
    }

    @Test
    @DisplayName("is one that storage gives back")
    @SuppressWarnings("deprecation")
    void refused() {
        for (Locale none : List.of(new Locale("english"), new Locale("fr", "canada"), Locale.ROOT, new Locale("x"))) {
            assertThat(Languages.isLanguage(none)).as("%s", none).isFalse();
            assertThat(Languages.best(none, List.of(Locale.ENGLISH))).isEmpty();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PortalEmailSettings.builder().language(none));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Contact.of("a", "b", "c@d.example", none))
                    .withMessageContaining("language");
        }
    }

    @Test
    @DisplayName("is kept without what says nothing of the words")
    void canonical() {
        assertThat(Languages.canonical(Locale.CANADA_FRENCH)).isEqualTo(Locale.CANADA_FRENCH);
        assertThat(Languages.canonical(Locale.forLanguageTag("fr-CA-u-nu-latn")))
                .isEqualTo(Locale.CANADA_FRENCH);
        assertThat(Languages.canonical(Locale.forLanguageTag("zh-Hans-CN-u-co-pinyin")))
                .isEqualTo(Locale.forLanguageTag("zh-Hans-CN"));
    }

    @Test
    @DisplayName("writes the offset of a zone with a minus sign, and none as UTC")
    void offsets() {
        assertThat(ZoneName.offset(ZoneOffset.UTC)).isEqualTo("UTC");
        assertThat(ZoneName.offset(ZoneOffset.ofHours(-5))).isEqualTo("UTC\u221205:00");
        assertThat(ZoneName.offset(ZoneOffset.ofHoursMinutes(5, 30))).isEqualTo("UTC+05:30");
    }
}
