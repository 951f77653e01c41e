package org.portalemails.composition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.OutgoingMail;
import org.portalemails.event.AccessRequested;
import org.portalemails.event.ActionLink;
import org.portalemails.event.AddressChanged;
import org.portalemails.event.Contact;
import org.portalemails.event.ContactRole;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;
import org.portalemails.event.PasswordChanged;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.event.PortalEvent;
import org.portalemails.event.PrimaryContactChanged;
import org.portalemails.event.RepresentativeAdded;
import org.portalemails.event.RepresentativeValidated;
import org.portalemails.event.UserNameForgotten;
import org.portalemails.language.VisibleText;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.form.SettingsRules;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.SentMail;
import org.portalemails.testkit.TestPortal;

/**
 * A text that is accepted can be sent, whatever a valid event holds: there is no way from a sound text to a mail that the dispatcher
 * finds damaged, nor to an exception that the notifier does not name; and whoever needs a link finds it.
 */
class SendableProperties {
    private static final String LINK = "https://portal.example/register/step?token=Aa0-_~&step='1'";
    private static final String REVIEW = "https://erp.example/receivables/requests/R-1?tab=2&x=(3)";

    /** What people write, paste and forget; also what nobody should. Names with § are fields of the mail at hand. */
    private static final List<String> FRAGMENTS = List.of(
            "x",
            " ",
            "\n",
            "&nbsp;",
            "\u00a0",
            "\u200b",
            "&zwnj;",
            "Bonjour",
            "é😀",
            ".",
            "/",
            "{",
            "&",
            "<p>",
            "</p>",
            "<p>&nbsp;</p>",
            "<br>",
            "<b>",
            "</b>",
            "</i>",
            "<div>",
            "</div>",
            "<div style=\"display:none\">",
            "<td style=\"max-height:0;overflow:hidden\">",
            "<span hidden>",
            "</span>",
            "<blockquote>",
            "</blockquote>",
            "<ul>",
            "<ol start=\"9\">",
            "<li>",
            "</li>",
            "</ul>",
            "</ol>",
            "<table>",
            "<table role=\"presentation\">",
            "<tr>",
            "<td>",
            "<th>",
            "</td>",
            "</tr>",
            "</table>",
            "<pre>",
            "</pre>",
            "<hr>",
            "<h1>",
            "</h1>",
            "<title>x</title>",
            "<title>{{§link}}</title>",
            "<!-- note {{§link}} -->",
            "<!--[if mso]><v:rect href=\"x\"><![endif]-->",
            "<!--[if !mso]><!-->",
            "<!--<![endif]-->",
            "<o:p></o:p>",
            "<style>p{color:red}</style>",
            "<style>@import url(https://a.example/x);p{}</style>",
            "<img src=\"https://a.example/b.png\" alt=\"\">",
            "<img src=\"https://a.example/b.png\" alt=\"Logo\">",
            "<a href=\"https://a.example/\">",
            "<a href=\"#top\">",
            "</a>",
            "<a href=\"{{§link}}\">",
            "<p title=\"{{§name}}\">",
            "<p style=\"display:none\"><a href=\"{{§link}}\">x</a></p>",
            "{{§link}}",
            "{{§name}}",
            "{{companyName}}",
            "{{&nbsp;companyName&nbsp;}}",
            "{{#§name}}x{{/§name}}",
            "{{^§name}}<b>y</b>{{/§name}}",
            "{{#§name}}<td>{{.}}{{/§name}}",
            "{{#§list}}<li>{{.}}{{/§list}}",
            "{{! note }}",
            "<");

    /** What makes mails acceptable, with whatever stands beside it. */
    private static final List<String> KERNELS = List.of(
            "{{§link}}{{§name}}",
            "<p>{{§name}}<a href=\"{{§link}}\"><img src=\"https://a.example/b.png\" alt=\"\"></a>Valid for 30 minutes.</p>",
            "{{§name}}<a href=\"{{§link}}\">Choose</a>",
            "<table><tr><td><a href=\"{{§link}}\">Choose</a><td>{{§name}}</table>",
            "{{§name}}<ul><li><a href=\"{{§link}}\">x</a><li><a href=\"https://a.example/\">y</a></ul>",
            "<div style=\"display:none\">{{§link}}</div><a href=\"{{§link}}\"></a>{{§link}} {{§name}}",
            "{{#§name}}{{§link}}{{/§name}}{{^§name}}<a href=\"{{§link}}\">{{§link}}</a>{{/§name}}{{§name}}",
            "{{§list}}",
            "");

    /** The names of the fields of a mail that play the parts of §link, §name and §list. */
    private static String named(NotificationType type, String text) {
        String link =
                switch (type) {
                    case RESET_PASSWORD -> "resetLink";
                    case CUSTOMER_ACCESS_REQUEST -> "registrationLink";
                    case INTERNAL_ACCESS_REQUEST -> "reviewUrl";
                    default -> "portalUrl";
                };
        String name =
                switch (type) {
                    case INTERNAL_ACCESS_REQUEST -> "requesterFullName";
                    case NEW_PRIMARY_CONTACT -> "previousPrimaryContactName";
                    case OLD_PRIMARY_CONTACT -> "newPrimaryContactName";
                    default -> "userName";
                };
        String list =
                switch (type) {
                    case INTERNAL_ACCESS_REQUEST -> "requestId";
                    case FORGOT_USER_NAME -> "userNames";
                    case CUSTOMER_VALIDATION_CONFIRMATION -> "linkedCompanyCustomers";
                    default -> "companyCustomerNames";
                };
        return text.replace("§link", link).replace("§name", name).replace("§list", list);
    }

    @Provide
    Arbitrary<String> contents() {
        Arbitrary<List<String>> around = Arbitraries.of(FRAGMENTS).list().ofMaxSize(4);
        return Combinators.combine(around, Arbitraries.of(KERNELS), around)
                .as((before, kernel, after) -> String.join("", before) + kernel + String.join("", after));
    }

    @Provide
    Arbitrary<String> subjects() {
        Arbitrary<String> parts = Arbitraries.of(
                "Objet",
                " ",
                "\u00a0",
                "\u200b",
                "é😀",
                "{{companyName}}",
                "{{portalUrl}}",
                "{{#§name}}x{{/§name}}",
                "{{§name}}",
                "<b>",
                "x".repeat(200));
        return parts.list().ofMinSize(1).ofMaxSize(4).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(30),
                Arbitraries.of(
                        "Marie",
                        "",
                        "\u00a0",
                        "\u200b\u200b",
                        "{{resetLink}}",
                        "<script>",
                        "</a></td></table>-->",
                        "a\r\nBcc: b@c.example",
                        "\u202e\u0000",
                        "\ud800",
                        "x".repeat(200)));
    }

    @Provide
    Arbitrary<PortalEvent> events() {
        Arbitrary<String> name = values();
        Arbitrary<String> needed = values().map(value -> VisibleText.isIn(value) ? value : "Érablière");
        Arbitrary<String> user = needed.injectNull(0.4);
        Arbitrary<Locale> language = Arbitraries.of(Locale.CANADA_FRENCH, Locale.ENGLISH, Locale.JAPAN);
        Arbitrary<Contact> contact = Combinators.combine(name, name, language, user)
                .as((first, last, spoken, userName) ->
                        Contact.of(first, last, "marie@erables.example", spoken).withUserName(userName));
        Arbitrary<ActionLink> link = Arbitraries.of(
                ActionLink.given(LINK, SampleEvents.WHEN.plusSeconds(1800)),
                ActionLink.mintedAtSend("R-1", SampleEvents.WHEN.plusSeconds(1800)));
        Arbitrary<EventHeader> header = Combinators.combine(needed, name.list().ofMaxSize(3))
                .as((company, names) -> SampleEvents.header("e").withCompanyCustomers(names))
                .flatMap(made -> needed.map(company -> new EventHeader(
                        new EventId("e"),
                        made.group(),
                        made.occurredAt(),
                        company,
                        made.companyCustomerNames(),
                        made.hostValues())));
        Arbitrary<PortalEvent> requested = Combinators.combine(header, contact, name.injectNull(0.3), link)
                .as((h, c, text, l) -> new AccessRequested(h, "R-1", c, text, text, text, REVIEW, l));
        Arbitrary<PortalEvent> added = Combinators.combine(header, contact, needed, link)
                .as((h, c, by, l) -> new RepresentativeAdded(h, "R-1", c, cut(by), l));
        Arbitrary<PortalEvent> validated = Combinators.combine(
                        header, contact, name.list().ofMaxSize(2))
                .as((h, c, linked) -> new RepresentativeValidated(
                        h, c, RepresentativeValidated.Kind.FIRST, ContactRole.PRIMARY, linked));
        Arbitrary<PortalEvent> changed = Combinators.combine(header, contact, contact.injectNull(0.3), needed)
                .as((h, next, old, by) ->
                        new PrimaryContactChanged(h, moved(old), next, false, ContactRole.SECONDARY, cut(by)));
        Arbitrary<PortalEvent> forgotten = Combinators.combine(header, contact, needed)
                .as((h, c, one) -> new UserNameForgotten(h, c, List.of(one, "")));
        Arbitrary<PortalEvent> reset = Combinators.combine(header, contact, needed, link)
                .as((h, c, userName, l) -> new PasswordResetRequested(h, c.withUserName(userName), l));
        Arbitrary<PortalEvent> password = Combinators.combine(header, contact, needed.injectNull(0.5))
                .as((h, c, by) -> new PasswordChanged(h, c, by == null ? null : cut(by)));
        Arbitrary<PortalEvent> address = Combinators.combine(header, contact, needed.injectNull(0.5))
                .as((h, c, by) ->
                        new AddressChanged(h, c, EmailAddress.of("old@erables.example"), by == null ? null : cut(by)));
        return Arbitraries.oneOf(requested, added, validated, changed, forgotten, reset, password, address);
    }

    private static String cut(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100);
    }

    private static Contact moved(Contact contact) {
        return contact == null
                ? null
                : Contact.of(contact.firstName(), contact.lastName(), "old@erables.example", contact.language());
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("an accepted text and a valid event make mails that are sent, and links that are needed can be found")
    void sent(
            @ForAll("subjects") String subject,
            @ForAll("contents") String content,
            @ForAll ContentFormat format,
            @ForAll("events") PortalEvent event) {
        TestPortal portal = portal(subject, content, format, event);
        portal.notifier().announce(event);
        portal.deliver();
        for (OutboxEntry entry : portal.entries()) {
            assertThat(entry.state()).as("%s", entry).isIn(EntryState.SENT, EntryState.SKIPPED);
        }
        for (SentMail mail : portal.sent()) {
            check(mail);
        }
    }

    /** Where the text stands for every mail of the event for which it may be saved. */
    private static TestPortal portal(String subject, String content, ContentFormat format, PortalEvent event) {
        PortalEmailSettings.Builder settings = SampleSettings.allOn().toBuilder();
        BuiltInTexts builtIn = BuiltInTexts.load();
        boolean used = false;
        for (NotificationType type : NotificationType.causedBy(event)) {
            Optional<MailText> text = accepted(type, subject, content, format);
            used |= text.isPresent();
            for (Locale language : List.of(Locale.ENGLISH, Locale.CANADA_FRENCH)) {
                if (text.isPresent() && !type.isOnScreen()) {
                    builtIn = builtIn.with(type, language, text.get());
                } else if (text.isPresent()) {
                    settings.text(type, language, text.get());
                }
            }
        }
        Statistics.label("mails with the text").collect(used ? "some" : "none").coverage(share -> share.check("some")
                .percentage(percent -> percent > 10));
        BuiltInTexts texts = builtIn;
        return TestPortal.builder()
                .settings(settings.build())
                .linkMinter(request -> Optional.of(LINK))
                .portalEmails(builder -> builder.builtInTexts(texts))
                .build();
    }

    private static Optional<MailText> accepted(
            NotificationType type, String subject, String content, ContentFormat format) {
        MailText text;
        try {
            text = new MailText(named(type, subject), named(type, content), format);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        boolean sound = SettingsRules.standard().checkText(type, text).stream().noneMatch(SettingsViolation::isError);
        return sound ? Optional.of(text) : Optional.empty();
    }

    private static void check(SentMail sent) {
        OutgoingMail mail = sent.mail();
        assertThat(VisibleText.isIn(mail.subject())).isTrue();
        assertThat(mail.subject()).hasSizeLessThanOrEqualTo(255);
        assertThat(VisibleText.isIn(mail.text())).isTrue();
        List<String> words = Arrays.asList(mail.text().split("[ \n\t]+"));
        Document html = mail.html() == null ? null : Jsoup.parse(mail.html());
        switch (sent.type()) {
            case RESET_PASSWORD, CUSTOMER_ACCESS_REQUEST -> {
                assertThat(words).as(mail.text()).contains(LINK);
                assertThat(html == null || shows(html, LINK)).as(mail.html()).isTrue();
            }
            case INTERNAL_ACCESS_REQUEST ->
                assertThat(words.contains(REVIEW) || mail.text().contains("R-1"))
                        .as(mail.text())
                        .isTrue();
            default -> {
                // Nothing that every mail of this kind must hold.
            }
        }
    }

    /** As the target of a link with something in it, or as text that is not hidden. */
    private static boolean shows(Document html, String link) {
        html.select("[hidden],[style*=none],[style*=max-height:0],title").remove();
        return html.select("a[href]").stream()
                        .anyMatch(a -> a.attr("href").equals(link)
                                && (VisibleText.isIn(a.text())
                                        || !a.select("img").isEmpty()))
                || html.wholeText().contains(link);
    }
}
