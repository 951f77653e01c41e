package org.portalemails.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.WebElement;

@DisplayName("The demo with two companies")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoCompaniesTest {
    private static final String RESET = "reset-password";
    private static final String FRENCH = "fr-CA";
    private static final Path PICTURES = Path.of(System.getProperty("demo.screenshots", "target/screenshots"));

    private DemoServer server;
    private Browser browser;

    @BeforeAll
    void open() throws IOException {
        browser = Browser.open();
    }

    @BeforeEach
    void start() throws IOException {
        server = new DemoServer();
        browser.size(1440, 900);
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

    private ScreenPage screen(String owner) {
        return new ScreenPage(browser, server.address("/portal-emails" + owner)).open();
    }

    private List<String> hints() {
        return browser.all("section[aria-labelledby=addresses] .help").stream()
                .map(WebElement::getText)
                .toList();
    }

    @Test
    @DisplayName("has a page of settings for each, from which its groups inherit and no others")
    void inherits() throws IOException {
        browser.follow("a[href='/portal-emails?company=BOREALE']");
        ScreenPage company = new ScreenPage(browser, server.address("/portal-emails?company=BOREALE")).ready();
        assertThat(browser.text(".version")).startsWith("Boréale Distribution – paramètres par défaut de ses groupes");
        assertThat(hints())
                .anyMatch(hint -> hint.contains("portail@erable.example (paramètres de toutes les sociétés)"));
        browser.screenshot(PICTURES.resolve("company.png"));
        company.write(RESET, FRENCH).subject(RESET, FRENCH, "De Boréale").source(RESET, "<p>Ouvrez {{resetLink}}</p>");
        company.sound();
        company.save();
        company.saved(2);

        screen("?group=DETAIL");
        assertThat(hints()).anyMatch(hint -> hint.contains("portail@boreale.example (paramètres de la société)"));
        browser.click("[href='#mail-" + RESET + "']");
        browser.waitForText("aside dl", "De Boréale");
        assertThat(browser.text("aside dl")).contains("Boréale – Comptes clients");

        screen("?group=INDUSTRIE");
        assertThat(hints())
                .anyMatch(hint -> hint.contains("portail@erable.example (paramètres de toutes les sociétés)"));
        browser.click("[href='#mail-" + RESET + "']");
        browser.waitForText("aside dl", "Portail Facturation et comptes clients");
        assertThat(browser.text("aside dl")).doesNotContain("Boréale");
    }

    @Test
    @DisplayName("tells a company of the texts of its groups that replace an older one, with links to their pages")
    void drift() {
        ScreenPage group = screen("?group=DETAIL");
        group.write(RESET, FRENCH).subject(RESET, FRENCH, "Du groupe").source(RESET, "<p>Ouvrez {{resetLink}}</p>");
        group.sound();
        group.save();
        group.saved(1);
        ScreenPage company = screen("?company=BOREALE");
        company.write(RESET, FRENCH).subject(RESET, FRENCH, "De Boréale").source(RESET, "<p>Ouvrez {{resetLink}}</p>");
        company.sound();
        company.save();
        company.saved(2);
        screen("?company=BOREALE");
        browser.click("details.note summary");
        browser.find("details.note a[href='/portal-emails?group=DETAIL']");
        screen("?company=ERABLE");
        assertThat(browser.all("details.note")).isEmpty();
    }

    @Test
    @DisplayName("sends in the name of the company of the group")
    void sends() {
        screen("?group=DETAIL");
        browser.click("[href='#mail-" + RESET + "']");
        browser.waitForText("#preview-title", "Réinitialiser");
        browser.click("#test");
        browser.waitForText("aside", "claire@erable.example");
        browser.go(server.address("/mailbox"));
        browser.waitForText(".mail-list li", "Portail Boréale");
        browser.follow(".mail-list li a[href]");
        assertThat(browser.text("dl")).contains("portail@boreale.example");
    }
}
