package org.portalemails.settings.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.SettingsViolation;

@DisplayName("Words that are hard to read")
class HardToReadTest {
    private static List<String> found(String html) {
        return HardToRead.in(html, "content").stream()
                .map(violation -> violation.code().substring(5) + " " + violation.position())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p style=\"color:#999\">a</p>",
                "<p style=\"COLOR: #C0C0C0 !important\">{{portalName}}</p>",
                "<p style=\"color:yellow\"><b>a</b></p>",
                "<p style=\"background-color:#222222\">a</p>",
                "<p style=\"color:#777;background-color:#eee\">a</p>",
                "<p style=\"color:&#35;ccc\">a",
                "<table bgcolor=\"#000000\"><tr><td>a</td></tr></table>",
                "<a href=\"https://a.example/\" style=\"color:lime\">a</a>"
            })
    @DisplayName("are pale on their ground")
    void pale(String html) {
        assertThat(found(html)).containsExactly("low-contrast 1:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p style=\"font-size:11px\">a</p>",
                "<p style=\"font-size: 8pt\">a</p>",
                "<p style=\"font-size:.5px\"><b>a</b></p>",
                "<html><body style=\"font-size:11.9px\">a</body></html>"
            })
    @DisplayName("are small")
    void small(String html) {
        assertThat(found(html)).hasSize(1).allMatch(one -> one.startsWith("small-letters"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a<p>a</p>",
                "<p style=\"color:#767676\">a</p>",
                "<div style=\"background:#000\"><p style=\"color:#fff\">a</p></div>",
                "<p style=\"color:#fff\"></p>a",
                "<p style=\"color:#fff\">&nbsp;\n</p>",
                "<p style=\"color:#fff;display:none;font-size:1px\">a</p>",
                "<p style=\"color:rgb(255,255,255)\">a</p>",
                "<p style=\"color:#fff;background:linear-gradient(#000,#111)\">a</p>",
                "<a class=\"button\" style=\"color:#fff\" href=\"https://a.example/\">a</a>",
                "<p style=\"color:#fff;background-color:#1a5fb4\">a <a href=\"https://a.example/\">b</a></p>",
                "<p style=\"font-size:12px\">a</p><p style=\"font-size:9pt\">b</p><p style=\"font-size:small\">c</p>",
                "<div style=\"font-size:0\"><p style=\"font-size:16px\">a</p></div>",
                "<style>p{color:#fff}</style><img alt=\"a\" src=\"https://a.example/a.png\" style=\"color:#fff\">b",
                "<p style=\"color:\">a</p><p style=\"color:#ggg\">a</p><p style=\"color:inherit\">b</p>"
            })
    @DisplayName("are none that can be read, are not seen, or look as nobody can tell")
    void readable(String html) {
        assertThat(found(html)).isEmpty();
    }

    @Test
    @DisplayName("are told of where the style stands, once, and no more than twenty times")
    void places() {
        assertThat(found("<p>a</p>\n  <p style=\"color:#eee;font-size:9px\">a<b>b</b>c</p>d"))
                .containsExactly("low-contrast 2:3", "small-letters 2:3");
        assertThat(found("<p style=\"color:#eee\">a</p>".repeat(30))).hasSize(20);
        assertThat(found("<p style=\"color:#eee\">a<p>b<p style=\"color:#ddd\">c"))
                .containsExactly("low-contrast 1:1", "low-contrast 1:28");
    }

    @Test
    @DisplayName("are warned of in the content of a mail, in the words of its administrator")
    void warned() {
        MailText text = new MailText("S", "<p style=\"color:#aaa\">{{userName}} {{portalUrl}}</p>", ContentFormat.HTML);
        SettingsViolation warning = SettingsRules.standard().checkText(NotificationType.FORGOT_USER_NAME, text).stream()
                .filter(violation -> violation.code().equals("text.low-contrast"))
                .findFirst()
                .orElseThrow();
        assertThat(warning.isError()).isFalse();
        assertThat(Stream.of(Locale.ENGLISH, Locale.FRENCH, Locale.CANADA_FRENCH)
                        .map(warning::message))
                .allMatch(message -> message.contains("#aaaaaa"));
    }

    @Test
    @DisplayName("come at the end of a mail that Gmail would cut off")
    void clipped() {
        assertThat(codes("<p>a</p>\n".repeat(1_000))).doesNotContain("text.clipped");
        assertThat(codes("<p>a</p>\n".repeat(4_000))).contains("text.clipped");
        assertThat(codes("<html><body>" + "<p>a</p>\n".repeat(4_000))).doesNotContain("text.clipped");
        assertThat(codes("<p>{{userName}}{{companyName}}</p>".repeat(700))).contains("text.clipped");
    }

    private static List<String> codes(String more) {
        MailText text = new MailText("S", more + "<p>{{userName}} {{portalUrl}}</p>", ContentFormat.HTML);
        return SettingsRules.standard().checkText(NotificationType.FORGOT_USER_NAME, text).stream()
                .map(SettingsViolation::code)
                .toList();
    }
}
