package org.portalemails.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The screen of settings in a page of any host, as a person uses it. */
public final class ScreenPage {
    private final Browser browser;
    private final String address;

    public ScreenPage(Browser browser, String address) {
        this.browser = browser;
        this.address = address;
    }

    public ScreenPage open() {
        browser.go(address);
        return ready();
    }

    /** Waits until the page moves no more. */
    public ScreenPage ready() {
        browser.find(".sections");
        browser.driver()
                .executeAsyncScript(
                        "customElements.get('portal-emails-text').load().then(arguments[arguments.length - 1])");
        browser.waitFor("the editors", driver -> browser.all(".ProseMirror").size() == 12 ? true : null);
        return this;
    }

    /** Chooses a language of a mail, and its own text. */
    public ScreenPage write(String mail, String language) {
        browser.click("[id='tab-mail-" + mail + "-" + language + "']");
        String panel = "[id='panel-mail-" + mail + "'] ";
        browser.waitFor(
                "the tab",
                driver -> browser.find("[id='tab-mail-" + mail + "-" + language + "']")
                                .getDomAttribute("aria-selected")
                                .equals("true")
                        ? true
                        : null);
        if (!browser.all(panel + ".origin button:not(.link)").isEmpty()) {
            browser.click(panel + ".origin button:not(.link)");
        }
        return this;
    }

    public ScreenPage subject(String mail, String language, String text) {
        browser.script("arguments[0].focus()", centred(line(mail)));
        press("a");
        keys(text);
        browser.waitFor("the subject", driver -> subjectOf(mail, language).equals(text) ? true : null);
        return this;
    }

    /** The place where the subject is written. */
    public WebElement line(String mail) {
        return browser.waitFor(
                "the line of the subject",
                driver ->
                        inside(browser.find("[id='subject-mail-" + mail + "']"), ".ProseMirror[contenteditable=true]"));
    }

    public String subjectOf(String mail, String language) {
        return typed(mail, language, "subject");
    }

    /** The source of a content, as it is stored. */
    public ScreenPage source(String mail, String content) {
        WebElement box = box(mail);
        browser.waitFor("the editor", driver -> inside(box, "#editor, textarea"));
        if (browser.script("return arguments[0].shadowRoot.querySelector('textarea')", box) == null) {
            centred(inside(box, ".label-row button:last-child")).click();
        }
        WebElement area = browser.waitFor("the source", driver -> inside(box, "textarea"));
        centred(area).clear();
        area.sendKeys(content);
        return this;
    }

    public String sourceOf(String mail, String language) {
        return typed(mail, language, "content");
    }

    /** A part of a text as it would be saved. */
    private String typed(String mail, String language, String part) {
        return String.valueOf(browser.script(
                "return document.querySelector('portal-emails-settings').values[arguments[0]]",
                property(mail) + ".translations[" + language + "]." + part));
    }

    public WebElement box(String mail) {
        return browser.find("[id='box-mail-" + mail + "']");
    }

    public WebElement inside(WebElement box, String css) {
        return (WebElement) browser.script(
                """
                const look = root => root.querySelector(arguments[1])
                    || [...root.querySelectorAll('*')].reduce((found, one) => found || one.shadowRoot && look(one.shadowRoot), null);
                return look(arguments[0].shadowRoot);
                """,
                box,
                css);
    }

    /** In the middle of the view, where no bar lies over it. */
    public WebElement centred(WebElement element) {
        browser.script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
        return element;
    }

    /** The place where people write, empty. */
    public WebElement emptied(String mail) {
        WebElement place =
                browser.waitFor("the editor", driver -> inside(box(mail), ".ProseMirror[contenteditable=true]"));
        centred(place).click();
        press("a");
        keys(Keys.DELETE);
        return place;
    }

    /** With the control key. */
    public void press(CharSequence key) {
        new Actions(browser.driver())
                .keyDown(Keys.CONTROL)
                .sendKeys(key)
                .keyUp(Keys.CONTROL)
                .perform();
    }

    public void keys(CharSequence... keys) {
        new Actions(browser.driver()).sendKeys(keys).perform();
    }

    public void tool(String mail, String name) {
        centred(inside(box(mail), "[data-tool='" + name + "']")).click();
    }

    public void save() {
        browser.click("#save");
    }

    public void saved(int version) {
        browser.waitForText(".box.good", "version " + version);
    }

    public void problem(String path, String words) {
        browser.waitForText("[id='problems-" + path + "']", words);
    }

    public void sound() {
        browser.waitFor(
                "a check without errors",
                driver -> Boolean.TRUE.equals(
                                browser.script(
                                        "const e = document.querySelector('portal-emails-settings'); return !e.unchecked && e.errors.length === 0"))
                        ? true
                        : null);
    }

    /** What stands in the frame of the preview. */
    public String preview() {
        browser.driver().switchTo().frame(browser.find("iframe[slot=preview]"));
        try {
            return Objects.requireNonNull(browser.driver().getPageSource());
        } finally {
            browser.driver().switchTo().defaultContent();
        }
    }

    public void previewShows(String part) {
        browser.waitFor("a preview with " + part, driver -> preview().contains(part) ? true : null);
    }

    public String value(String css) {
        return String.valueOf(browser.find(css).getDomProperty("value"));
    }

    /** The labels of the sections, in the order in which they stand; a space that does not break counts as one. */
    public List<String> labels(String sections) {
        return ((List<?>) Objects.requireNonNull(browser.script(
                        """
                        const root = document.querySelector('portal-emails-settings').shadowRoot;
                        const labels = [];
                        const look = place => {
                            for (const one of place.querySelectorAll('label, portal-emails-subject, portal-emails-text')) {
                                if (one.shadowRoot) look(one.shadowRoot);
                                else if (!one.closest('.radio')) labels.push(one.textContent.trim().replaceAll('\\u00a0', ' '));
                            }
                        };
                        for (const section of root.querySelectorAll(arguments[0])) look(section);
                        return labels;
                        """,
                        sections)))
                .stream().map(String::valueOf).toList();
    }

    private static String property(String mail) {
        StringBuilder property = new StringBuilder();
        for (String word : mail.split("-")) {
            property.append(property.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return property.toString();
    }

    public void frameIs(String mark) {
        assertThat(browser.driver().findElements(By.cssSelector("iframe[slot=preview]" + mark)))
                .hasSize(1);
    }
}
