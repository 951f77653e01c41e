package org.portalemails.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.email.OutgoingMail;
import org.portalemails.event.EventHeader;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.FieldValueException;
import org.portalemails.notification.MailText;
import org.portalemails.notification.MergeField;
import org.portalemails.notification.MergeField.Flag;
import org.portalemails.notification.NotificationType;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.TestPortal;

/** How texts of administrators arrive. */
@DisplayName("A mail arrives")
class ArrivingTextsTest {
    private static TestPortal portal(String content) {
        MailText text = new MailText("Objet", content, ContentFormat.detect(content));
        return TestPortal.builder()
                .settings(SampleSettings.allOn().toBuilder()
                        .text(NotificationType.RESET_PASSWORD, Locale.CANADA_FRENCH, text)
                        .build())
                .build();
    }

    private static OutgoingMail arrived(String content) {
        TestPortal portal = portal(content);
        portal.notifier().announce(SampleEvents.passwordResetRequested("e"));
        portal.deliver();
        return portal.sent().get(0).mail();
    }

    private static String link() {
        return arrived("{{resetLink}}").text();
    }

    @Test
    @DisplayName("with the link by itself, whatever stands beside it")
    void linkApart() {
        String link = link();
        assertThat(arrived("<p><a href=\"{{resetLink}}\"><img src=\"https://cdn.boreal.example/btn.png\" alt=\"\"></a>"
                                + "Valid for 30 minutes.</p>")
                        .text())
                .startsWith(link + "\nValid for 30 minutes.\n\n");
        assertThat(arrived("Lien:{{resetLink}}.Valide").text()).isEqualTo("Lien: " + link + " .Valide");
        assertThat(arrived("{{resetLink}}\u2000!").text()).isEqualTo(link + " \u2000!");
        assertThat(arrived("{{resetLink}}<ol><li></blockquote>x").text()).startsWith(link + "\n\n1. x\n\n");
    }

    @Test
    @DisplayName("with telephone numbers and addresses that can be used, each said once")
    void telAndMailto() {
        OutgoingMail mail = arrived("<p><a href=\"{{resetLink}}\">x</a></p>"
                + "<a href=\"tel:{{supportContactPhone}}\">{{supportContactPhone}}</a> "
                + "<a href=\"mailto:{{supportContactEmail}}?subject={{userName}}\">{{supportContactEmail}}</a>");
        assertThat(mail.html())
                .contains("href=\"tel:+1418555-0100\"")
                .contains("href=\"mailto:soutien@boreal.example?subject=mtremblay\"");
        assertThat(mail.text()).contains("\n\n+1 418 555-0100 soutien@boreal.example\n\n");
    }

    @Test
    @DisplayName("as one document, however much of a document its author wrote")
    void oneDocument() {
        String body = "<p>{{resetLink}}</p>";
        for (String content : new String[] {
            body,
            "<!-- made by hand --><!DOCTYPE html><html><head><title>x</title></head><body>" + body + "</body></html>",
            "<html><body>" + body + "</body></html>",
            "<head><title>x</title></head><body>" + body + "</body>",
            "<body>" + body + "</body>"
        }) {
            String html = arrived(content).html();
            for (String tag : new String[] {"<html", "<body", "</body>", "</html>"}) {
                assertThat(html.split(tag, -1)).as("%s in %s", tag, html).hasSizeLessThanOrEqualTo(2);
            }
            assertThat(html).as(content).containsOnlyOnce("<html").containsPattern("<p[ >]");
        }
    }

    @Test
    @DisplayName("without what is left out, and nothing grows together in its place")
    void leftOut() {
        OutgoingMail mail = arrived("<p>{{resetLink}}</p><<o:p>script>alert(1)</o:p><<!-- -->b>x"
                + "<!--[if mso]><v:rect href=\"{{nothing}}\"><![endif]--></td></div>");
        assertThat(mail.html())
                .contains("&lt;script>alert(1)&lt;b>x")
                .doesNotContain("<script", "o:p", "v:rect", "</td></div>");
    }

    @Test
    @DisplayName("with the built-in text if the event's values make the own text too long")
    void tooLong() {
        TestPortal portal = portal("<p>{{companyName}}</p>".repeat(2_000) + "{{resetLink}}");
        PasswordResetRequested event = SampleEvents.passwordResetRequested("e");
        EventHeader header = event.header();
        portal.notifier()
                .announce(new PasswordResetRequested(
                        EventHeader.of(header.id(), header.group(), header.occurredAt(), "x".repeat(200)),
                        event.contact(),
                        event.reset()));
        portal.deliver();
        assertThat(portal.sent()).hasSize(1);
        assertThat(portal.sent().get(0).mail().text()).doesNotContain("x".repeat(200) + "\n\n" + "x".repeat(200));
    }

    @Test
    @DisplayName("or is refused by name, if a field of the host's that holds a link is given something else")
    void unusableValue() {
        FieldCatalogue catalogue = FieldCatalogue.builtIn()
                .with(
                        MergeField.of("helpUrl", "Help", "Aide", "https://help.example/", Flag.LINK),
                        NotificationType.RESET_PASSWORD);
        TestPortal portal =
                TestPortal.builder().portalEmails(b -> b.fields(catalogue)).build();
        PasswordResetRequested event = SampleEvents.passwordResetRequested("e");
        assertThatThrownBy(() -> portal.notifier()
                        .announce(new PasswordResetRequested(
                                event.header().withHostValue("helpUrl", "javascript:alert(1)"),
                                event.contact(),
                                event.reset())))
                .isInstanceOfSatisfying(FieldValueException.class, unusable -> {
                    assertThat(unusable.type()).isEqualTo(NotificationType.RESET_PASSWORD);
                    assertThat(unusable.field()).isEqualTo("helpUrl");
                })
                .hasMessageContaining("helpUrl")
                .hasMessageNotContaining("javascript");
        assertThat(portal.entries()).isEmpty();
    }
}
