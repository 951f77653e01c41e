package org.portalemails.settings.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.inmemory.InMemorySettingsStore;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.testkit.SettableClock;

@DisplayName("A settings file")
class SettingsFileTest {
    private static final String HEAD = "portalEmailSettings = 1\n";

    private static String refusals(String file) {
        InvalidSettingsException refused =
                catchThrowableOfType(InvalidSettingsException.class, () -> SettingsFile.read(file));
        assertThat(refused).as(file).isNotNull();
        return String.join(
                ", ",
                refused.violations().stream().map(SettingsViolation::toString).toList());
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '→',
            value = {
                "language = 'klingonisch' → language:3:1 settings.language-unknown",
                "language = true → language:3:1 file.text-expected",
                "frenchRequired = 'yes' → frenchRequired:3:1 file.switch-expected",
                "mailCustomersWhoDidNotAsk = 1 → mailCustomersWhoDidNotAsk:3:1 file.switch-expected",
                "notifyNewPrimaryContact = 'true' → notifyNewPrimaryContact:3:1 file.switch-expected",
                "notifyOldPrimaryContact = 0 → notifyOldPrimaryContact:3:1 file.switch-expected",
                "accessRequestsTo = 'a b@c.example' → accessRequestsTo:3:1 address.space",
                "replyTo = false → replyTo:3:1 file.text-expected",
                "failuresTo = 'a b@c.example' → failuresTo:3:1 address.space",
                "senderName = \"a\\nb\" → senderName:3:1 settings.sender-name-refused",
                "'sendfrom' = 'a@b.example' → sendfrom:3:1 file.unknown-key",
            })
    @DisplayName("has values of the right kind")
    void values(String line, String refusal) {
        assertThat(refusals(HEAD + "[installation]\n" + line)).isEqualTo("installation." + refusal);
        assertThat(refusals(HEAD + "[group.7]\n" + line)).isEqualTo("group.7." + refusal);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '→',
            value = {
                "subject = 'x' → content:2:1 settings.content-missing",
                "content = 'x' → subject:2:1 settings.subject-missing",
                "subject = ' '|content = 'x' → subject:3:1 settings.subject-missing",
                "subject = 'x'|content = '' → content:4:1 settings.content-missing",
                "subject = \"a\\nb\"|content = 'x' → subject:3:1 file.control-character",
                "subject = 'x'|content = \"a\\u0000\" → content:4:1 file.control-character",
                "subject = 'x'|content = 'x'|format = 'rtf' → format:5:1 settings.format-unknown",
                "subject = 'x'|content = 'x'|format = 1 → format:5:1 file.text-expected",
                "subject = 'x'|content = 'x'|basedOn = 'zz' → basedOn:5:1 file.fingerprint-refused",
                "subject = 'x'|content = 'x'|body = 'y' → body:5:1 file.unknown-key",
            })
    @DisplayName("has texts of two halves, with a format and a fingerprint if at all")
    void texts(String lines, String refusal) {
        assertThat(refusals(HEAD + "[installation.text.reset-password.fr]\n" + lines.replace('|', '\n')))
                .isEqualTo("installation.text.reset-password.fr." + refusal);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '→',
            value = {
                "signature = 'x'|signatureBasedOn = 'zz' → signatureBasedOn:4:1 file.fingerprint-refused",
                "signatureBasedOn = '0123456789abcdef' → signatureBasedOn:3:1 file.fingerprint-refused",
                "footer = 'x'|footerBasedOn = 1 → footerBasedOn:4:1 file.text-expected",
                "logoText = 'x'|logoTextBasedOn = '0123456789abcdef' → logoTextBasedOn:4:1 file.unknown-key",
            })
    @DisplayName("has signatures and footers with a fingerprint if at all")
    void brandTexts(String lines, String refusal) {
        assertThat(refusals(HEAD + "[installation.brand.fr]\n" + lines.replace('|', '\n')))
                .isEqualTo("installation.brand.fr." + refusal);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '→',
            value = {
                "[everybody] → everybody:2:1 file.unknown-table",
                "[group] → group:2:1 file.unknown-table",
                "[installation.text] → installation.text:2:1 file.unknown-table",
                "[installation.text.reset-password] → installation.text.reset-password:2:1 file.unknown-table",
                "[installation.texts.reset-password.fr] → installation.texts.reset-password.fr:2:1 file.unknown-table",
                "[group.7.text.reset-password.fr.x] → group.7.text.reset-password.fr.x:2:1 file.unknown-table",
                "[group.''] → :2:1 file.group-id-refused",
                "[group.' 7'] → :2:1 file.group-id-refused",
            })
    @DisplayName("has a table for the installation default, for each group and for each text, and no other")
    void tables(String header, String refusal) {
        assertThat(refusals(HEAD + header)).isEqualTo(refusal);
    }

    @Test
    @DisplayName("has one text for a mail and language, however its tag is written")
    void languageTwice() {
        String text = "subject = 'a'\ncontent = '{{resetLink}}'\n";
        for (String other : List.of("fr-ca", "FR-CA", "'fr_CA'")) {
            assertThat(refusals(HEAD + "[group.7.text.reset-password.fr-CA]\n" + text + "[group.7.text.reset-password."
                            + other + "]\n" + text))
                    .as(other)
                    .contains(":5:1 settings.language-twice");
        }
        assertThat(SettingsFile.read(HEAD + "[group.7.text.reset-password.zh-Hans]\n" + text
                        + "[group.7.text.reset-password.sr-Latn]\n" + text))
                .hasSize(1);
    }

    @Test
    @DisplayName("begins with its version and nothing else")
    void version() {
        assertThat(SettingsFile.read(HEAD)).isEmpty();
        assertThat(refusals("")).isEqualTo(":1:1 file.version-missing");
        assertThat(refusals("portalEmailSettings = 2")).isEqualTo("portalEmailSettings:1:1 file.version");
        assertThat(refusals("portalEmailSettings = '1'")).isEqualTo("portalEmailSettings:1:1 file.version");
        assertThat(refusals(HEAD + "sendFrom = 'a@b.example'")).isEqualTo("sendFrom:2:1 file.unknown-key");
    }

    @Test
    @DisplayName(
            "may have the tables of one owner in several places, and takes the format for what the content looks like")
    void scattered() {
        Map<SettingsOwner, PortalEmailSettings> read = SettingsFile.read(HEAD
                + "[group.7.text.reset-password.fr]\nsubject = 'a'\ncontent = '<p>b</p>'\n"
                + "[installation]\nfrenchRequired = true\n"
                + "[group.7.text.reset-password.en]\nsubject = 'a'\ncontent = '<p>b</p>'\nformat = 'plain'\n"
                + "[group.7]\nsenderName = 'Portal'\n");
        SettingsOwner group = SettingsOwner.group(new CustomerGroupId("7"));
        assertThat(read.keySet()).containsExactly(group, SettingsOwner.INSTALLATION);
        PortalEmailSettings own = read.get(group);
        assertThat(own.senderName()).contains("Portal");
        assertThat(own.texts(NotificationType.RESET_PASSWORD))
                .extractingByKeys(Locale.ENGLISH, Locale.FRENCH)
                .extracting(MailText::format)
                .containsExactly(ContentFormat.PLAIN, ContentFormat.HTML);
        assertThat(read.get(SettingsOwner.INSTALLATION).frenchRequired()).isTrue();
    }

    @Test
    @DisplayName("leaves out owners without settings, and has the others in the order of their keys")
    void export() {
        InMemorySettingsStore store = new InMemorySettingsStore(new SettableClock());
        SettingsOwner b = SettingsOwner.group(new CustomerGroupId("b"));
        SettingsOwner a = SettingsOwner.group(new CustomerGroupId("a"));
        store.save(b, PortalEmailSettings.blank(), 0, "luc");
        store.save(a, PortalEmailSettings.blank(), 0, "luc");
        String file = SettingsFile.export(store, List.of(b, SettingsOwner.INSTALLATION, a));
        assertThat(SettingsFile.read(file).keySet()).containsExactly(a, b);
    }

    @Test
    @DisplayName("says every value, also where it is the default")
    void written() {
        PortalEmailSettings settings = PortalEmailSettings.builder()
                .sendFrom(EmailAddress.of("portal@boreale.example"))
                .senderName("\"Boréale\" \\ Portail")
                .text(
                        NotificationType.FORGOT_USER_NAME,
                        Locale.CANADA_FRENCH,
                        new MailText("L'accès", "<p>«\u00a0'''\u00a0»</p>\n", ContentFormat.HTML))
                .build();
        assertThat(SettingsFile.write(Map.of(SettingsOwner.INSTALLATION, settings)))
                .isEqualTo(
                        """
                        portalEmailSettings = 1

                        [installation]
                        language = "en"
                        frenchRequired = false
                        sendFrom = "portal@boreale.example"
                        senderName = "\\"Boréale\\" \\\\ Portail"
                        mailCustomersWhoDidNotAsk = false
                        notifyNewPrimaryContact = false
                        notifyOldPrimaryContact = false

                        [installation.text.forgot-user-name.fr-CA]
                        subject = "L'accès"
                        format = "html"
                        content = \"""
                        <p>«\u00a0'''\u00a0»</p>
                        \"""
                        """);
    }

    @Test
    @DisplayName("keeps every text as it is, whatever quotation marks and lines it has")
    void anyText() {
        for (String content : List.of(
                "a'''b",
                "a'",
                "'a",
                "a\"\"\"b",
                "a\"",
                "\\n",
                "a\tb\n\tc",
                "\nfirst line",
                "{{#userName}}\n{{/userName}}")) {
            PortalEmailSettings settings = PortalEmailSettings.blank()
                    .withText(
                            NotificationType.FORGOT_USER_NAME,
                            Locale.FRENCH,
                            new MailText("s\"'\\ é", content, ContentFormat.PLAIN));
            Map<SettingsOwner, PortalEmailSettings> all = Map.of(SettingsOwner.INSTALLATION, settings);
            assertThat(SettingsFile.read(SettingsFile.write(all))).as(content).isEqualTo(all);
        }
        assertThat(TomlText.block("<p>\"é\"\t\\</p>\n")).isEqualTo("'''\n<p>\"é\"\t\\</p>\n'''");
        assertThat(TomlText.block("a'")).isEqualTo("\"\"\"\na'\"\"\"");
        assertThat(TomlText.block("a\u0000\n\tb")).isEqualTo("\"\"\"\na\\u0000\n\tb\"\"\"");
        assertThat(TomlText.quoted("a\tb\nc\u007f")).isEqualTo("\"a\tb\\u000Ac\\u007F\"");
        assertThat(TomlText.key("azAZ09-_")).isEqualTo("azAZ09-_");
        assertThat(TomlText.key("a b")).isEqualTo("\"a b\"");
        assertThat(TomlText.key("")).isEqualTo("\"\"");
    }
}
