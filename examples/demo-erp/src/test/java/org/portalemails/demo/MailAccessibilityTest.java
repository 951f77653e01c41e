package org.portalemails.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.portalemails.address.EmailAddress;
import org.portalemails.composition.PreparedTexts;
import org.portalemails.composition.Surroundings;
import org.portalemails.host.PortalProfile;
import org.portalemails.layout.AccentColour;
import org.portalemails.layout.MailLayout;
import org.portalemails.layout.MailLogo;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MailText;
import org.portalemails.notification.MailValues;
import org.portalemails.notification.NotificationType;
import org.portalemails.template.TextKind;
import org.portalemails.template.mustache.Template;

@DisplayName("A built-in mail in a browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailAccessibilityTest {
    private static final PortalProfile PROFILE = PortalProfile.builder()
            .senderCompanyName("Érable Industries ltée")
            .portalName("Portail Facturation et comptes clients")
            .portalName(Locale.ENGLISH, "Billing and Accounts Portal")
            .portalUrl("https://portail.erable.example/")
            .supportContact("Service des comptes clients", EmailAddress.of("comptes@erable.example"), "+1 418 555-0100")
            .supportContactName(Locale.ENGLISH, "Accounts Receivable")
            .zone(ZoneId.of("America/Toronto"))
            .build();

    private static final MailLogo LOGO = new MailLogo("logo@erable.example", "dark@erable.example", "Érable", 160, 40);
    private static final String LINK =
            "https://portail.erable.example/mot-de-passe?jeton=Jq8x2Y0b7lQ9m3Ww5Rt1Zs4Vn6Kc8Hd2Fg0Pa";

    /** A picture of one pixel, in the place of the part that a mail would carry. */
    private static final String PIXEL =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
                    + "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    @TempDir
    private static Path directory;

    private Browser browser;

    @BeforeAll
    void open() throws IOException {
        browser = Browser.open();
    }

    @AfterAll
    void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    static Stream<Arguments> everyMail() {
        return Stream.of(NotificationType.values()).flatMap(type -> BuiltInTexts.load().languages().stream()
                .map(language -> Arguments.of(type, language)));
    }

    private static String html(NotificationType type, Locale language, boolean branded) {
        MailText text = BuiltInTexts.load().text(type, language);
        MailValues values = MailValues.examples(type, PROFILE, language, Map.of(), FieldCatalogue.builtIn());
        Surroundings around = Surroundings.builtIn(MailLayout.standard(), PROFILE, language);
        if (branded) {
            around = new Surroundings(
                    around.layout(),
                    language,
                    around.sender(),
                    AccentColour.parse("#e2761b").nearest(),
                    LOGO,
                    around.signature(),
                    around.footer());
        }
        String subject = PreparedTexts.subject(Template.parse(text.subject(), TextKind.SUBJECT), values);
        return PreparedTexts.body(Template.parse(text.content(), TextKind.HTML), values, subject, around, null)
                .html()
                .reveal(field -> LINK)
                .replaceAll("cid:[a-z]+@erable\\.example", PIXEL);
    }

    private void show(String html, int width, boolean dark) throws IOException {
        browser.driver()
                .executeCdpCommand(
                        "Emulation.setEmulatedMedia",
                        Map.of(
                                "features",
                                List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        browser.driver()
                .executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", width, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
        Path file = Files.writeString(directory.resolve("mail.html"), html);
        browser.go(file.toUri().toString());
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("everyMail")
    @DisplayName(
            "can be read by everybody: without a brand, with one, on a dark background, and without its style sheet")
    void accessible(NotificationType type, Locale language) throws IOException {
        String bare = html(type, language, false);
        String branded = html(type, language, true);
        show(bare, 600, false);
        assertThat(browser.seriousViolations()).as("without a brand").isEmpty();
        show(branded, 600, false);
        assertThat(browser.seriousViolations()).as("with a brand").isEmpty();
        show(branded, 600, true);
        assertThat(browser.script("return getComputedStyle(document.querySelector('.pe-card')).backgroundColor"))
                .as("the dark background is there")
                .isEqualTo("rgb(30, 35, 41)");
        assertThat(browser.seriousViolations()).as("in the dark").isEmpty();
        show(branded.replaceAll("(?s)<style>.*?</style>", ""), 600, false);
        assertThat(browser.seriousViolations()).as("without its style sheet").isEmpty();
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("everyMail")
    @DisplayName("fits on a telephone of 320 pixels, with targets that a thumb can hit")
    void fits(NotificationType type, Locale language) throws IOException {
        for (boolean branded : new boolean[] {false, true}) {
            String html = html(type, language, branded);
            for (String shown : new String[] {html, html.replaceAll("(?s)<style>.*?</style>", "")}) {
                show(shown, 320, false);
                assertThat(((Number) browser.script("return document.documentElement.scrollWidth")).intValue())
                        .isLessThanOrEqualTo(320);
                assertThat(
                                (List<?>)
                                        browser.script(
                                                "return [...document.querySelectorAll('.pe-button a')].map(a => a.getBoundingClientRect().height)"))
                        .allSatisfy(height ->
                                assertThat(((Number) height).doubleValue()).isGreaterThanOrEqualTo(44));
            }
        }
    }
}
