package org.portalemails.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

@DisplayName("Whoever writes a text, in a browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WritingTextsTest {
    private static final String SCREEN = "/groups/INDUSTRIE/portal-emails";
    private static final String MAIL = "#mail-reset-password";
    private static final String PANEL = "[id='panel-mail-reset-password-en']";
    private static final String SUBJECT = "[id='mail-reset-password-en-subject']";
    private static final String CONTENT = "[id='mail-reset-password-en-content']";

    private DemoServer server;
    private Browser browser;

    @BeforeAll
    void start() throws IOException {
        browser = Browser.open();
        server = new DemoServer();
        browser.go(server.address("/sign-in?lang=en"));
        browser.signIn("claire");
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
        browser.script(
                "onbeforeunload = null; addEventListener('beforeunload', e => e.stopImmediatePropagation(), true)");
        browser.go(server.address(SCREEN));
        browser.click("[id='tab-mail-reset-password-en']");
    }

    private String value(String css) {
        return String.valueOf(browser.find(css).getDomProperty("value"));
    }

    private boolean shown(String css) {
        return browser.find(css).isDisplayed();
    }

    private String preview() {
        browser.driver().switchTo().frame(browser.find("[data-preview-frame]"));
        try {
            return browser.driver().findElement(By.tagName("body")).getText();
        } finally {
            browser.driver().switchTo().defaultContent();
        }
    }

    @Test
    @DisplayName("finds each merge field with its label and an example, and inserts it where the cursor is")
    void mergeFields() {
        browser.type(CONTENT, "before  after {{resetLink}}");
        browser.script("arguments[0].setSelectionRange(7, 7)", browser.find(CONTENT));
        browser.click(MAIL + " .merge-fields summary");
        List<WebElement> fields = browser.all(MAIL + " [data-insert]");
        assertThat(fields).hasSizeGreaterThan(15);
        for (WebElement field : fields) {
            assertThat(field.findElement(By.tagName("code")).getText()).startsWith("{{");
            assertThat(field.findElement(By.className("field-label")).getText()).isNotBlank();
            assertThat(field.findElement(By.className("example")).getText()).matches("Example: .+");
        }
        browser.click(MAIL + " [data-insert='{{companyName}}']");
        assertThat(value(CONTENT)).isEqualTo("before {{companyName}} after {{resetLink}}");
        browser.click(MAIL + " [data-insert='{{companyCustomerNames}}']");
        assertThat(value(CONTENT))
                .as("a list comes as a part that repeats")
                .contains("{{companyName}}{{#companyCustomerNames}}{{.}} {{/companyCustomerNames}} after");
        assertThat(browser.script("return document.activeElement === arguments[0]", browser.find(CONTENT)))
                .isEqualTo(true);
    }

    @Test
    @DisplayName(
            "sees where a text comes from, starts from the shared text, and goes back to it; going back can be undone")
    void sharedText() {
        assertThat(browser.text(PANEL + " [data-origin]")).isEqualTo("Default text");
        browser.click(PANEL + " [data-copy-shared]");
        assertThat(browser.text(PANEL + " [data-origin]")).isEqualTo("Group text");
        assertThat(value(CONTENT)).contains("{{resetLink}}");
        browser.type(SUBJECT, "My subject");
        browser.click(PANEL + " [data-use-shared]");
        assertThat(value(SUBJECT) + value(CONTENT)).isEmpty();
        assertThat(browser.text(PANEL + " [data-origin]")).isEqualTo("Default text");
        browser.waitFor(
                "the shared text in the preview",
                driver -> browser.text("[data-preview-subject]").equals("My subject") ? null : true);
        browser.click(PANEL + " [data-use-shared]");
        assertThat(value(SUBJECT)).as("undone").isEqualTo("My subject");
        browser.waitForText("[data-preview-subject]", "My subject");
    }

    @Test
    @DisplayName("sees the secret masked in both parts of the preview, which can run nothing")
    void preview_masksSecrets() {
        browser.type(SUBJECT, "Your password");
        browser.type(CONTENT, "<p>Open <a href=\"{{resetLink}}\">{{resetLink}}</a></p>");
        browser.waitFor("the preview", driver -> preview().contains("Open ••••••") ? true : null);
        assertThat(browser.find("[data-preview-frame]").getDomAttribute("sandbox"))
                .isEmpty();
        browser.click("#tab-preview-text");
        assertThat(browser.text("[data-preview-text]")).contains("••••••").doesNotContain("https://");
        assertThat(browser.text("[data-preview-subject]")).isEqualTo("Your password");
    }

    @Test
    @DisplayName("gets a test of what is typed, unsaved, with masked secrets")
    void testSend() {
        browser.type(SUBJECT, "Only a try");
        browser.type(CONTENT, "<p>Open {{resetLink}}</p>");
        browser.waitForText("[data-preview-subject]", "Only a try");
        browser.click("[data-test-send]");
        browser.waitForText("[data-test-result]", "claire@erable.example");
        assertThat(browser.find("[data-test-result]").getDomAttribute("role"))
                .as("said to screen readers")
                .isEqualTo("status");
        browser.script("addEventListener('beforeunload', e => e.stopImmediatePropagation(), true)");
        browser.go(server.address("/mailbox"));
        browser.waitForText(".mail-list li", "Only a try");
        browser.follow(".mail-list li a[href]");
        assertThat(browser.text("h1")).contains("Test", "Only a try");
        browser.click("#tab-text");
        assertThat(browser.text("#panel-text")).contains("Open ••••••");
        browser.go(server.address(SCREEN));
        assertThat(value(SUBJECT)).as("nothing was saved").isEmpty();
    }

    @Test
    @DisplayName(
            "is told of an error: it belongs to its field, the number is said, and after a refused save it is read first")
    void errorsAreAnnounced() throws IOException {
        browser.type(SUBJECT, "Your password");
        browser.type(CONTENT, "{{resetLink}} {{nobodyKnows}}");
        String list = browser.find(CONTENT).getDomAttribute("aria-describedby");
        browser.waitForText("[id='" + list + "']", "Line 1, column 15");
        assertThat(browser.find(CONTENT).getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(browser.text(".savebar [role=status]")).contains("Errors to fix: 1");
        assertThat(browser.seriousViolations()).isEmpty();
        browser.follow(".savebar button.primary");
        WebElement read = browser.driver().switchTo().activeElement();
        assertThat(read.getDomAttribute("role")).isEqualTo("alert");
        assertThat(read.getText()).contains("Nothing was saved", "Reset Password Email Content", "Line 1, column 15");
        assertThat(shown(PANEL)).as("the tab with the error is open").isTrue();
        browser.click("[id='" + list + "'] .where");
        assertThat(browser.script("return document.activeElement === arguments[0]", browser.find(CONTENT)))
                .as("the error leads to its place")
                .isEqualTo(true);
    }

    @Test
    @DisplayName("comes through the page by keyboard, from top to bottom, and through languages by arrow keys")
    void keyboard() {
        browser.go(server.address(SCREEN));
        WebElement first = press(Keys.TAB);
        assertThat(first.getText()).as("the first stop").isEqualTo("Skip to content");
        assertThat(first.isDisplayed()).isTrue();
        press(Keys.ENTER);
        List<String> stops = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            WebElement stop = press(Keys.TAB);
            String id = stop.getDomAttribute("id");
            if (id != null && !id.isEmpty()) {
                stops.add(id);
            }
            if ("notifyNewPrimaryContact".equals(id)) {
                break;
            }
        }
        assertThat(stops)
                .containsSubsequence(
                        "accessRequestsTo",
                        "sendFrom",
                        "mailCustomersWhoDidNotAsk",
                        "tab-mail-customer-access-request-en",
                        "mail-customer-access-request-en-subject",
                        "mail-customer-access-request-en-content",
                        "tab-mail-customer-validation-confirmation-en",
                        "mail-customer-validation-confirmation-en-subject",
                        "mail-customer-validation-confirmation-en-content",
                        "notifyNewPrimaryContact");
        browser.script("arguments[0].focus()", browser.find("[id='tab-mail-reset-password-en']"));
        WebElement next = press(Keys.ARROW_RIGHT);
        assertThat(next.getDomAttribute("id")).isEqualTo("tab-mail-reset-password-fr");
        assertThat(next.getDomAttribute("aria-selected")).isEqualTo("true");
        assertThat(shown("[id='panel-mail-reset-password-fr']")).isTrue();
        assertThat(shown(PANEL)).isFalse();
    }

    private WebElement press(Keys key) {
        browser.driver().switchTo().activeElement().sendKeys(key);
        return browser.driver().switchTo().activeElement();
    }

    @Test
    @DisplayName("sees a page that stands still once it is there")
    void noLayoutShift() {
        browser.go(server.address(SCREEN));
        browser.waitFor("the preview", driver -> browser.all("[data-shown]").isEmpty() ? null : true);
        Object shift = browser.driver()
                .executeAsyncScript(
                        """
                const done = arguments[arguments.length - 1];
                let sum = 0;
                new PerformanceObserver(list => { for (const one of list.getEntries()) sum += one.value; })
                    .observe({type: 'layout-shift', buffered: true});
                requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum), 0)));
                """);
        assertThat(((Number) shift).doubleValue()).as("cumulative layout shift").isLessThan(0.02);
    }

    @Test
    @DisplayName("needs nothing from elsewhere")
    void nothingFromElsewhere() {
        browser.waitFor("the preview", driver -> browser.all("[data-shown]").isEmpty() ? null : true);
        List<?> foreign = (List<?>)
                browser.script(
                        "return performance.getEntriesByType('resource').map(one => one.name).filter(one => !one.startsWith(location.origin))");
        assertThat(foreign).isEmpty();
        assertThat((List<?>) browser.script("return performance.getEntriesByType('resource').map(one => one.name)"))
                .as("and has what it needs")
                .anyMatch(name -> name.toString().endsWith(".woff2"))
                .anyMatch(name -> name.toString().endsWith(".css"));
    }
}
