package org.portalemails.composition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.host.PortalProfile;
import org.portalemails.language.VisibleText;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MailText;
import org.portalemails.notification.MergeField;
import org.portalemails.notification.MergeField.Flag;
import org.portalemails.notification.NotificationType;
import org.portalemails.screen.TextPreview;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.file.SettingsDocument;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.settings.form.SettingsRules;
import org.portalemails.template.mustache.Corpus;

@DisplayName("Hostile and odd strings of")
@EnabledIfSystemProperty(named = Corpus.PROPERTY, matches = ".+", disabledReason = "needs the corpora")
class HostileTextsCorpusTest {
    private static final SettingsRules RULES = SettingsRules.standard();
    private static final PortalProfile PROFILE = PortalProfile.builder()
            .senderCompanyName("Boréale")
            .portalName("Portail")
            .portalUrl("https://portail.boreale.example/")
            .build();
    private static final TextPreview PREVIEW = new TextPreview(RULES, PROFILE);
    private static final int LONGEST_VALUE = 2048;

    private static List<String> strings(String file) {
        return switch (file) {
            case "invisible-characters.tsv", "homoglyphs.tsv" -> characters(file);
            case "redos.tsv" ->
                Corpus.rows(file).stream()
                        .map(row -> row.get(0) + row.get(1).repeat(Integer.parseInt(row.get(2))) + row.get(3))
                        .toList();
            default -> Corpus.texts(file);
        };
    }

    /** Files with one code point a line: it stands between two letters. */
    private static List<String> characters(String file) {
        try (Stream<String> lines = Files.lines(Corpus.file(file))) {
            return lines.skip(1)
                    .map(line -> line.substring(2, line.indexOf('\t')))
                    .map(code -> "a" + Character.toString(Integer.parseInt(code, 16)) + "b")
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "xss.tsv",
                "template-injection.tsv",
                "naughty.tsv",
                "header-injection.tsv",
                "invisible-characters.tsv",
                "homoglyphs.tsv",
                "redos.tsv"
            })
    @DisplayName("…: typed on the screen are refused with a reason, or can be stored, read back and shown")
    void typed(String file) {
        Corpus.Tally tally = new Corpus.Tally(file + ", typed as subject, content and sender name");
        for (String string : strings(file)) {
            for (ContentFormat format : ContentFormat.values()) {
                SettingsForm form = new SettingsForm();
                form.setSendFrom("portail@boreale.example");
                form.setSenderName(string.substring(0, Math.min(100, string.length())));
                form.getResetPassword().setSubject(string.isBlank() ? "x" : string);
                form.getResetPassword().setContent(string + " {{resetLink}}");
                form.getResetPassword().setFormat(format.code());
                tally.add(typed(form));
            }
        }
        tally.print();
    }

    private static String typed(SettingsForm form) {
        PortalEmailSettings settings;
        try {
            settings = RULES.parse(form, InheritedSettings.NOTHING);
        } catch (InvalidSettingsException e) {
            assertThat(e.violations()).allSatisfy(violation -> assertThat(violation.message(Locale.CANADA_FRENCH))
                    .isNotBlank()
                    .isNotEqualTo(violation.code()));
            return "refused ("
                    + e.violations().stream()
                            .filter(SettingsViolation::isError)
                            .findFirst()
                            .orElseThrow()
                            .code()
                    + ")";
        }
        assertThat(SettingsDocument.read(SettingsDocument.write(settings))).isEqualTo(settings);
        MailText text =
                settings.text(NotificationType.RESET_PASSWORD, Locale.ENGLISH).orElseThrow();
        TextPreview.Rendered rendered = PREVIEW.render(NotificationType.RESET_PASSWORD, text, Locale.ENGLISH);
        assertThat(rendered.isSound()).isTrue();
        assertThat(rendered.subject()).isNotBlank().doesNotContain("\r", "\n");
        assertThat(settings.senderName().orElse("")).doesNotContain("\r", "\n");
        return "taken";
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "xss.tsv",
                "template-injection.tsv",
                "naughty.tsv",
                "header-injection.tsv",
                "invisible-characters.tsv",
                "homoglyphs.tsv",
                "redos.tsv"
            })
    @DisplayName("…: as values of all fields leave every built-in mail as it is with harmless values")
    void values(String file) {
        Corpus.Tally tally = new Corpus.Tally(file + ", as values in seven mails");
        for (NotificationType type : NotificationType.values()) {
            MailText text = BuiltInTexts.load().text(type, Locale.CANADA_FRENCH);
            List<String> harmless = shape(render(type, text, "harmless"));
            List<String> absent = shape(render(type, text, " "));
            for (String string : strings(file)) {
                if (string.length() > LONGEST_VALUE) {
                    tally.add("too long for a value");
                    continue;
                }
                TextPreview.Rendered rendered = render(type, text, string);
                assertThat(rendered.subject()).doesNotContain("\r", "\n");
                assertThat(shape(rendered)).as(string).isEqualTo(VisibleText.isIn(string) ? harmless : absent);
                boolean plain = !string.isBlank() && string.chars().noneMatch(c -> c < ' ' || c >= 0x7f);
                if (plain) {
                    assertThat(Jsoup.parse(String.valueOf(rendered.html())).wholeText())
                            .contains(string.strip());
                }
                tally.add("carried through as text");
            }
        }
        tally.print();
    }

    private static TextPreview.Rendered render(NotificationType type, MailText text, String value) {
        Map<String, String> given = new HashMap<>();
        for (MergeField field : FieldCatalogue.builtIn().fields(type)) {
            if (!field.is(Flag.LINK)) {
                given.put(field.name(), field.is(Flag.LIST) ? value.replaceAll("\\R", " ") : value);
            }
        }
        return PREVIEW.render(type, text, Locale.CANADA_FRENCH, given);
    }

    /** The elements of a mail with their attributes, in order, without what is between them. */
    private static List<String> shape(TextPreview.Rendered rendered) {
        List<String> shape = new ArrayList<>();
        Stream<Element> elements = Jsoup.parse(String.valueOf(rendered.html())).getAllElements().stream();
        elements.forEach(element -> {
            if (element.attr("style").startsWith("display:none")) {
                // What the list of an inbox shows: none where the first words are an address.
                return;
            }
            String href = element.attr("href");
            // The subject is the name of the mail: words, whatever they are.
            element.removeAttr("aria-label");
            if (href.startsWith("mailto:") || href.startsWith("tel:")) {
                // Values may stand here: one mailbox or one number, and nothing else.
                assertThat(href).matches("mailto:[A-Za-z0-9._~@+!$'*%-]*|tel:[0-9+.()*-]*(;ext=[0-9]+)?");
                element.removeAttr("href");
            }
            shape.add(element.nodeName() + element.attributes());
        });
        return shape;
    }
}
