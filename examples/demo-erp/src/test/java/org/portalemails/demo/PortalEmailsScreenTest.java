package org.portalemails.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;

@DisplayName("The demo in a browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortalEmailsScreenTest {
    private static final String SCREEN = "/portal-emails?group=INDUSTRIE";
    private static final String RESET = "reset-password";
    private static final String FRENCH = "fr-CA";
    private static final Path PICTURES = Path.of(System.getProperty("demo.screenshots", "target/screenshots"));

    private DemoServer server;
    private Browser browser;
    private ScreenPage screen;

    @BeforeAll
    void open() throws IOException {
        browser = Browser.open();
    }

    /** Each test has a demo of its own, as it is after its first start. */
    @BeforeEach
    void start() throws IOException {
        server = new DemoServer();
        browser.size(1440, 900);
        browser.go(server.address("/sign-in?lang=fr-CA"));
        browser.driver().manage().deleteAllCookies();
        browser.go(server.address("/sign-in?lang=fr-CA"));
        browser.signIn("claire");
        screen = new ScreenPage(browser, server.address(SCREEN));
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @AfterAll
    void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    /** Saves a text: the first time as version 2. */
    private void save(String subject, int version) {
        screen.open().write(RESET, FRENCH).subject(RESET, FRENCH, subject).source(RESET, "<p>Ouvrez {{resetLink}}</p>");
        screen.sound();
        screen.save();
        screen.saved(version);
    }

    @Test
    @DisplayName("the way of the manual leads to the screen, with the sections, labels and fields of the manual")
    void labels() {
        browser.follow("a[href='/groups/one?id=INDUSTRIE']");
        browser.follow("a.primary[href='" + SCREEN + "']");
        browser.find(".sections");
        assertThat(browser.all("section h2").stream().map(WebElement::getText))
                .containsExactly(
                        "Adresses courriel internes",
                        "Demande d'accès client",
                        "Confirmation de validation client",
                        "Notification nouveau contact principal",
                        "Notification ancien contact principal",
                        "Nom utilisateur oublié",
                        "Réinitialiser mot de passe",
                        // Ours, after those of the manual.
                        "Langues",
                        "Apparence");
        assertThat(screen.labels("section:not([aria-labelledby=appearance]):not([aria-labelledby=languages])"))
                .containsExactly(
                        "Envoyer courriels de demande d'accès à :",
                        "Envoyer courriels de :",
                        // Ours, beside those of the manual.
                        "Nom de l’expéditeur",
                        "Adresse de réponse",
                        "Signaler les courriels en échec à",
                        "Envoyer un courriel aux clients qui ne se sont pas inscrits au portail eux-mêmes",
                        "Objet courriel demande d'accès",
                        "Contenu courriel de demande d'accès",
                        "Nouvel objet courriel de validation",
                        "Nouveau contenu courriel de validation",
                        "Envoyer courriel",
                        "Objet courriel",
                        "Contenu courriel",
                        "Envoyer courriel",
                        "Objet courriel",
                        "Contenu courriel",
                        "Objet courriel nom d'utilisateur oublié",
                        "Contenu courriel Nom d'utilisateur oublié",
                        "Objet courriel réinitialisation mot de passe",
                        "Contenu courriel réinitialisation mot de passe");
        assertThat(browser.text("#save")).isEqualTo("Enregistrer");
        assertThat(browser.text("section[aria-labelledby=mail-customer-access-request] .badge"))
                .isEqualTo("Aussi pour les clients ajoutés");
        browser.click("#mailCustomersWhoDidNotAsk");
        browser.waitForText("section[aria-labelledby=mail-customer-access-request] .badge", "Sur demande seulement");
    }

    @Test
    @DisplayName(
            "an error shows at its field while it is typed, with line and column, and keeps the text from being saved")
    void errorWhileTyping() throws IOException {
        screen.open()
                .write(RESET, FRENCH)
                .source(RESET, "<p>Bonjour {{recipientFullName}},</p>\n<p>Voici {{resetLnk}}</p>");
        screen.problem("resetPassword.translations[fr-CA].content", "Ligne 2, colonne 10");
        browser.screenshot(PICTURES.resolve("error.png"));
        screen.save();
        browser.waitForText("#errors", "Ligne 2, colonne 10");
        assertThat(browser.text("#errors"))
                .contains("Réinitialiser mot de passe · Contenu courriel réinitialisation mot de passe");
        assertThat(browser.script(
                        "return document.querySelector('portal-emails-settings').shadowRoot.activeElement.id"))
                .as("what went wrong is read first")
                .isEqualTo("errors");
        assertThat(browser.seriousViolations()).isEmpty();
        browser.click("#errors button");
        Object rest = browser.waitFor(
                "the cursor",
                driver -> browser.script(
                        "const t = arguments[0].shadowRoot.activeElement; return t && t.value.slice(t.selectionStart)",
                        screen.box(RESET)));
        assertThat(rest).as("the cursor stands where the problem is").asString().startsWith("{{resetLnk}}");
    }

    @Test
    @DisplayName(
            "the look of mails is chosen with a file and a colour, shown in the preview as it will be sent, and kept")
    void look() throws IOException {
        Path logo = Files.createTempFile("logo", ".png");
        Files.write(
                logo,
                Base64.getDecoder()
                        .decode(
                                "iVBORw0KGgoAAAANSUhEUgAAAB4AAAASCAIAAADDkPmOAAAAFUlEQVR42mNgGAWjYBSMglEwCmgFAAZmAAEPbI9mAAAAAElFTkSuQmCC"));
        screen.open();
        browser.find("#logo").sendKeys(logo.toString());
        browser.type("#accentColour", "#ffcc00");
        screen.problem("accentColour", "La couleur la plus proche qui convient est #");
        screen.problem("logo", "Un logo a besoin d’un texte de remplacement");
        browser.click("section[aria-labelledby=appearance] summary");
        browser.type("[id='brand[fr-CA].logoText']", "Érable");
        browser.type("[id='brand[fr-CA].footer']", "12, rue du Port");
        browser.type("#accentColour", "#b3261e");
        screen.sound();
        browser.waitFor("the preview in its look", driver -> {
            String source = screen.preview();
            return source.contains("data:image/png") && source.contains("#b3261e") && source.contains("12, rue du Port")
                    ? true
                    : null;
        });
        browser.click("#view-no-images");
        browser.waitFor("the preview without images", driver -> {
            String source = screen.preview();
            return source.contains("alt=\"Érable\"") && !source.contains("data:image/png") ? true : null;
        });
        screen.save();
        screen.saved(2);
        assertThat(screen.value("#accentColour")).isEqualTo("#b3261e");
        assertThat(browser.all("img.logo")).hasSize(1);
    }

    @Test
    @DisplayName(
            "the mail server is tried from the screen, step by step and in the administrator's words; nothing is sent")
    void probe() {
        screen.open().write("customer-access-request", "fr-CA");
        screen.centred(browser.find("#probe")).click();
        browser.waitForText(".steps", "Le serveur de courriel accepte les courriels de");
        assertThat(browser.all(".steps li")).hasSize(4).allMatch(step -> step.getText()
                .startsWith("✓"));
    }

    @Test
    @DisplayName(
            "the sender is checked beside its field, with the record to publish; the page says that the DNS is played")
    void senderCheck() throws IOException {
        screen.open();
        browser.type("#sendFrom", "portail@boreale.example");
        screen.centred(browser.find("#sender-check")).click();
        browser.waitForText(".box.sender", "portail@boreale.example");
        assertThat(browser.text(".box.sender"))
                .contains("SPF : boreale.example n’autorise pas notre serveur de courriel (192.0.2.25)")
                .contains(
                        "v=spf1 ip4:192.0.2.25 mx -all",
                        "_dmarc.boreale.example",
                        "Réponses : boreale.example a un serveur");
        assertThat(browser.seriousViolations()).isEmpty();
        assertThat(browser.text("body")).contains("réponses de démonstration");
        browser.screenshot(PICTURES.resolve("sender-check.png"));
        browser.type("#sendFrom", "portail@erable.example");
        screen.sound();
        screen.save();
        browser.waitForText(".box.sender", "portail@erable.example");
        assertThat(browser.text(".box.sender")).contains("SPF : erable.example autorise notre serveur de courriel");
    }

    @Test
    @DisplayName("somebody who opens the screen in another window and saves first does not take anything away")
    void staleSave() throws IOException {
        save("Votre mot de passe", 2);
        inAnotherWindow(() -> {
            screen.write("forgot-user-name", FRENCH).subject("forgot-user-name", FRENCH, "Vos noms d’utilisateur");
            screen.subject(RESET, FRENCH, "Sujet de l’autre");
            screen.sound();
            screen.save();
            screen.saved(3);
        });
        screen.subject(RESET, FRENCH, "Mon sujet");
        screen.save();
        browser.waitForText("#stale", "Vous avez enregistré une autre version");
        assertThat(browser.text("#stale")).contains("Nom utilisateur oublié", "Sujet de l’autre", "Mon sujet");
        assertThat(browser.seriousViolations()).isEmpty();
        browser.screenshot(PICTURES.resolve("stale.png"));
        assertThat(screen.subjectOf(RESET, FRENCH)).isEqualTo("Mon sujet");
        screen.save();
        screen.saved(4);
        assertThat(screen.subjectOf("forgot-user-name", FRENCH))
                .as("what only the other one changed was taken over")
                .isEqualTo("Vos noms d’utilisateur");
    }

    @Test
    @DisplayName("the history shows the differences in words, and an older version comes back")
    void history() throws IOException {
        save("Votre mot de passe", 2);
        save("Sujet de l’autre", 3);
        screen.open();
        browser.click("#notifyNewPrimaryContact");
        screen.save();
        screen.saved(4);
        browser.click(".top button");
        browser.waitForText("dialog", "Version 4");
        assertThat(browser.text("dialog"))
                .contains("Notification nouveau contact principal · Envoyer courriel", "Oui → Non")
                .contains("Votre mot de passe → Sujet de l’autre")
                .doesNotContain("fr-CA", "true");
        assertThat(browser.seriousViolations()).isEmpty();
        browser.screenshot(PICTURES.resolve("history.png"));
        browser.click("dialog article:nth-of-type(3) .preview-version");
        browser.waitFor(
                "the mail of the older version",
                driver -> browser.all("iframe[slot^=all]").size() == 1 ? true : null);
        assertThat(browser.text("#all-title")).isEqualTo("Version 2");
        browser.click("aside dialog button");
        browser.click("dialog article:nth-of-type(3) button:last-child");
        screen.saved(5);
        assertThat(screen.subjectOf(RESET, FRENCH)).isEqualTo("Votre mot de passe");
    }

    @Test
    @DisplayName("who restores a version after somebody saved is told, and nothing is restored")
    void staleRestore() throws IOException {
        save("Votre mot de passe", 2);
        browser.click(".top button");
        browser.waitForText("dialog", "Version 2");
        inAnotherWindow(() -> {
            screen.subject(RESET, FRENCH, "Pendant ce temps");
            screen.save();
            screen.saved(3);
        });
        browser.click("dialog article:nth-of-type(2) button:last-child");
        browser.waitForText(".box.good", "Rien n’a été modifié : Claire Gagnon a enregistré entre-temps.");
        assertThat(screen.open().subjectOf(RESET, FRENCH)).isEqualTo("Pendant ce temps");
    }

    private void inAnotherWindow(Runnable work) {
        String mine = browser.driver().getWindowHandle();
        browser.driver().switchTo().newWindow(WindowType.TAB);
        browser.go(server.address(SCREEN));
        screen.ready();
        work.run();
        browser.driver().close();
        browser.driver().switchTo().window(mine);
    }

    @Test
    @DisplayName("a session that ends loses nothing: what is typed stays, and is saved after signing in beside it")
    void session() {
        screen.open().write(RESET, FRENCH).subject(RESET, FRENCH, "Presque perdu");
        screen.sound();
        browser.driver().manage().deleteAllCookies();
        screen.save();
        browser.waitForText("dialog[open]", "Votre session est fermée");
        assertThat(browser.find("dialog[open] a.button").getDomAttribute("href"))
                .isEqualTo("/sign-in");
        String mine = browser.driver().getWindowHandle();
        browser.driver().switchTo().newWindow(WindowType.TAB);
        browser.go(server.address("/sign-in?lang=fr-CA"));
        browser.signIn("claire");
        browser.driver().close();
        browser.driver().switchTo().window(mine);
        browser.click("dialog[open] button.primary");
        browser.waitFor("the page again", driver -> browser.all("dialog[open]").isEmpty() ? true : null);
        assertThat(screen.subjectOf(RESET, FRENCH)).isEqualTo("Presque perdu");
        screen.save();
        screen.saved(2);
    }

    @Test
    @DisplayName(
            "an element that is told another group or language shows it, and never saves into what it does not show")
    void otherGroup() {
        screen.open().write(RESET, FRENCH).subject(RESET, FRENCH, "Pour l’industrie");
        browser.script("document.querySelector('portal-emails-settings').setAttribute('group', 'DETAIL')");
        browser.waitForText(".version", "Détaillants");
        screen.ready();
        browser.script("document.querySelector('portal-emails-settings').setAttribute('lang', 'en_CA')");
        browser.waitFor("English", driver -> browser.text("#save").equals("Save") ? true : null);
        browser.type("#senderName", "Retail");
        screen.save();
        browser.waitForText(".box.good", "Version 1 is saved");
        browser.script("document.querySelector('portal-emails-settings').setAttribute('group', 'INDUSTRIE')");
        browser.waitForText(".version", "Industrie");
        browser.waitForText(".box.note", "did not save is still here");
        assertThat(screen.value("#senderName")).isEmpty();
    }

    @Test
    @DisplayName("a page that was closed with unsaved changes offers them again")
    void draft() {
        screen.open().write(RESET, FRENCH).subject(RESET, FRENCH, "Pas encore enregistré");
        screen.sound();
        screen.open();
        browser.waitForText(".box.note", "non enregistrée, est encore ici");
        browser.click(".box.note button.primary");
        browser.waitFor(
                "the draft", driver -> screen.subjectOf(RESET, FRENCH).equals("Pas encore enregistré") ? true : null);
        screen.save();
        screen.saved(2);
        screen.open();
        assertThat(browser.all(".box.note")).isEmpty();
    }

    @Test
    @DisplayName("every event by hand: seven mails arrive, their links masked, and staff see what became of each")
    void sevenMails() throws IOException {
        browser.go(server.address("/portal"));
        browser.type("#person-firstName", "Maude");
        browser.type("#person-lastName", "Fortin");
        browser.type("#person-email", "maude.fortin@beaumont.example");
        browser.type("#person-company", "Aciérie Beaumont ltée");
        browser.follow("button.primary");
        browser.go(server.address("/representatives"));
        browser.follow("form[action$='/validate'] button");
        assertThat(browser.text(".note.good")).contains("Confirmation de validation client", "En attente d’envoi");
        browser.follow("form[action$='/make-primary'] button");
        assertThat(browser.text(".note.good"))
                .contains("Notification nouveau contact principal", "Notification ancien contact principal");
        browser.follow("form[action$='/reset'] button");
        browser.go(server.address("/portal/user-name"));
        browser.type("#email", "MAUDE.FORTIN@beaumont.example");
        browser.follow("button.primary");

        browser.go(server.address("/mailbox"));
        browser.waitFor("seven mails", driver -> browser.all(".mail-list li").size() == 7 ? true : null);
        browser.screenshot(PICTURES.resolve("mailbox.png"));
        for (String mail : browser.all(".mail-list li a[href]").stream()
                .map(link -> link.getDomProperty("href"))
                .toList()) {
            browser.go(mail);
            assertThat(browser.driver().getPageSource())
                    .as("no page shows a secret")
                    .doesNotContainPattern("/(reset|register)/[\\w-]{20,}");
            if (browser.text("h1").endsWith("accès confirmé")) {
                browser.screenshot(PICTURES.resolve("mail.png"));
            }
        }
        browser.go(server.address("/outbox"));
        browser.waitForText(".counts li:nth-child(4)", "7");
    }

    @Test
    @DisplayName("a group without the portal has no screen, and the page says why")
    void unavailable() {
        browser.go(server.address("/portal-emails?group=PUBLIC"));
        browser.waitForText(".box", "n’utilise pas le Portail Facturation et comptes clients");
        assertThat(browser.all("textarea")).isEmpty();
    }

    @Test
    @DisplayName("whoever leaves with unsaved changes is asked")
    void unsavedChanges() {
        browser.go(server.address(SCREEN));
        screen.ready().write(RESET, FRENCH).subject(RESET, FRENCH, "Pas encore enregistré");
        browser.waitForText(".save-bar", "Modifications non enregistrées");
        Object prevented = browser.script("const leaving = new Event('beforeunload', {cancelable: true});"
                + " dispatchEvent(leaving); return leaving.defaultPrevented");
        assertThat(prevented).isEqualTo(true);
    }

    @Test
    @DisplayName(
            "in English all pages are English, and in both languages, light and dark, axe-core finds nothing serious, on wide and narrow screens")
    void bothLanguagesAccessible() throws IOException {
        browser.go(server.address("/representatives"));
        browser.follow("form[action$='/reset'] button");
        browser.go(server.address("/mailbox"));
        browser.waitFor("a mail", driver -> browser.all(".mail-list li").isEmpty() ? null : true);
        List<String> pages = new ArrayList<>(List.of(
                "/groups",
                "/groups/one?id=INDUSTRIE",
                "/portal-emails?group=PUBLIC",
                "/portal-emails",
                SCREEN,
                "/representatives",
                "/import",
                "/outbox",
                "/outbox/suppressed",
                "/outbox/recovery",
                "/mailbox",
                "/portal",
                "/portal/user-name",
                "/portal/password",
                "/no-such-page"));
        pages.add(linkOn("/representatives", "td a.strong"));
        pages.add(linkOn("/mailbox", ".mail-list a"));
        for (String language : List.of("fr-CA", "en")) {
            for (String page : pages) {
                browser.size(1440, 900);
                browser.go(server.address(page + (page.contains("?") ? "&" : "?") + "lang=" + language));
                assertThat(browser.find("html").getDomAttribute("lang")).isEqualTo(language);
                if (page.startsWith("/portal-emails") || page.equals("/outbox")) {
                    browser.waitFor(
                            "the element",
                            driver -> browser.all(".page .save-bar, .filters, .box")
                                            .isEmpty()
                                    ? null
                                    : true);
                }
                assertThat(browser.driver().getPageSource()).as(page).doesNotContain("??");
                assertThat(browser.seriousViolations())
                        .as(page + " " + language)
                        .isEmpty();
                if (page.equals(SCREEN)) {
                    browser.waitForText("#preview-title", language.equals("en") ? "Customer" : "client");
                    browser.find("iframe[slot=preview]");
                    browser.screenshot(PICTURES.resolve("screen-" + language + ".png"));
                }
                browser.size(320, 800);
                assertThat(browser.script("return document.documentElement.scrollWidth <= innerWidth"))
                        .as(page + " fits a narrow screen")
                        .isEqualTo(true);
                assertThat(browser.seriousViolations())
                        .as(page + " " + language + " narrow")
                        .isEmpty();
                if (page.equals(SCREEN)) {
                    browser.screenshot(PICTURES.resolve("narrow-" + language + ".png"));
                }
            }
        }
        browser.size(1440, 900);
        browser.go(server.address(SCREEN + "&lang=en"));
        browser.find(".sections");
        assertThat(browser.all("section h2").stream().map(WebElement::getText))
                .contains("Internal Email Addresses", "Customer Access Request", "Reset Password");
    }

    private String linkOn(String page, String css) {
        browser.go(server.address(page));
        return browser.find(css).getDomAttribute("href");
    }

    @Test
    @DisplayName("in the dark axe-core finds nothing serious either")
    void dark() throws IOException {
        for (String page : List.of(SCREEN, "/outbox")) {
            browser.go(server.address(page));
            browser.find(".save-bar, .filters");
            browser.script(
                    "document.querySelector('portal-emails-settings, portal-emails-outbox').setAttribute('class', 'dark');"
                            + " const dark = new CSSStyleSheet(); dark.replaceSync('.dark { color-scheme: dark; background: #14181d }');"
                            + " document.adoptedStyleSheets = [dark]");
            browser.driver().executeAsyncScript("setTimeout(arguments[arguments.length - 1], 500)");
            assertThat(browser.seriousViolations()).as(page).isEmpty();
            browser.screenshot(PICTURES.resolve("dark" + page.replaceAll("\\W+", "-") + ".png"));
        }
    }

    @Test
    @DisplayName("every stop of the Tab key is in view, never behind the bar at the bottom")
    void tabStops() {
        for (int width : List.of(1440, 768, 500)) {
            browser.size(width, 800);
            screen.open();
            browser.script(
                    "document.documentElement.style.scrollBehavior = 'auto'; document.querySelector('#content').focus()");
            List<String> hidden = new ArrayList<>();
            for (int i = 0; i < 90; i++) {
                screen.keys(Keys.TAB);
                Object found = browser.script(
                        """
                        let at = document.activeElement;
                        if (at.localName !== 'portal-emails-settings') return '';
                        while (at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
                        const root = document.querySelector('portal-emails-settings').shadowRoot;
                        const bar = root.querySelector('.save-bar').getBoundingClientRect();
                        const box = at.getBoundingClientRect();
                        if (at.closest('.save-bar') || at.localName === 'iframe' || box.height === 0) return '';
                        const covered = box.top >= bar.top && box.top < bar.bottom || box.bottom < 0 || box.top > innerHeight;
                        return covered ? `${at.localName}#${at.id} ${at.textContent.trim().slice(0, 20)} ${Math.round(box.top)}` : '';
                        """);
                if (!"".equals(found)) {
                    hidden.add(String.valueOf(found));
                }
            }
            assertThat(hidden).as("at " + width).isEmpty();
        }
        browser.size(1440, 900);
    }

    @Test
    @DisplayName("receivables staff see representatives and the outbox, but may not edit the texts")
    void roles() throws IOException {
        browser.go(server.address("/groups?lang=en"));
        browser.follow("form[action='/sign-out'] button");
        assertThat(browser.seriousViolations()).as("sign-in").isEmpty();
        browser.signIn("sophie");
        browser.go(server.address(SCREEN));
        assertThat(browser.text("main")).contains("403");
        browser.go(server.address("/representatives"));
        assertThat(browser.text("h1")).isEqualTo("Representatives");
    }
}
