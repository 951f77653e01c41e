package org.portalemails.settings.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;

/** Templates that nobody here wrote, pasted as the content of the reset mail. */
@DisplayName("A public template")
@EnabledIfSystemProperty(named = "portalemails.corpora", matches = ".+", disabledReason = "needs the corpora")
class PublicTemplatesTest {
    private static String read(String file) throws IOException {
        return Files.readString(Path.of(System.getProperty("portalemails.corpora"), "templates", file));
    }

    private static List<String> problems(String html) {
        return SettingsRules.standard()
                .checkText(NotificationType.RESET_PASSWORD, new MailText("Reset", html, ContentFormat.HTML))
                .stream()
                .map(v -> v.severity() + " " + v.position() + " " + v.code() + " "
                        + v.arguments().getOrDefault("count", "1"))
                .toList();
    }

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of(
                        "cerberus-hybrid.html",
                        List.of(
                                "WARNING 14:5 template.conditional-comment 26",
                                "WARNING 287:22 text.remote-content 1",
                                "WARNING 658:25 template.element-left-out 1",
                                "WARNING 662:25 template.element-left-out 1",
                                "WARNING 687:33 text.low-contrast 1")),
                Arguments.of(
                        "leemunroe-inl.html",
                        List.of(
                                "WARNING 133:19 text.low-contrast 1",
                                "WARNING 134:21 text.low-contrast 1",
                                "WARNING 135:51 text.low-contrast 1",
                                "WARNING 135:54 template.link-not-encrypted 1",
                                "WARNING 139:19 text.low-contrast 1",
                                "WARNING 140:32 text.low-contrast 1",
                                "WARNING 140:35 template.link-not-encrypted 1")),
                Arguments.of(
                        "mailgun-action-inl.html",
                        List.of(
                                "WARNING 62:1 text.table-without-role 1",
                                "WARNING 73:11 text.low-contrast 1",
                                "WARNING 80:266 text.low-contrast 1",
                                "WARNING 80:530 text.low-contrast 1",
                                "WARNING 80:533 template.link-not-encrypted 1")),
                Arguments.of(
                        "postmark-basic-inl.html",
                        List.of(
                                "WARNING 10:5 template.import-left-out 1",
                                "WARNING 431:5 template.conditional-comment 1",
                                "WARNING 464:17 text.low-contrast 1",
                                "WARNING 477:138 text.may-be-absent 1",
                                "WARNING 488:37 text.low-contrast 1",
                                "WARNING 518:23 text.low-contrast 1")),
                Arguments.of(
                        "sendgrid-paste-reset.html",
                        List.of(
                                "WARNING 9:3 text.remote-content 1",
                                "WARNING 114:3 text.table-without-role 1",
                                "WARNING 119:9 template.conditional-comment 8",
                                "ERROR 128:22 template.link-not-allowed 1",
                                "WARNING 193:27 text.low-contrast 1")));
    }

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName("is told once for each kind what is left out of it, and what keeps it from being saved")
    void kinds(String file, List<String> expected) throws IOException {
        assertThat(problems(read(file))).containsExactlyElementsOf(expected);
    }

    @Test
    @DisplayName("can be saved after what its one error says was done")
    void afterwards() throws IOException {
        String html = read("sendgrid-paste-reset.html").replace("./img/", "https://cdn.boreal.example/");
        assertThat(problems(html)).noneMatch(problem -> problem.startsWith("ERROR"));
    }
}
