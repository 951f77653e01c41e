package org.portalemails.composition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jsoup.Jsoup;
import org.portalemails.composition.BrandTextsTest.Revealed;
import org.portalemails.host.PortalProfile;
import org.portalemails.layout.MailRules;
import org.portalemails.settings.BrandText;
import org.portalemails.testkit.SampleSettings;

@Label("Any signature and footer that is accepted")
class BrandTextProperties {
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "<p>",
                        "</p>",
                        "<b>",
                        "</b>",
                        "<br>",
                        "<div>",
                        "</div>",
                        "<ul><li>",
                        "</li></ul>",
                        "<h1>ACME</h1>",
                        "</table>",
                        "</td></tr>",
                        "<table role=\"presentation\"><tr><td>",
                        "a",
                        "é <",
                        " & ",
                        "\n",
                        "\t",
                        "&nbsp;",
                        "&lt;",
                        "{{portalName}}",
                        "{{portalUrl}}",
                        "{{#supportContactName}}",
                        "{{\nportalName }}",
                        "{{/supportContactName}}",
                        "{{^supportContactPhone}}",
                        "{{/supportContactPhone}}",
                        "{{! <p }}",
                        "<a href=\"{{portalUrl}}\">b</a>",
                        "<a class=\"button\" href=\"https://a.example/\">c</a>",
                        "<!-- d -->",
                        "<p class=\"note\">",
                        "<code>e</code>",
                        "{{resetLink}}",
                        "{{",
                        "<style>",
                        "</body>",
                        "<a href=\"{{portalName}}\">f</a>",
                        "<p style=\"margin:0\">",
                        "{{supportContactEmail}}",
                        "<small>g</small>")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<PortalProfile> profiles() {
        return Arbitraries.of(SampleSettings.profile(), BrandTextsTest.silent());
    }

    @Property(tries = 1_000)
    @Label("composes, stays in its place, and leaves a mail that keeps the rules")
    void composes(@ForAll("texts") String typed, @ForAll("profiles") PortalProfile profile) {
        for (BrandText what : List.of(BrandText.SIGNATURE, BrandText.FOOTER)) {
            boolean accepted = BrandTextsTest.errors(what, typed).isEmpty();
            Statistics.label("accepted").collect(accepted);
            Revealed mail = BrandTextsTest.reset(what, typed, profile);
            if (accepted) {
                assertThat(MailRules.broken(mail.html())).isEmpty();
                assertThat(Jsoup.parse(mail.html()).select(".pe-card td.pe-foot"))
                        .isEmpty();
                assertThat(mail.text()).doesNotContain("{{");
            }
        }
    }
}
