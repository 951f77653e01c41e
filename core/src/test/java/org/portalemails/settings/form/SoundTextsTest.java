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
import org.portalemails.template.Position;
import org.portalemails.template.mustache.Positions;

/** What previews well must also arrive: the kinds of texts that once were saved and then failed their readers. */
@DisplayName("A text")
class SoundTextsTest {
    private static List<SettingsViolation> check(NotificationType type, String subject, String content) {
        return SettingsRules.standard().checkText(type, new MailText(subject, content, ContentFormat.detect(content)));
    }

    private static List<String> codes(NotificationType type, String content) {
        return check(type, "x", content).stream().map(SettingsViolation::code).toList();
    }

    private static List<String> reset(String content) {
        return codes(NotificationType.RESET_PASSWORD, content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>&nbsp;</p>",
                "<p>\u200b</p>",
                "<p>&ensp;&#8203;</p>",
                "<p>\u2800</p>",
                "<div style=\"display:none\">x</div>",
                "<p><br></p>",
                "<title>x</title><p></p>",
                "<img src=\"https://a.example/x\" alt=\"\">",
                "<a href=\"https://a.example/\"></a>",
                "<!-- x --><p></p>"
            })
    @DisplayName("whose markup shows nothing is empty, whatever stands in it")
    void showsNothing(String content) {
        assertThat(codes(NotificationType.OLD_PRIMARY_CONTACT, content)).contains("template.empty");
    }

    @Test
    @DisplayName("that shows nothing to a reader without an optional value is refused, in HTML as in plain text")
    void nothingForSome() {
        for (String content : List.of(
                "<p>{{#userName}}Your user name is {{userName}}.{{/userName}}</p>",
                "{{#userName}}Your user name is {{userName}}.{{/userName}}",
                "<table><tr><td>{{#userName}}x{{/userName}}</td></tr></table>")) {
            assertThat(codes(NotificationType.CUSTOMER_VALIDATION_CONFIRMATION, content))
                    .as(content)
                    .contains("text.content-may-be-blank");
        }
        assertThat(check(NotificationType.CUSTOMER_VALIDATION_CONFIRMATION, "\u200b{{#userName}}x{{/userName}}", "x"))
                .extracting(SettingsViolation::code)
                .contains("text.subject-may-be-blank");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<title>{{resetLink}}</title><p>x</p>",
                "<div style=\"display:none\">{{resetLink}}</div><p>x</p>",
                "<td style=\"max-height:0;overflow:hidden\"><p hidden>{{resetLink}}</p><p>x</p>",
                "<a href=\"{{resetLink}}\"></a>x",
                "<a href=\"{{resetLink}}\"><b> </b></a>x",
                "<a href=\"{{resetLink}}\"><span style=\"display:none\">x</span></a>y",
                "<!-- {{resetLink}} --><p>x</p>",
                "<p><o:p class=\"{{resetLink}}\">x</o:p></p>",
                "<style>x{}</style><div style=\"opacity:0\"><a href=\"{{resetLink}}\">x</a></div>y",
                "<p><a href=\"{{resetLink}}\"><img src=\"https://a.example/x\" alt=\"\"></a></p>",
                "<p><a href=\"{{resetLink}}\"><img src=\"https://a.example/x\"></a></p>",
                "<a href=\"{{resetLink}}\"><img src=\"https://a.example/x\" alt=\"&nbsp;\"></a>x",
                "<a href=\"{{resetLink}}\"><b><img src=\"https://a.example/x\" alt=\"\"></b> </a>x"
            })
    @DisplayName("holds a needed field only where its readers see it, and says where it stands unseen")
    void neededWhereSeen(String content) {
        assertThat(check(NotificationType.RESET_PASSWORD, "x", content))
                .filteredOn(SettingsViolation::isError)
                .singleElement()
                .satisfies(v -> {
                    assertThat(v.code()).isEqualTo("text.field-unseen");
                    assertThat(v.position()).isEqualTo(Positions.of(content, content.indexOf("{{resetLink")));
                    assertThat(v.message(Locale.CANADA_FRENCH)).contains("{{resetLink}} (« Lien");
                });
    }

    @Test
    @DisplayName("that holds a needed field only in some mails lacks it in the others, and that has no place")
    void neededInSomeMails() {
        assertThat(check(
                        NotificationType.RESET_PASSWORD,
                        "x",
                        "{{#userName}}{{/userName}}x{{^userName}}{{resetLink}}{{/userName}}"))
                .filteredOn(SettingsViolation::isError)
                .singleElement()
                .satisfies(v -> {
                    assertThat(v.code()).isEqualTo("text.field-missing");
                    assertThat(v.position()).isNull();
                });
    }

    @Test
    @DisplayName("with an image that has no alternative text is not told to leave it empty where the image is a link")
    void imagesInLinks() {
        String image = "<img src=\"{{portalUrl}}/x\">";
        assertThat(codes(NotificationType.OLD_PRIMARY_CONTACT, "x<a href=\"https://a.example/\">" + image + "</a>"))
                .containsExactly("template.link-image-without-text");
        assertThat(codes(
                        NotificationType.OLD_PRIMARY_CONTACT,
                        "<a href=\"https://a.example/\"><p>x</p></a><p>" + image + "</p>"))
                .containsExactly("template.image-without-text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{resetLink}}",
                "<a href=\"{{resetLink}}\">x</a>",
                "<a href=\"{{resetLink}}\"><img src=\"https://a.example/x\" alt=\"Choose\"></a>x",
                "<a href=\"{{resetLink}}\"><img src=\"https://a.example/x\" alt=\"\"> Choose</a>",
                "<a href=\"{{resetLink}}\" style=\"mso-hide:all\">x</a>",
                "<div style=\"display:none\">{{resetLink}}</div><p>{{resetLink}}</p>"
            })
    @DisplayName("may hold a needed link as text, behind words or behind a picture")
    void neededAndSeen(String content) {
        assertThat(reset(content)).doesNotContain("text.field-missing", "text.field-unseen");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "&#123;&#123;recipientFullName&#125;&#125; → recipientFullName",
                "{recipientFullName} → recipientFullName",
                "{ recipientFullName } → recipientFullName",
                "${recipientFullName} → recipientFullName",
                "%recipientFullName% → recipientFullName",
                "«recipientFullName» → recipientFullName",
                "[recipientFullName] → recipientFullName",
                "[[recipientFullName]] → recipientFullName",
                "*|recipientFullName|* → recipientFullName",
                "&lt;&lt;recipientFullName&gt;&gt; → recipientFullName",
                "{Prénom du destinataire} → recipientFirstName",
                "{recipientfullname} → recipientFullName",
                "<recipientFullName> → recipientFullName",
                "&lt;recipientFullName&gt; → recipientFullName",
                "$recipientFullName → recipientFullName",
                "##recipientFullName## → recipientFullName",
                "@recipientFullName → recipientFullName",
                "\uff5b\uff5brecipientFullName\uff5d\uff5d → recipientFullName",
                "<a href=\"https://%7B%7BportalUrl%7D%7D\">x</a> → portalUrl"
            })
    @DisplayName("with a field written as another program wants it is told how to write it")
    void writtenOtherwise(String content, String field) {
        assertThat(check(NotificationType.OLD_PRIMARY_CONTACT, "x", "<p>x</p>" + content))
                .filteredOn(v -> v.code().equals("text.field-written-otherwise"))
                .singleElement()
                .satisfies(v -> {
                    assertThat(v.arguments()).containsEntry("field", field);
                    assertThat(v.message(Locale.ENGLISH))
                            .startsWith("Line 1, column")
                            .contains("{{" + field + "}}");
                    assertThat(v.message(Locale.CANADA_FRENCH)).contains("sera envoyé tel quel");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"%NAME%", "*|FNAME|*", "${customer.name}", "{first_name}", "[[prenom client]]"})
    @DisplayName("with something that looks like a field is warned that it will be sent as it stands")
    void looksLikeAField(String content) {
        assertThat(check(NotificationType.OLD_PRIMARY_CONTACT, content, "x"))
                .extracting(SettingsViolation::code)
                .containsAnyOf("text.looks-like-a-field", "text.field-written-otherwise");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "« Enregistrer » et « Nom »",
                "10 % de rabais, 20 % de plus",
                "https://a.example/?x=%C3%A9t%C3%A9&y=%20a%20",
                "{ }",
                "a {b: c}",
                "[1]",
                "[sic]",
                "<style>p { color: red } .a{b:c}</style>x",
                "50%off%",
                "a_b_c __init__",
                "marie@userName.example #1 @marie $5",
                "<style>@list l0:level1 {mso-level-text:\\F0B7;}</style>x",
                "(recipientFullName)"
            })
    @DisplayName("with other uses of such signs is left alone")
    void otherUses(String content) {
        assertThat(codes(NotificationType.OLD_PRIMARY_CONTACT, content)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "{{Prénom du destinataire}} → {{recipientFirstName}}",
                "{{prénom du destinataire}} → {{recipientFirstName}}",
                "{{prenom}} → {{recipientFirstName}}",
                "{{First name of the recipient}} → {{recipientFirstName}}"
            })
    @DisplayName("with the label of a field between the braces is led to its name")
    void labels(String content, String suggestion) {
        assertThat(check(NotificationType.OLD_PRIMARY_CONTACT, "x", content))
                .filteredOn(v -> v.code().equals("text.unknown-field-did-you-mean"))
                .singleElement()
                .satisfies(v -> assertThat(v.arguments().get("suggestions")).contains(suggestion));
    }

    @Test
    @DisplayName("takes every kind of blank between the braces for a blank")
    void blanks() {
        for (String field : List.of(
                "{{&nbsp;recipientFullName&nbsp;}}",
                "{{\u00a0recipientFullName\u200b}}",
                "{{&#160;recipientFullName&#xa0; }}",
                "{{#&nbsp;recipientFullName}}x{{/\u00a0recipientFullName}}",
                "{{\ufeffrecipientFullName}}")) {
            assertThat(check(NotificationType.OLD_PRIMARY_CONTACT, "x", "<p>y</p>" + field))
                    .as(field)
                    .noneMatch(SettingsViolation::isError);
        }
        assertThat(codes(NotificationType.OLD_PRIMARY_CONTACT, "{{<b>recipientFullName</b>}}"))
                .containsExactly("template.markup-in-tag");
    }

    @Test
    @DisplayName("of many fields is refused where it would grow too long, and says so")
    void tooLong() {
        String many = "<p>x</p>" + "{{companyName}}".repeat(4_300) + "<a href=\"{{resetLink}}\">x</a>";
        assertThat(reset(many)).contains("text.too-long-with-values");
        assertThat(reset("{{resetLink}} ".repeat(200))).contains("text.too-long-with-values");
        assertThat(reset("{{resetLink}} ".repeat(20))).isEmpty();
    }

    @Test
    @DisplayName("with a picture that nothing attaches, or that has no alternative text, is told so")
    void pictures() {
        assertThat(codes(NotificationType.OLD_PRIMARY_CONTACT, "x<img src=\"cid:logo\" alt=\"\">"))
                .containsExactly("template.link-not-allowed");
        assertThat(codes(NotificationType.OLD_PRIMARY_CONTACT, "x<img src=\"{{portalUrl}}/x\">"))
                .containsExactly("template.image-without-text");
    }

    @Test
    @DisplayName("may leave out every end tag that HTML lets it leave out")
    void omittedEndTags() {
        assertThat(codes(NotificationType.OLD_PRIMARY_CONTACT, "<table>" + "<tr><td>x<td>y".repeat(60) + "</table>"))
                .isEmpty();
        assertThat(codes(NotificationType.OLD_PRIMARY_CONTACT, "<dl>" + "<dt>x<dd>y".repeat(120) + "</dl>"))
                .isEmpty();
        assertThat(codes(
                        NotificationType.OLD_PRIMARY_CONTACT,
                        "<table><thead><tr><th>a<tbody><tr><td>b</table><p>c<div>d</div>"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://portail.example/?t={{resetLink}}",
                "See https://portail.example{{resetLink}} now",
                "portail.example/?t={{ resetLink }}",
                "www.portail.example?{{resetLink}}",
                "<p>https://portail.example/?a=1&amp;t={{resetLink}}</p>",
                "https://{{resetLink}}",
                "{{resetLink}}?lang=fr",
                "{{resetLink}}&lang=fr",
                "<p>{{resetLink}}&amp;lang=fr</p>",
                "{{resetLink}}/x",
                "{{resetLink}}#x",
                "<a href=\"{{resetLink}}abc\">x</a>",
                "<a href=\"{{resetLink}}?lang=fr\">x</a>",
                "<a href=' {{ resetLink }} &nbsp;'>x</a>",
                "<a href=\"{{resetLink}}/'\">x</a>",
                "<a href=\"{{resetLink}}.evil.example\">x</a>",
                "<a href=\"{{resetLink}}&amp;x=1\">x</a>",
                "{{resetLink}}.html"
            })
    @DisplayName("with a link that is glued to a part of another address is refused where it stands")
    void gluedLinks(String content) {
        for (String before : List.of("", "É\ud83d\ude00\n\n")) {
            String text = before + content;
            assertThat(check(NotificationType.RESET_PASSWORD, "x", text))
                    .as(text)
                    .singleElement()
                    .satisfies(v -> {
                        assertThat(v.code()).isEqualTo("text.link-glued");
                        assertThat(v.isError()).isTrue();
                        assertThat(v.position()).isEqualTo(Positions.of(text, text.indexOf("{{")));
                        assertThat(v.message(Locale.FRENCH)).contains("{{resetLink}}");
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Lien :{{resetLink}}.",
                "Lien:{{resetLink}}?",
                "({{resetLink}})",
                "«\u00a0{{resetLink}}\u00a0»",
                "<p>&laquo;&nbsp;{{resetLink}}&nbsp;&raquo;</p>",
                "<p>{{resetLink}}&raquo;.</p>",
                "<b>{{resetLink}}</b>: x",
                "{{resetLink}} https://a.example/",
                "https://a.example/ {{resetLink}}",
                "https://a.example/\n{{resetLink}}\nhttps://a.example/",
                "<a href=' \n{{ resetLink }}\n'>x</a>",
                "<a href=\"{{portalUrl}}/aide?x=1\">x</a> {{resetLink}}",
                "{{resetLink}}, {{portalUrl}}/aide?x=1"
            })
    @DisplayName("with a link between the words and the signs of a sentence is fine, and an address may be lengthened")
    void linksInSentences(String content) {
        assertThat(reset(content)).doesNotContain("text.link-glued").isSubsetOf("text.may-be-absent");
    }

    @Test
    @DisplayName("in plain text that looks like HTML is warned about it, and so is a subject")
    void unreadMarkup() {
        String html = "x\n<p><a href=\"{{resetLink}}\">Choisir</a></p>";
        assertThat(SettingsRules.standard()
                        .checkText(NotificationType.RESET_PASSWORD, new MailText("x", html, ContentFormat.PLAIN)))
                .singleElement()
                .satisfies(v -> {
                    assertThat(v.code()).isEqualTo("text.plain-with-html");
                    assertThat(v.isError()).isFalse();
                    assertThat(v.message(Locale.ENGLISH))
                            .startsWith("Line 2, column 1")
                            .contains("“<p>”");
                });
        assertThat(SettingsRules.standard()
                        .checkText(
                                NotificationType.RESET_PASSWORD,
                                new MailText("x", "&Eacute;t&eacute; {{resetLink}}", ContentFormat.PLAIN)))
                .extracting(SettingsViolation::code)
                .containsExactly("text.plain-with-html");
        for (String subject : List.of("x <b>Objet</b>", "x &amp; é", "x </i>", "x &#233;", "x &#xE9; <b>")) {
            assertThat(check(NotificationType.RESET_PASSWORD, subject, "{{resetLink}}"))
                    .as(subject)
                    .singleElement()
                    .satisfies(v -> {
                        assertThat(v.code()).isEqualTo("text.subject-with-html");
                        assertThat(v.isError()).isFalse();
                        assertThat(v.position()).isEqualTo(new Position(1, 3));
                    });
        }
        for (String subject : List.of("a < b & c; d > e", "R&D; AT&T", "<3 <nordik@a.example>")) {
            assertThat(check(NotificationType.RESET_PASSWORD, subject, "{{resetLink}}"))
                    .as(subject)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "mailto: → text.mail-link",
                "mailto:? → text.mail-link",
                "mailto:aide erable.example → text.mail-link",
                "mailto:aide%20@erable.example → text.mail-link",
                "mailto:aide@erable.example,x → text.mail-link",
                "MAILTO:aide?subject=x → text.mail-link",
                "mailto:{{userName}} → text.mail-link",
                "mailto:{{userName}}?subject=x → text.mail-link",
                "tel:abc → text.phone-link",
                "tel: → text.phone-link",
                "tel:{{supportContactEmail}} → text.phone-link",
                "sms:x → text.phone-link",
                "#top → text.place-link",
                "# → text.place-link"
            })
    @DisplayName("with a link that opens nothing is warned of it")
    void deadLinks(String address, String code) {
        assertThat(check(
                        NotificationType.RESET_PASSWORD,
                        "x",
                        "{{resetLink}} {{#supportContactEmail}}<a href=\"" + address
                                + "\">x</a>{{/supportContactEmail}}"))
                .singleElement()
                .satisfies(v -> {
                    assertThat(v.code()).isEqualTo(code);
                    assertThat(v.isError()).isFalse();
                    assertThat(v.position()).isNotNull();
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mailto:aide@erable.example",
                "mailto:aide+x@erable.example?subject=x%20y",
                "mailto:a%2Bb@erable.example,b@erable.example",
                "mailto:?subject=x",
                "mailto:{{supportContactEmail}}",
                "mailto:{{userName}}@erable.example",
                "mailto:x-{{userName}}@erable.example",
                "tel:+1-514-555-0100",
                "tel:(514)%20555-0100;ext=2",
                "tel:*123#",
                "tel:{{supportContactPhone}}",
                "tel:+1{{supportContactPhone}}",
                "sms:+15145550100?body=x"
            })
    @DisplayName("with a link to a mailbox or a telephone number is fine")
    void livingLinks(String address) {
        assertThat(reset("{{resetLink}} {{#supportContactEmail}}{{#supportContactPhone}}<a href=\"" + address
                        + "\">x</a>{{/supportContactPhone}}{{/supportContactEmail}}"))
                .isEmpty();
    }

    @Test
    @DisplayName(
            "with an invisible character in the name of a field is told of it, and not of a name that looks the same")
    void invisibleCharacters() {
        for (String written : List.of("reset\u200bLink", "reset&#8203;Link", "reset&shy;Link", "#reset\u200bLink")) {
            assertThat(check(NotificationType.RESET_PASSWORD, "x", "<p>{{resetLink}}{{" + written + "}}</p>"))
                    .as(written)
                    .first()
                    .satisfies(v -> {
                        assertThat(v.code()).isEqualTo("template.invisible-character-in-name");
                        assertThat(v.arguments()).containsEntry("field", "resetLink");
                        assertThat(v.message(Locale.CANADA_FRENCH))
                                .contains(written.contains("shy") ? "U+00AD" : "U+200B", "{{resetLink}}");
                    });
        }
        assertThat(codes(NotificationType.RESET_PASSWORD, "{{resetLink}} {{reset\u00adLink}}"))
                .containsExactly("template.invisible-character-in-name");
    }

    @Test
    @DisplayName("with a slip in the name of a field is led to the one that was meant, or to three at most")
    void suggestions() {
        assertThat(check(NotificationType.RESET_PASSWORD, "x", "{{resetLink}} {{recipientFristName}}"))
                .singleElement()
                .satisfies(v -> assertThat(v.message(Locale.ENGLISH)).endsWith("Did you mean {{recipientFirstName}}?"));
        assertThat(check(NotificationType.RESET_PASSWORD, "x", "{{resetLink}} {{recipientName}}"))
                .singleElement()
                .satisfies(v -> {
                    assertThat(v.message(Locale.ENGLISH))
                            .containsPattern("Did you mean \\{\\{\\w+}}, \\{\\{\\w+}} or \\{\\{\\w+}}\\?$");
                    assertThat(v.message(Locale.CANADA_FRENCH))
                            .containsPattern("dire \\{\\{\\w+}}, \\{\\{\\w+}} ou \\{\\{\\w+}}\\?$");
                });
    }

    @Test
    @DisplayName("has no message with two blanks in a row, whatever stands between its quotation marks")
    void blanksInMessages() {
        for (String content :
                List.of("a < b", "a <\u00a0b", "<a href=\"\">x</a>", "<a href=\" \">x</a>", "</ >", "<! >")) {
            for (SettingsViolation v : check(NotificationType.RESET_PASSWORD, "x", "<p>{{resetLink}}</p>" + content)) {
                for (Locale reader : List.of(Locale.ENGLISH, Locale.FRENCH, Locale.CANADA_FRENCH)) {
                    assertThat(v.message(reader))
                            .doesNotContainPattern("[ \\x{a0}]{2}")
                            .doesNotContain("“”");
                }
            }
        }
    }
}
