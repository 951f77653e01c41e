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
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;

@DisplayName("The demo in a browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortalEmailsScreenTest {
    private static final String SCREEN = "/groups/INDUSTRIE/portal-emails";
    private static final String SUBJECT = "[id='mail-reset-password-fr-CA-subject']";
    private static final String CONTENT = "[id='mail-reset-password-fr-CA-content']";
    private static final Path PICTURES = Path.of(System.getProperty("demo.screenshots", "target/screenshots"));

    private DemoServer server;
    private Browser browser;

    @BeforeAll
    void open() throws IOException {
        browser = Browser.open();
    }

    /** Each test has a demo of its own, as it is after its first start. */
    @BeforeEach
    void start() throws IOException {
        server = new DemoServer();
        browser.go(server.address("/sign-in?lang=fr-CA"));
        browser.driver().manage().deleteAllCookies();
        browser.go(server.address("/sign-in?lang=fr-CA"));
        browser.signIn("claire");
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
    private void save(String subject) {
        browser.go(server.address(SCREEN));
        browser.type(SUBJECT, subject);
        browser.type(CONTENT, "<p>Ouvrez {{resetLink}}</p>");
        browser.waitForText("[data-count]", "Aucune erreur");
        browser.follow(".savebar button.primary");
        assertThat(browser.text(".note.good")).contains("est enregistrée");
    }

    @Test
    @DisplayName("the way of the manual leads to the screen, with the sections, labels and fields of the manual")
    void labels() {
        browser.follow("a[href='/groups/INDUSTRIE']");
        browser.follow("a.primary[href='" + SCREEN + "']");
        assertThat(browser.all("legend h2").stream().map(WebElement::getText))
                .containsExactly(
                        "Adresses courriel internes",
                        "Demande d'accès client",
                        "Confirmation de validation client",
                        "Notification nouveau contact principal",
                        "Notification ancien contact principal",
                        "Nom utilisateur oublié",
                        "Réinitialiser mot de passe",
                        // Ours, after those of the manual.
                        "Apparence");
        assertThat(browser.all("fieldset:not(#appearance) label").stream()
                        .filter(WebElement::isDisplayed)
                        .map(WebElement::getText)
                        .filter(label -> !label.startsWith("Format")))
                .containsExactly(
                        "Envoyer courriels de demande d'accès à :",
                        "Envoyer courriels de :",
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
        assertThat(browser.text(".savebar button")).isEqualTo("Enregistrer");
        browser.waitForText("[data-preview-subject]", "Portail Facturation et comptes clients");
    }

    @Test
    @DisplayName(
            "an error shows at its field while it is typed, with line and column, and keeps the text from being saved")
    void errorWhileTyping() throws IOException {
        browser.go(server.address(SCREEN));
        browser.type(SUBJECT, "Votre mot de passe");
        browser.type(CONTENT, "<p>Bonjour {{recipientFullName}},</p>\n<p>Voici {{resetLnk}}</p>");
        browser.waitForText("[id='problems-mail-reset-password-fr-CA-content']", "Ligne 2, colonne 10");
        assertThat(browser.find(CONTENT).getDomAttribute("aria-invalid")).isEqualTo("true");
        browser.script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", browser.find(CONTENT));
        browser.screenshot(PICTURES.resolve("error.png"));
        browser.follow(".savebar button.primary");
        assertThat(browser.text("[data-summary]")).contains("Ligne 2, colonne 10", "resetLink");
        browser.click("[data-summary] a[data-line='2']");
        assertThat(browser.script("const t = document.activeElement; return t.value.slice(t.selectionStart)"))
                .as("the cursor stands where the problem is")
                .asString()
                .startsWith("{{resetLnk}}");
    }

    @Test
    @DisplayName("a merge field is inserted at the cursor, the preview masks the secret, and the text is saved")
    void mergeFieldPreviewAndSave() {
        browser.go(server.address(SCREEN));
        browser.type(SUBJECT, "Votre mot de passe");
        browser.type(CONTENT, "<p>Bonjour {{recipientFullName}},</p>\n<p>Ouvrez ");
        browser.click("#mail-reset-password .merge-fields summary");
        browser.click("#mail-reset-password [data-insert='{{resetLink}}']");
        browser.find(CONTENT).sendKeys(Keys.chord(Keys.CONTROL, Keys.END), " .</p>");
        assertThat(browser.find(CONTENT).getDomProperty("value")).endsWith("Ouvrez {{resetLink}} .</p>");
        browser.waitForText("[data-count]", "Aucune erreur");
        browser.waitForText("[data-preview-subject]", "Votre mot de passe");
        browser.waitFor("the preview frame", driver -> {
            driver.switchTo().frame(driver.findElement(By.cssSelector("[data-preview-frame]")));
            try {
                return driver.getPageSource().contains("Ouvrez ••••••") ? true : null;
            } finally {
                driver.switchTo().defaultContent();
            }
        });
        browser.follow(".savebar button.primary");
        assertThat(browser.text(".note.good")).contains("La version 2 est enregistrée");
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
        browser.go(server.address(SCREEN));
        browser.find("#file-logo").sendKeys(logo.toString());
        browser.type("#accentColour", "#ffcc00");
        browser.waitForText("#problems-accentColour", "La couleur la plus proche qui convient est #");
        browser.waitForText("#problems-logo", "Un logo a besoin d’un texte de remplacement");
        browser.click("#appearance details summary");
        browser.type("#brand-fr-CA-logoText", "Érable");
        browser.type("#brand-fr-CA-footer", "12, rue du Port");
        browser.type("#accentColour", "#b3261e");
        browser.waitForText("[data-count]", "Aucune erreur");
        browser.waitFor("the preview in its look", driver -> {
            driver.switchTo().frame(driver.findElement(By.cssSelector("[data-preview-frame]")));
            try {
                String source = driver.getPageSource();
                return source.contains("data:image/png")
                                && source.contains("#b3261e")
                                && source.contains("12, rue du Port")
                        ? true
                        : null;
            } finally {
                driver.switchTo().defaultContent();
            }
        });
        browser.click("[data-view=no-images]");
        browser.waitFor("the preview without images", driver -> {
            driver.switchTo().frame(driver.findElement(By.cssSelector("[data-preview-frame]")));
            try {
                String source = driver.getPageSource();
                return source.contains("alt=\"Érable\"") && !source.contains("data:image/png") ? true : null;
            } finally {
                driver.switchTo().defaultContent();
            }
        });
        browser.follow(".savebar button.primary");
        assertThat(browser.text(".note.good")).contains("La version 2 est enregistrée");
        assertThat(browser.find("#accentColour").getDomProperty("value")).isEqualTo("#b3261e");
        assertThat(browser.text("[data-image-state=logo]")).startsWith("PNG, 30 × 18, 1 kB, ");
    }

    @Test
    @DisplayName("somebody who opens the screen in another window and saves first does not take anything away")
    void staleSave() throws IOException {
        save("Votre mot de passe");
        inAnotherWindow(() -> {
            browser.type("[id='mail-forgot-user-name-fr-CA-subject']", "Vos noms d’utilisateur");
            browser.type("[id='mail-forgot-user-name-fr-CA-content']", "<p>{{userName}}</p>");
            browser.type(SUBJECT, "Sujet de l’autre");
            browser.waitForText("[data-count]", "Aucune erreur");
            browser.follow(".savebar button.primary");
            assertThat(browser.text(".note.good")).contains("version 3");
        });

        browser.type(SUBJECT, "Mon sujet");
        browser.follow(".savebar button.primary");
        assertThat(browser.text(".stale"))
                .contains(
                        "Vous avez enregistré une autre version",
                        "Nom utilisateur oublié",
                        "Sujet de l’autre",
                        "Mon sujet");
        browser.script("scrollTo({top: 0, behavior: 'instant'})");
        browser.screenshot(PICTURES.resolve("stale.png"));
        assertThat(browser.find(SUBJECT).getDomProperty("value")).isEqualTo("Mon sujet");
        browser.follow(".savebar button.primary");
        assertThat(browser.text(".note.good")).contains("version 4");
        assertThat(browser.find("[id='mail-forgot-user-name-fr-CA-subject']").getDomProperty("value"))
                .as("what only the other one changed was taken over")
                .isEqualTo("Vos noms d’utilisateur");
    }

    @Test
    @DisplayName("the history shows the differences, and an older version comes back")
    void history() throws IOException {
        save("Votre mot de passe");
        save("Sujet de l’autre");
        save("Mon sujet");
        browser.go(server.address(SCREEN + "/history"));
        assertThat(browser.text(".timeline")).contains("Version 4", "Mon sujet", "Sujet de l’autre");
        browser.screenshot(PICTURES.resolve("history.png"));
        browser.follow("form[action$='/history/2/restore'] button");
        assertThat(browser.text(".note.good")).contains("version 5");
        browser.go(server.address(SCREEN));
        assertThat(browser.find(SUBJECT).getDomProperty("value")).isEqualTo("Votre mot de passe");
    }

    @Test
    @DisplayName("who restores a version after somebody saved sees what the other changed, and decides")
    void staleRestore() throws IOException {
        save("Votre mot de passe");
        save("Sujet de l’autre");
        save("Mon sujet");
        save("Votre mot de passe");
        restoreWhileAnotherSaves("Pendant ce temps");
        assertThat(browser.text(".stale"))
                .contains("Rien n’a été rétabli", "version 6", "Votre mot de passe", "Pendant ce temps");
        assertThat(browser.script("return document.activeElement.matches('[data-summary]')"))
                .as("read first")
                .isEqualTo(true);
        assertThat(browser.seriousViolations()).isEmpty();
        browser.screenshot(PICTURES.resolve("stale-restore.png"));

        browser.follow(".stale a.button");
        assertThat(browser.text(".timeline li:first-child h2"))
                .as("who keeps the newest changes nothing")
                .isEqualTo("Version 6");

        restoreWhileAnotherSaves("Encore une fois");
        browser.follow(".stale form button");
        assertThat(browser.text(".note.good")).contains("La version 4 a été rétablie", "version 8");
        browser.go(server.address(SCREEN));
        assertThat(browser.find(SUBJECT).getDomProperty("value")).isEqualTo("Mon sujet");
    }

    private void restoreWhileAnotherSaves(String subject) {
        browser.go(server.address(SCREEN + "/history"));
        inAnotherWindow(() -> {
            browser.type(SUBJECT, subject);
            browser.follow(".savebar button.primary");
            assertThat(browser.text(".note.good")).contains("est enregistrée");
        });
        browser.follow("form[action$='/history/4/restore'] button");
    }

    private void inAnotherWindow(Runnable work) {
        String mine = browser.driver().getWindowHandle();
        browser.driver().switchTo().newWindow(WindowType.TAB);
        browser.go(server.address(SCREEN));
        work.run();
        browser.driver().close();
        browser.driver().switchTo().window(mine);
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
        browser.waitForText("[aria-label='État'] a[href$='state=sent']", "7");
    }

    @Test
    @DisplayName("a group without the portal has no screen, and the page says why")
    void unavailable() {
        browser.go(server.address("/groups/PUBLIC/portal-emails"));
        assertThat(browser.text("main")).contains("n’utilise pas le Portail Facturation et comptes clients");
        assertThat(browser.all("textarea")).isEmpty();
    }

    @Test
    @DisplayName("whoever leaves with unsaved changes is asked")
    void unsavedChanges() {
        browser.go(server.address(SCREEN));
        browser.type(SUBJECT, "Pas encore enregistré");
        assertThat(browser.text("[data-dirty]")).isEqualTo("Modifications non enregistrées");
        Object prevented = browser.script("const leaving = new Event('beforeunload', {cancelable: true});"
                + " dispatchEvent(leaving); return leaving.defaultPrevented");
        assertThat(prevented).isEqualTo(true);
        browser.driver().navigate().refresh();
        browser.waitFor("the page again", driver -> {
            try {
                driver.switchTo().alert().accept();
            } catch (org.openqa.selenium.NoAlertPresentException e) {
                // Headless browsers may go without asking.
            }
            return browser.find("[data-dirty]").getText().equals("Tout est enregistré") ? true : null;
        });
    }

    @Test
    @DisplayName(
            "in English all pages are English, and in both languages axe-core finds nothing serious, on wide and narrow screens")
    void bothLanguagesAccessible() throws IOException {
        browser.go(server.address("/representatives"));
        browser.follow("form[action$='/reset'] button");
        browser.go(server.address("/mailbox"));
        browser.waitFor("a mail", driver -> browser.all(".mail-list li").isEmpty() ? null : true);
        List<String> pages = new ArrayList<>(List.of(
                "/groups",
                "/groups/INDUSTRIE",
                "/groups/PUBLIC/portal-emails",
                "/groups/company-default/portal-emails",
                SCREEN,
                SCREEN + "/history",
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
        pages.add(linkOn("/outbox", "td a.strong"));
        pages.add(linkOn("/mailbox", ".mail-list a"));
        for (String language : List.of("fr-CA", "en")) {
            for (String page : pages) {
                browser.size(1440, 900);
                browser.go(server.address(page + "?lang=" + language));
                assertThat(browser.find("html").getDomAttribute("lang")).isEqualTo(language);
                assertThat(browser.driver().getPageSource()).as(page).doesNotContain("??");
                assertThat(browser.seriousViolations())
                        .as(page + " " + language)
                        .isEmpty();
                if (page.equals(SCREEN)) {
                    browser.waitForText("[data-preview-title]", language.equals("en") ? "Customer" : "client");
                    browser.waitFor(
                            "the preview", driver -> browser.all("[data-shown]").isEmpty() ? null : true);
                    browser.screenshot(PICTURES.resolve("screen-" + language + ".png"));
                }
                browser.size(380, 800);
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
        browser.go(server.address(SCREEN + "?lang=en"));
        assertThat(browser.all("legend h2").stream().map(WebElement::getText))
                .contains("Internal Email Addresses", "Customer Access Request", "Reset Password");
    }

    private String linkOn(String page, String css) {
        browser.go(server.address(page));
        return browser.find(css).getDomAttribute("href");
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
