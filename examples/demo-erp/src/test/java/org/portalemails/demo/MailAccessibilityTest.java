package org.portalemails.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.portalemails.email.OutgoingMail;
import org.portalemails.event.ActionLink;
import org.portalemails.event.AddressChanged;
import org.portalemails.event.Contact;
import org.portalemails.event.ContactRole;
import org.portalemails.event.EventHeader;
import org.portalemails.event.PasswordChanged;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.event.PortalEvent;
import org.portalemails.event.PrimaryContactChanged;
import org.portalemails.event.RepresentativeAdded;
import org.portalemails.event.RepresentativeValidated;
import org.portalemails.event.UserNameForgotten;
import org.portalemails.layout.AccentColour;
import org.portalemails.layout.BrandImage;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.MailLanguages;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Setting;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.TestPortal;

@DisplayName("A built-in mail in a browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailAccessibilityTest {
    private static final BrandImage LOGO = BrandImage.parse(
            "iVBORw0KGgoAAAANSUhEUgAAAB4AAAASCAIAAADDkPmOAAAAFUlEQVR42mNgGAWjYBSMglEwCmgFAAZmAAEPbI9mAAAAAElFTkSuQmCC");
    /** Where pictures are wanted; {@code null} if nowhere. Those of the documents come from there. */
    private static final String PICTURES = System.getProperty("mail.screenshots");

    private static final String LINK =
            "https://portail.erable.example/mot-de-passe?jeton=Jq8x2Y0b7lQ9m3Ww5Rt1Zs4Vn6Kc8Hd2Fg0Pa";

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

    private static PortalEmailSettings.Builder settings(Locale language) {
        return SampleSettings.allOn().toBuilder().language(language);
    }

    private static PortalEmailSettings.Builder branded(Locale language) {
        return settings(language)
                .set(Setting.LOGO, LOGO)
                .set(Setting.ACCENT_COLOUR, AccentColour.parse("#e2761b").nearest())
                .brandText(BrandText.LOGO_TEXT, language, "Érable")
                .brandText(BrandText.FOOTER, language, "Érable Industries ltée\n12, rue du Port, Québec");
    }

    private static PortalEmailSettings twoLanguages(Locale language) {
        return branded(language)
                .set(Setting.MAIL_LANGUAGES, MailLanguages.BOTH)
                .set(Setting.SECOND_LANGUAGE, language.equals(Locale.ENGLISH) ? Locale.CANADA_FRENCH : Locale.ENGLISH)
                .build();
    }

    private static PortalEvent event(NotificationType type, Contact reader) {
        EventHeader header = SampleEvents.header("e");
        ActionLink link = ActionLink.given(LINK, SampleEvents.WHEN.plus(Duration.ofMinutes(30)));
        return switch (type) {
            case INTERNAL_ACCESS_REQUEST -> SampleEvents.accessRequested("e");
            case CUSTOMER_ACCESS_REQUEST -> new RepresentativeAdded(header, "R-2026-0043", reader, "Luc Gagnon", link);
            case CUSTOMER_VALIDATION_CONFIRMATION ->
                new RepresentativeValidated(
                        header,
                        reader,
                        RepresentativeValidated.Kind.FIRST,
                        ContactRole.PRIMARY,
                        List.of("Érablière du Nord inc."));
            case NEW_PRIMARY_CONTACT ->
                new PrimaryContactChanged(
                        header, SampleEvents.JOHN, reader, false, ContactRole.SECONDARY, "Luc Gagnon");
            case OLD_PRIMARY_CONTACT ->
                new PrimaryContactChanged(
                        header, reader, SampleEvents.JOHN, false, ContactRole.SECONDARY, "Luc Gagnon");
            case FORGOT_USER_NAME -> new UserNameForgotten(header, reader, List.of("mtremblay", "marie.t"));
            case RESET_PASSWORD -> new PasswordResetRequested(header, reader.withUserName("mtremblay"), link);
            case PASSWORD_CHANGED -> new PasswordChanged(header, reader.withUserName("mtremblay"), "Luc Gagnon");
            case NEW_ADDRESS, OLD_ADDRESS ->
                new AddressChanged(
                        header, reader.withUserName("mtremblay"), EmailAddress.of("m@erables.example"), "Luc Gagnon");
        };
    }

    /** The very bytes that leave, its images in them. */
    private static String html(NotificationType type, Locale language, PortalEmailSettings settings) {
        TestPortal portal = TestPortal.builder().settings(settings).build();
        portal.notifier().announce(event(type, Contact.of("Marie", "Tremblay", "marie@erables.example", language)));
        portal.deliver();
        OutgoingMail mail = portal.sent().stream()
                .filter(sent -> sent.type() == type)
                .findFirst()
                .orElseThrow()
                .mail();
        return BrandImage.shownInPage(mail.html(), mail.images());
    }

    private void show(String html, int width, boolean dark) throws IOException {
        browser.driver()
                .executeCdpCommand(
                        "Emulation.setEmulatedMedia",
                        Map.of(
                                "features",
                                List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        size(width, 1_000);
        Path file = Files.writeString(directory.resolve("mail.html"), html);
        browser.go(file.toUri().toString());
    }

    private void size(int width, int height) {
        browser.driver()
                .executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("everyMail")
    @DisplayName(
            "can be read by everybody: without a brand, with one, in the dark, without its style sheet, in two languages")
    void accessible(NotificationType type, Locale language) throws IOException {
        String bare = html(type, language, settings(language).build());
        String branded = html(type, language, branded(language).build());
        assertThat(branded).contains("data:image/png");
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
        show(html(type, language, twoLanguages(language)), 600, false);
        assertThat(browser.seriousViolations()).as("in two languages").isEmpty();
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("everyMail")
    @DisplayName("fits on a telephone of 320 pixels, with targets that a thumb can hit")
    void fits(NotificationType type, Locale language) throws IOException {
        for (PortalEmailSettings settings :
                List.of(settings(language).build(), branded(language).build(), twoLanguages(language))) {
            String html = html(type, language, settings);
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

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("everyMail")
    @DisplayName("keeps its logo and its words in view at every width, in light and dark, and where images are blocked")
    void looks(NotificationType type, Locale language) throws IOException {
        String html = html(
                type,
                language,
                settings(language)
                        .set(Setting.LOGO, DrawnLogo.forLight())
                        .set(Setting.DARK_LOGO, DrawnLogo.forDark())
                        .set(Setting.ACCENT_COLOUR, AccentColour.parse("#b5460f"))
                        .brandText(BrandText.LOGO_TEXT, language, "Érable Finance")
                        .build());
        for (int width : new int[] {320, 414, 600, 900}) {
            for (String look : List.of("light", "dark", "blocked")) {
                show(
                        look.equals("blocked") ? html.replaceAll("data:image/[^\"]+", "cid:blocked") : html,
                        width,
                        look.equals("dark"));
                String name = type.code() + "-" + language.toLanguageTag() + "-" + width + "-" + look + ".png";
                assertThat(browser.script("return document.documentElement.scrollWidth <= " + width))
                        .as(name)
                        .isEqualTo(true);
                assertThat(
                                browser.script(
                                        "return [...document.querySelectorAll('img')].filter(one => one.getBoundingClientRect().width > 0).length"))
                        .as("one logo: " + name)
                        .isEqualTo(1L);
                if (PICTURES != null) {
                    Number height = (Number) browser.script("return document.documentElement.scrollHeight");
                    size(width, height.intValue());
                    browser.screenshot(Path.of(PICTURES, name));
                }
            }
        }
    }
}
