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
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

@DisplayName("Staff, in a browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutboxPagesTest {
    private static final Path PICTURES = Path.of(System.getProperty("demo.screenshots", "target/screenshots"));
    private static final String FIRST_ROW = "table.stack tbody tr:first-child";
    private static final String MAIL = ".table tbody tr:first-child";
    private static final int IMPORTED = 5_000;

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
        browser.go(server.address("/sign-in?lang=en"));
        browser.driver().manage().deleteAllCookies();
        browser.go(server.address("/sign-in?lang=en"));
        browser.signIn("sophie");
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

    private String ask(String page, String typed) {
        browser.go(server.address(page));
        browser.script("document.querySelector('main form').noValidate = true");
        browser.type("#email", typed);
        browser.follow("main form button.primary");
        return browser.text(".note.good");
    }

    private void add(String firstName, String email) {
        browser.go(server.address("/representatives"));
        browser.type("#person-firstName", firstName);
        browser.type("#person-lastName", "Doe");
        browser.type("#person-email", email);
        browser.follow("#add button.primary");
    }

    private void addWhomTheServerCallsDead() {
        add("Una", "unknown.una@beaumont.example");
        browser.go(server.address("/outbox?state=dead"));
        refreshUntil("Failed");
    }

    /** The page asks again when somebody wants it to: a screen that nobody looks at is to be signed out. */
    private void refreshUntil(String words) {
        browser.waitFor("a first row with " + words, driver -> {
            if (!browser.all(MAIL).isEmpty()
                    && browser.all(MAIL).get(0).getText().contains(words)) {
                return true;
            }
            browser.click(".top button");
            return null;
        });
    }

    @Test
    @DisplayName("whoever forgot user name or password is told the same in every case; only staff see how it ended")
    void recovery() throws IOException {
        String answer = ask("/portal/user-name", "Emilie.Lavoie@beaumont.example");
        assertThat(answer).contains("If there is an account with this address");
        assertThat(ask("/portal/user-name", "nobody@nowhere.example"))
                .as("unknown")
                .isEqualTo(answer);
        assertThat(ask("/portal/user-name", "no address")).as("malformed").isEqualTo(answer);
        for (int time = 1; time <= 5; time++) {
            assertThat(ask("/portal/password", "grace.miller@northside.example"))
                    .as("new password, time %s", time)
                    .isEqualTo(answer);
        }
        assertThat(ask("/portal/user-name", "GRACE.MILLER@northside.example"))
                .as("once too often")
                .isEqualTo(answer);

        browser.go(server.address("/outbox/recovery"));
        browser.waitFor(
                "the end of all requests", driver -> browser.text("#requests").contains("Waiting") ? null : true);
        assertThat(browser.all("#requests tbody tr")).hasSize(9);
        assertThat(browser.all("#requests tbody td:nth-child(3)").stream().map(WebElement::getText))
                .as("newest first")
                .startsWith("Limit reached", "Email sent")
                .endsWith("Invalid address", "No account", "Email sent");
        assertThat(browser.text("#requests")).doesNotContain("nobody@nowhere.example");
        browser.waitForText("#requests tbody tr:last-child td:last-child .tag", "Sent");
        assertThat(browser.text("#requests tbody tr:last-child"))
                .as("staff see the mail that answers a request")
                .contains("User names", "emilie.lavoie@beaumont.example");
        browser.screenshot(PICTURES.resolve("recovery.png"));
    }

    @Test
    @DisplayName("an address that the server calls dead: the mail is dead and says why, the next one is not sent")
    void deadAddress() throws IOException {
        addWhomTheServerCallsDead();
        assertThat(browser.text(MAIL))
                .contains(
                        "Customer Access Request",
                        "unknown.una@beaumont.example",
                        "permanently refused by the mail server");
        browser.click(MAIL + " button");
        browser.waitForText("dialog", "5.1.1 No such mailbox here");
        assertThat(browser.text("dialog")).contains("550");
        assertThat(browser.seriousViolations()).isEmpty();

        browser.go(server.address("/representatives"));
        browser.follow(FIRST_ROW + " form[action$='/validate'] button");
        assertThat(browser.text(".note.good")).contains("Not sent", "address blocked after a refusal");
        browser.follow(FIRST_ROW + " a.strong");
        assertThat(browser.text("main")).contains("reported that this address no longer exists");
        browser.waitForText(".table", "address blocked");
        assertThat(browser.text(".table")).contains("Customer Validation Confirmation");
        browser.go(server.address("/outbox"));
        browser.screenshot(PICTURES.resolve("outbox.png"));
    }

    @Test
    @DisplayName("staff who know that the address works lift the mark, and queue the mail again")
    void liftAndRequeue() throws IOException {
        addWhomTheServerCallsDead();
        browser.go(server.address("/outbox/suppressed"));
        assertThat(browser.text(FIRST_ROW))
                .contains("unknown.una@beaumont.example", "5.1.1", "the mailbox does not exist");
        browser.screenshot(PICTURES.resolve("suppressed.png"));
        browser.follow(FIRST_ROW + " button");
        assertThat(browser.text(".note.good")).contains("unknown.una@beaumont.example gets emails again");
        assertThat(browser.text("main")).contains("No blocked addresses");

        browser.go(server.address("/outbox?state=dead"));
        browser.click(MAIL + " button");
        browser.click("dialog .actions button:not(.primary)");
        browser.waitForText(".box.good", "Done: 1");
        refreshUntil("Failed");
        browser.click(MAIL + " button");
        browser.waitFor(
                "the server was asked twice",
                driver -> browser.all("dialog ol li").size() == 3 ? true : null);
        assertThat(browser.text("dialog ol")).contains("queued again (Sophie Tremblay)");
        browser.click("dialog .actions button:last-child");
        browser.waitForText("dialog form", "This email will not be sent.");
        browser.click("dialog form .primary");
        browser.waitForText(".box.good", "Done: 1");
        browser.go(server.address("/outbox?state=cancelled"));
        assertThat(browser.text(MAIL)).contains("unknown.una@beaumont.example", "by staff");
    }

    @Test
    @DisplayName("a group that is paused keeps its mails until it is released")
    void pause() {
        browser.go(server.address("/outbox"));
        browser.type("#group", "INDUSTRIE");
        browser.click(".filters .primary");
        browser.click(".filters ~ .actions button:last-child");
        browser.waitForText("dialog form", "Emails wait until sending is resumed");
        assertThat(browser.text("dialog form")).contains("INDUSTRIE");
        browser.type("#typed", "texts under review");
        browser.click("dialog form .primary");
        browser.waitForText(".box.note", "texts under review");
        assertThat(browser.text(".box.note")).contains("INDUSTRIE");
        add("Paula", "paula.doe@beaumont.example");
        browser.go(server.address("/outbox"));
        refreshUntil("On hold");
        assertThat(browser.text(MAIL)).contains("paula.doe@beaumont.example");
        browser.click(".box.note button");
        refreshUntil("Sent");
    }

    @Test
    @DisplayName("one person's mails are found by address among others")
    void search() throws IOException {
        add("Paula", "paula.doe@beaumont.example");
        add("Quentin", "quentin.doe@beaumont.example");
        browser.go(server.address("/outbox"));
        browser.type("#to", "Paula.Doe@beaumont.example");
        browser.click(".filters .primary");
        browser.waitFor("one mail", driver -> browser.all(".table tbody tr").size() == 1 ? true : null);
        assertThat(browser.text(MAIL)).contains("paula.doe@beaumont.example");
        assertThat(browser.seriousViolations()).isEmpty();
        browser.screenshot(PICTURES.resolve("search.png"));
        browser.type("#to", "nobody");
        browser.click(".filters .primary");
        browser.waitForText("p[role=status]", "No emails.");
        browser.type("#to", "nobody@");
        browser.click(".filters .primary");
        browser.waitForText(".box.error", "@");
    }

    @Test
    @DisplayName(
            "without a mouse: a closed dialog gives the focus back, and what came of sending again is said in the dialog")
    void keyboard() {
        add("Paula", "paula.doe@beaumont.example");
        browser.go(server.address("/outbox"));
        refreshUntil("Sent");
        browser.find(MAIL + " button").sendKeys(Keys.ENTER);
        browser.waitForText("dialog", "What the email says");
        assertThat(focused()).isEqualTo("Close");
        browser.find("dialog .heading button").sendKeys(Keys.ESCAPE);
        browser.waitFor("no dialog", driver -> browser.all("dialog").isEmpty() ? true : null);
        assertThat(focused()).startsWith("Details");
        browser.find(MAIL + " button").sendKeys(Keys.ENTER);
        browser.waitForText("dialog", "What the email says");
        browser.find("dialog .actions .primary").sendKeys(Keys.ENTER);
        browser.waitForText("dialog form", "today’s text");
        browser.find("dialog form .primary").sendKeys(Keys.ENTER);
        browser.waitForText("dialog .box.good", "on its way");
        browser.waitFor("the focus", driver -> focused().equals("Close") ? true : null);
    }

    @Test
    @DisplayName(
            "a customer says that no mail came: staff find it by the name, see why, correct the address and send it again")
    void noMailCame() throws IOException {
        addWhomTheServerCallsDead();
        add("Quentin", "quentin.doe@beaumont.example");
        browser.go(server.address("/representatives?search=una"));
        browser.follow(FIRST_ROW + " a.strong");
        browser.waitForText(MAIL, "Failed");
        assertThat(browser.text(MAIL)).contains("permanently refused by the mail server");
        browser.click(MAIL + " button");
        browser.waitForText("dialog", "What the email says");
        assertThat(browser.text("dialog")).contains("5.1.1 No such mailbox here", "Confidential links are masked");
        browser.screenshot(PICTURES.resolve("no-mail-came.png"));
        browser.click("dialog .heading button");

        browser.type("#address-email", "una.doe@beaumont.example");
        browser.follow("#address button");

        browser.go(server.address("/outbox"));
        browser.type("#to", "Una D");
        browser.click(".filters .primary");
        browser.waitFor("one mail", driver -> browser.all(".table tbody tr").size() == 1 ? true : null);
        browser.click(MAIL + " button");
        browser.waitForText("dialog", "What the email says");
        browser.click("dialog .actions .primary");
        browser.waitForText("dialog form", "today’s text");
        browser.click("dialog form .primary");
        browser.waitForText("dialog .box.good", "on its way");
        assertThat(browser.text("dialog")).contains("una.doe@beaumont.example", "Show the earlier email");
        browser.click("dialog .heading button");
        browser.type("#to", "una.doe@beaumont.example");
        browser.click(".filters .primary");
        browser.waitFor(
                "the new mail alone", driver -> browser.all(".table tbody tr").size() == 1 ? true : null);
        refreshUntil("Sent");
    }

    private String focused() {
        return String.valueOf(
                browser.script(
                        """
                        let found = document.activeElement;
                        while (found.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
                        return found.innerText;
                        """));
    }

    @Test
    @DisplayName("5,000 people are invited by import while the page shows how far it is")
    void importShowsProgress() throws IOException {
        browser.go(server.address("/import"));
        assertThat(browser.find("#count").getDomProperty("value")).isEqualTo(String.valueOf(IMPORTED));
        browser.click("main form input[name=mail]");
        browser.follow("main form button.primary");
        assertThat(browser.text("#confirm")).contains("Invitations to be sent by email", "5,000");
        browser.follow("#confirm button.primary");
        // What the page shows meanwhile is written down by the page itself: it may be faster than a driver.
        browser.script(
                """
                window.seen = [];
                const note = () => { const bar = document.querySelector('#progress progress'); if (bar) seen.push(bar.value); };
                new MutationObserver(note).observe(document.getElementById('progress'), {childList: true, subtree: true});
                note();
                """);
        browser.waitForText("#progress [role=status]", "Import complete");
        assertThat(browser.text("#progress")).contains("5,000 of 5,000 representatives");
        List<?> seen = (List<?>) browser.script("return seen");
        assertThat(seen.stream().map(value -> ((Number) value).intValue()).filter(value -> value < IMPORTED))
                .as("progress on the way: %s", seen)
                .isNotEmpty()
                .isSorted();
        browser.screenshot(PICTURES.resolve("import.png"));
        browser.go(server.address("/representatives"));
        assertThat(browser.text("main")).contains("5,003 in total");
    }
}
