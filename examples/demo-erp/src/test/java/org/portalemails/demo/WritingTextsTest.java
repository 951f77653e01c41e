package org.portalemails.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

@DisplayName("Whoever writes a text, in a browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WritingTextsTest {
    private static final String SCREEN = "/portal-emails?group=INDUSTRIE";
    private static final String RESET = "reset-password";
    private static final Path PICTURES = Path.of(System.getProperty("demo.screenshots", "target/screenshots"));
    private static final String PANEL = "[id='panel-mail-reset-password'] ";

    private DemoServer server;
    private Browser browser;
    private ScreenPage screen;

    @BeforeAll
    void start() throws IOException {
        browser = Browser.open();
        server = new DemoServer();
        browser.go(server.address("/sign-in?lang=en"));
        browser.signIn("claire");
        screen = new ScreenPage(browser, server.address(SCREEN));
    }

    @AfterAll
    void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    /** Each test begins with the form as it is saved, in the English tab. */
    @BeforeEach
    void open() {
        screen.open();
        browser.script("sessionStorage.clear()");
        screen.open();
        browser.click("[id='tab-mail-reset-password-en']");
    }

    @Test
    @DisplayName(
            "who types no tag and no brace writes six French mails: bold, a list, a button with the link, a fallback")
    void sixTexts() throws IOException {
        browser.go(server.address(SCREEN + "&lang=fr-CA"));
        screen.ready();
        for (String mail : List.of(
                "customer-access-request",
                "customer-validation-confirmation",
                "new-primary-contact",
                "old-primary-contact",
                "forgot-user-name",
                RESET)) {
            screen.write(mail, "fr-CA");
            screen.emptied(mail);
            screen.keys("Bonjour ");
            insert(mail, "Prénom");
            // Some people have none: the editor asks what is written then.
            screen.keys("cher client", Keys.ENTER);
            screen.keys(",", Keys.ENTER, "Nous vous ");
            screen.press("b");
            screen.keys("écrivons");
            screen.press("b");
            screen.keys(" :", Keys.ENTER);
            screen.keys("- pour vous", Keys.ENTER, "pour nous", Keys.ENTER, Keys.ENTER);
            if (mail.equals("forgot-user-name")) {
                insert(mail, "Nom d’utilisateur");
            }
            if (mail.equals("customer-access-request")) {
                link(mail, "Lien d’inscription", "Terminez l’inscription");
            }
            if (mail.equals(RESET)) {
                link(mail, "Lien pour", "Choisir un mot de passe");
            }
            screen.subject(mail, "fr-CA", "Un message pour vous");
            String source = screen.sourceOf(mail, "fr-CA");
            assertThat(source)
                    .startsWith("<p>Bonjour ")
                    .contains(
                            "{{#recipientFirstName}}{{recipientFirstName}}{{/recipientFirstName}}{{^recipientFirstName}}cher client{{/recipientFirstName}},",
                            "<strong>écrivons</strong>",
                            "<li>pour vous</li>");
        }
        assertThat(screen.sourceOf(RESET, "fr-CA")).contains("class=\"button\" href=\"{{resetLink}}\"");
        screen.sound();
        screen.previewShows("Choisir un mot de passe");
        browser.script("arguments[0].scrollIntoView({behavior: 'instant'})", browser.find("#mail-reset-password"));
        browser.screenshot(PICTURES.resolve("editor.png"));
        browser.click("#view-phone");
        browser.click("#view-dark");
        screen.frameIs(".phone.dark");
        browser.click("#test");
        browser.waitForText("aside", "Essai envoyé à claire@erable.example.");
        screen.save();
        screen.saved(2);
        browser.script("scrollTo(0, 0)");
        assertThat(browser.seriousViolations()).isEmpty();
    }

    private void insert(String mail, String label) {
        screen.tool(mail, "field");
        screen.keys(label, Keys.ENTER);
    }

    /** A field that is a link asks for the words on its button. */
    private void link(String mail, String label, String words) {
        screen.tool(mail, "field");
        screen.keys(label, Keys.ENTER);
        screen.keys(words, Keys.ENTER);
    }

    @Test
    @DisplayName(
            "sees no code in a subject: fields are chips, inserted from a list of labels with examples, where the cursor is")
    void mergeFields() {
        WebElement subject = browser.find("[id='subject-mail-reset-password']");
        browser.waitFor(
                "the inherited subject, which is only read",
                driver -> "true".equals(screen.inside(subject, ".content").getDomAttribute("aria-readonly"))
                        ? true
                        : null);
        assertThat(screen.inside(subject, ".content").getText()).isNotBlank().doesNotContain("{", "}");
        screen.write(RESET, "en").subject(RESET, "en", "Before  after");
        screen.keys(Keys.HOME);
        for (int i = 0; i < "Before ".length(); i++) {
            screen.keys(Keys.ARROW_RIGHT);
        }
        screen.centred(subject);
        screen.inside(subject, "[data-tool=field]").click();
        assertThat(browser.all("[role=option]"))
                .hasSizeGreaterThan(12)
                .allSatisfy(field -> assertThat(field.getText()).matches("(?s).+\n.+"))
                .noneMatch(field -> field.getText().contains("secret"));
        screen.keys("portal name", Keys.ENTER);
        browser.waitFor(
                "the field",
                driver -> screen.subjectOf(RESET, "en").equals("Before {{portalName}} after") ? true : null);
        assertThat(screen.line(RESET).getText()).doesNotContain("{", "}").startsWith("Before ");
    }

    @Test
    @DisplayName(
            "goes from the list of errors into the line of the subject, to the place of the error, and hears of it there")
    void wrongSubject() {
        screen.write(RESET, "en").subject(RESET, "en", "Hello ");
        browser.script(
                "const data = new DataTransfer(); data.setData('text/plain', '{{nobody}}');"
                        + " arguments[0].dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}))",
                screen.line(RESET));
        screen.problem("resetPassword.translations[en].subject", "nobody");
        browser.waitFor(
                "the mark", driver -> "true".equals(screen.line(RESET).getDomAttribute("aria-invalid")) ? true : null);
        screen.save();
        browser.waitForText("#errors", "nobody");
        browser.click("#errors button");
        browser.waitFor(
                "the line",
                driver -> screen.line(RESET).getDomAttribute("class").contains("focused") ? true : null);
        screen.keys("x");
        browser.waitFor(
                "what is typed before the error",
                driver -> screen.subjectOf(RESET, "en").equals("Hello x{{nobody}}") ? true : null);
    }

    @Test
    @DisplayName(
            "sees where a text comes from, starts from the inherited text, and goes back to it; going back can be undone")
    void sharedText() {
        browser.waitForText(PANEL + ".origin .badge", "Inherited text (built in)");
        screen.write(RESET, "en");
        browser.waitForText(PANEL + ".origin .badge", "Own text");
        assertThat(screen.sourceOf(RESET, "en")).contains("{{resetLink}}");
        screen.subject(RESET, "en", "My subject");
        browser.click(PANEL + ".origin button.link");
        browser.waitForText(PANEL + ".origin .badge", "Inherited text (built in)");
        assertThat(screen.sourceOf(RESET, "en")).isEmpty();
        browser.click(PANEL + ".origin button.link");
        browser.waitFor("undone", driver -> screen.subjectOf(RESET, "en").equals("My subject") ? true : null);
        browser.waitForText("aside dl", "My subject");
    }

    @Test
    @DisplayName("says whether a text is formatted, and changes it without losing words; nothing collapses")
    void formats() {
        screen.write(RESET, "en")
                .source(RESET, "{{#userName}}\n<p>One <b>two</b></p>\n{{/userName}}\n<p>Three {{resetLink}}</p>");
        browser.click("[id='box-mail-reset-password'], input[value=html]");
        screen.centred(screen.inside(screen.box(RESET), "input[value=plain]")).click();
        browser.waitFor(
                "plain",
                driver -> screen.sourceOf(RESET, "en")
                                .equals("{{#userName}}\nOne two\n\n{{/userName}}\nThree {{resetLink}}")
                        ? true
                        : null);
        screen.centred(screen.inside(screen.box(RESET), "input[value=html]")).click();
        browser.waitFor(
                "formatted",
                driver -> screen.sourceOf(RESET, "en")
                                .equals("{{#userName}}\n<p>One two</p>\n{{/userName}}\n<p>Three {{resetLink}}</p>")
                        ? true
                        : null);
    }

    @Test
    @DisplayName("sees the secret masked in both parts of the preview, which can run nothing")
    void preview_masksSecrets() {
        screen.write(RESET, "en")
                .subject(RESET, "en", "Your password")
                .source(RESET, "<p>Open <a href=\"{{resetLink}}\">{{resetLink}}</a></p>");
        screen.previewShows("••••••");
        assertThat(browser.find("iframe[slot=preview]").getDomAttribute("sandbox"))
                .isEmpty();
        browser.click("aside [role=group] button:nth-of-type(2)");
        assertThat(browser.text("aside pre")).contains("••••••").doesNotContain("https://");
        browser.waitForText("aside dl", "Your password");
    }

    @Test
    @DisplayName("sees all languages and both variants of a mail at once")
    void allLanguages() throws IOException {
        browser.click("#all-languages");
        browser.waitFor("six mails", driver -> browser.all("iframe[slot^=all]").size() == 6 ? true : null);
        assertThat(browser.text("dialog[open]")).contains("French (Canada)", "English", "Only what is always known");
        assertThat(browser.seriousViolations()).isEmpty();
        browser.click("dialog[open] button");
        browser.waitFor("closed", driver -> browser.all("iframe[slot^=all]").isEmpty() ? true : null);
    }

    @Test
    @DisplayName("gets a test of what is typed, unsaved, with masked secrets, at any address; for the company too")
    void testSend() {
        screen.write(RESET, "en").subject(RESET, "en", "Only a try").source(RESET, "<p>Open {{resetLink}}</p>");
        browser.waitForText("aside dl", "Only a try");
        browser.type("#test-to", "zoe@erable.example");
        browser.click("#test");
        browser.waitForText("aside", "Test sent to zoe@erable.example.");
        browser.go(server.address("/mailbox"));
        browser.waitForText(".mail-list li", "Only a try");
        browser.follow(".mail-list li a[href]");
        assertThat(browser.text("h1")).contains("Test", "Only a try");
        browser.click("#tab-text");
        assertThat(browser.text("#panel-text")).contains("Open ••••••");
        browser.go(server.address("/portal-emails"));
        screen.ready();
        browser.click("[href='#mail-old-primary-contact']");
        browser.waitForText("#preview-title", "Notify Old Primary Contact");
        browser.click("#test");
        browser.waitForText("aside", "Test sent to claire@erable.example.");
    }

    @Test
    @DisplayName("comes through the page by keyboard, from top to bottom, and through languages by arrow keys")
    void keyboard() {
        screen.open();
        browser.script("document.querySelector('.skip').focus()");
        screen.keys(Keys.ENTER);
        List<String> stops = new ArrayList<>();
        for (int i = 0; i < 70 && !stops.contains("notifyNewPrimaryContact"); i++) {
            screen.keys(Keys.TAB);
            String id = String.valueOf(
                    browser.script(
                            "let at = document.activeElement; while (at.shadowRoot && at.shadowRoot.activeElement && !/^(subject|box)-/.test(at.id)) at = at.shadowRoot.activeElement; return at.id || at.className"));
            stops.add(id);
        }
        assertThat(stops)
                .containsSubsequence(
                        "accessRequestsTo",
                        "sendFrom",
                        "mailCustomersWhoDidNotAsk",
                        "tab-mail-customer-access-request-en",
                        "subject-mail-customer-access-request",
                        "box-mail-customer-access-request",
                        "tab-mail-customer-validation-confirmation-en",
                        "subject-mail-customer-validation-confirmation",
                        "box-mail-customer-validation-confirmation",
                        "notifyNewPrimaryContact");
        browser.script("arguments[0].focus()", browser.find("[id='tab-mail-reset-password-en']"));
        screen.keys(Keys.ARROW_RIGHT);
        browser.waitFor(
                "the next tab",
                driver -> "true"
                                .equals(browser.find("[id='tab-mail-reset-password-fr']")
                                        .getDomAttribute("aria-selected"))
                        ? true
                        : null);
    }

    @Test
    @DisplayName(
            "needs nothing from elsewhere, breaks no rule of a strict policy, and fetches the editor when it is used")
    void nothingFromElsewhere() {
        browser.go(server.address(SCREEN));
        browser.find("iframe[slot=preview]");
        List<?> names =
                (List<?>) browser.script("return performance.getEntriesByType('resource').map(one => one.name)");
        assertThat(names).allMatch(name -> name.toString().startsWith(server.address("/")));
        assertThat(names).as("and has what it needs").anyMatch(name -> name.toString()
                .endsWith("lit.js"));
        assertThat(names)
                .as("the editor is fetched when somebody comes near it")
                .noneMatch(name -> name.toString().contains("prosemirror"));
        browser.click("[href='#mail-reset-password']");
        browser.waitFor("the editor", driver -> browser.all(".ProseMirror").isEmpty() ? null : true);
        assertThat(browser.driver().manage().logs().get(LogType.BROWSER).getAll())
                .extracting(LogEntry::getMessage)
                .isEmpty();
    }
}
