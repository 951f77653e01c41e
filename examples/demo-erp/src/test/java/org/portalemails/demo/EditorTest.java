package org.portalemails.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MailText;
import org.portalemails.notification.MergeField;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.form.SettingsRules;

/** The editor alone, in a shadow root, under the policy that a host may have. */
@DisplayName("The editor of a text")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditorTest {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; frame-src 'self'";
    private static final String PAGE =
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Editor</title>"
                    + "<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">"
                    + "<link rel=\"icon\" href=\"data:,\"><script type=\"module\" src=\"/editor/page.js\"></script></head>"
                    + "<body><main><h1>Editor</h1><div id=\"host\"></div></main></body></html>";

    private static final NotificationType RESET = NotificationType.RESET_PASSWORD;

    private Browser browser;
    private HttpServer server;

    @BeforeAll
    void start() throws IOException {
        browser = Browser.open();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", EditorTest::answer);
        server.start();
        browser.size(1024, 900);
    }

    @AfterAll
    void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String file = path.startsWith("/portal-emails/") ? "/META-INF/resources" + path : path;
        try (InputStream found = path.equals("/") ? null : EditorTest.class.getResourceAsStream(file)) {
            byte[] body = path.equals("/")
                    ? PAGE.getBytes(StandardCharsets.UTF_8)
                    : found == null ? new byte[0] : found.readAllBytes();
            exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
            exchange.getResponseHeaders()
                    .set(
                            "Content-Type",
                            (path.endsWith(".js")
                                            ? "text/javascript"
                                            : path.endsWith(".css") ? "text/css" : "text/html")
                                    + "; charset=utf-8");
            exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } finally {
            exchange.close();
        }
    }

    @BeforeEach
    void open() {
        browser.go("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        browser.waitFor("the editor's modules", driver -> browser.script("return window.page ? true : null"));
    }

    @AfterEach
    void nothingWentWrong() {
        assertThat((List<?>) browser.script("return page.problems")).isEmpty();
        assertThat(browser.driver().manage().logs().get(LogType.BROWSER).getAll())
                .extracting(LogEntry::getMessage)
                .isEmpty();
    }

    /** A mail's fields as the screen gives them. */
    private static List<Map<String, Object>> fields(NotificationType type) {
        return FieldCatalogue.builtIn().fields(type).stream()
                .map(field -> Map.<String, Object>of(
                        "name", field.name(),
                        "label", field.label(Locale.ENGLISH),
                        "example", field.example(),
                        "list", field.is(MergeField.Flag.LIST),
                        "secret", field.is(MergeField.Flag.SECRET),
                        "required", field.is(MergeField.Flag.REQUIRED_IN_CONTENT),
                        "link", field.is(MergeField.Flag.LINK),
                        "sometimesAbsent", field.is(MergeField.Flag.MAY_BE_ABSENT)))
                .toList();
    }

    private static Map<String, String> words(String language) throws IOException {
        Properties properties = new Properties();
        try (InputStream file = EditorTest.class.getResourceAsStream(
                "/org/portalemails/language/messages." + language + ".properties")) {
            properties.load(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
        }
        return properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith("editor."))
                .collect(Collectors.toMap(key -> key.substring("editor.".length()), properties::getProperty));
    }

    private void edit(NotificationType type, String source) {
        edit(type, source, "en", false);
    }

    private void edit(NotificationType type, String source, String language, boolean readOnly) {
        start("start", type, source, language, readOnly);
    }

    private void line(NotificationType type, String source) {
        start("startLine", type, source, "en", false);
    }

    private void start(String start, NotificationType type, String source, String language, boolean readOnly) {
        try {
            browser.script(
                    "page." + start
                            + "({source: arguments[0], fields: arguments[1], words: arguments[2], language: arguments[3],"
                            + " readOnly: arguments[4]}); page.editor.focus()",
                    source,
                    fields(type),
                    words(language),
                    language,
                    readOnly);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settle();
    }

    private String source() {
        return String.valueOf(browser.script("return page.editor.source"));
    }

    private List<?> notices() {
        return (List<?>) browser.script("return page.notices");
    }

    /** Until the browser has told the editor where the cursor is. */
    private void settle() {
        browser.driver()
                .executeAsyncScript("const done = arguments[0];"
                        + " requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 20)))");
    }

    private void type(CharSequence... keys) {
        for (CharSequence key : keys) {
            new Actions(browser.driver()).sendKeys(key).perform();
            settle();
        }
    }

    private void press(CharSequence modifier, CharSequence key) {
        new Actions(browser.driver())
                .keyDown(modifier)
                .sendKeys(key)
                .keyUp(modifier)
                .perform();
        settle();
    }

    private void right(int times) {
        for (int i = 0; i < times; i++) {
            type(Keys.ARROW_RIGHT);
        }
    }

    private SearchContext root() {
        return browser.driver().findElement(By.id("host")).getShadowRoot();
    }

    private WebElement find(String css) {
        return root().findElement(By.cssSelector(css));
    }

    private List<String> texts(String css) {
        return root().findElements(By.cssSelector(css)).stream()
                .map(WebElement::getText)
                .map(text -> text.replaceAll("\\s+", " "))
                .toList();
    }

    private void click(String css) {
        find(css).click();
        settle();
    }

    private void tool(String name) {
        click("[data-tool='" + name + "']");
    }

    /** To a tool by the keyboard alone: into the bar, along it, and Enter. */
    private void toolByKeys(String name) {
        press(Keys.ALT, Keys.F10);
        type(Keys.HOME);
        for (int i = 0; i < 20 && !name.equals(browser.script("return page.root.activeElement.dataset.tool")); i++) {
            type(Keys.ARROW_RIGHT);
        }
        type(Keys.ENTER);
    }

    private static List<String> violations(NotificationType type, String content) {
        return SettingsRules.standard().checkText(type, new MailText("Subject", content, ContentFormat.HTML)).stream()
                .map(violation -> violation.code() + " " + violation.position())
                .toList();
    }

    @Nested
    @DisplayName("lets people write")
    class Writing {
        @Test
        @DisplayName("with bold and italic words, lists, a note and a heading, by the keyboard alone")
        void byKeys() {
            edit(RESET, "");
            type("Hello ");
            press(Keys.CONTROL, "b");
            type("you");
            press(Keys.CONTROL, "b");
            type(", ");
            press(Keys.CONTROL, "i");
            type("now");
            press(Keys.CONTROL, "i");
            type(
                    ".",
                    Keys.ENTER,
                    "- one",
                    Keys.ENTER,
                    "two",
                    Keys.ENTER,
                    Keys.ENTER,
                    "1. first",
                    Keys.ENTER,
                    Keys.ENTER);
            type("Mind this");
            toolByKeys("note");
            assertThat(browser.script("return page.root.activeElement.className"))
                    .asString()
                    .contains("content");
            type(Keys.END, Keys.ENTER, "More");
            toolByKeys("heading");

            String written = "<p>Hello <strong>you</strong>, <em>now</em>.</p>\n"
                    + "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<ol>\n<li>first</li>\n</ol>\n"
                    + "<p class=\"note\">Mind this</p>\n<h2>More</h2>";
            assertThat(source()).isEqualTo(written);
            List<?> changes = (List<?>) browser.script("return page.changes");
            assertThat(changes.get(changes.size() - 1)).isEqualTo(written);
            assertThat(violations(NotificationType.OLD_PRIMARY_CONTACT, written))
                    .isEmpty();
        }

        @Test
        @DisplayName("with the tools, which say what is on; undo brings the text back as it was stored")
        void byTools() {
            String stored = "<p>one</p>\n\n<p>two <b>three</b></p>\n";
            edit(RESET, stored);
            press(Keys.CONTROL, "a");
            tool("bold");
            assertThat(find("[data-tool='bold']").getAttribute("aria-pressed")).isEqualTo("true");
            tool("bullet-list");
            assertThat(source())
                    .isEqualTo("<ul>\n<li><strong>one</strong></li>\n<li><strong>two three</strong></li>\n</ul>\n");
            tool("numbered-list");
            assertThat(source()).startsWith("<ol>").endsWith("</ol>\n");
            assertThat(find("[data-tool='numbered-list']").getAttribute("aria-pressed"))
                    .isEqualTo("true");
            tool("undo");
            tool("undo");
            tool("undo");
            assertThat(source()).isEqualTo(stored);
            assertThat(find("[data-tool='undo']").getAttribute("aria-disabled")).isEqualTo("true");
            tool("redo");
            assertThat(source()).startsWith("<p><strong>one</strong></p>\n<p><strong>two");
        }

        @ParameterizedTest
        @CsvSource({
            "https://www.erable.example/a?b=1&c=2, https://www.erable.example/a?b=1&amp;c=2",
            "www.erable.example, https://www.erable.example",
            "erable.example/aide, https://erable.example/aide",
            "aide@erable.example, mailto:aide@erable.example",
            "+1 514 555-0199, tel:+15145550199"
        })
        @DisplayName("links, of which only the address is typed")
        void links(String typed, String address) {
            edit(RESET, "<p>See our site</p>");
            press(Keys.CONTROL, "a");
            press(Keys.CONTROL, "k");
            type(Keys.TAB, typed, Keys.ENTER);
            assertThat(source()).isEqualTo("<p><a href=\"" + address + "\">See our site</a></p>");
            assertThat(violations(NotificationType.OLD_PRIMARY_CONTACT, source()))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://old.example",
                    "javascript:alert(1)",
                    "data:text/html,x",
                    "somewhere",
                    "//a.example",
                    "https://"
                })
        @DisplayName("no link that a mail may not have, and are told why")
        void refusedLinks(String typed) {
            edit(RESET, "<p>See</p>");
            press(Keys.CONTROL, "a");
            press(Keys.CONTROL, "k");
            type(Keys.TAB, typed, Keys.ENTER);
            assertThat(find(".problem").getText()).contains("https://");
            type(Keys.ESCAPE);
            assertThat(source()).isEqualTo("<p>See</p>");
        }

        @Test
        @DisplayName("a link that can be changed and removed, and keeps what else it has")
        void changedLink() {
            edit(RESET, "<p><a class=\"big\" href=\"https://a.example\" target=\"_blank\">Go</a></p>");
            assertThat(find(".content a").getAttribute("title")).isEqualTo("Leads to https://a.example");
            right(1);
            tool("link");
            type(Keys.TAB);
            press(Keys.CONTROL, "a");
            type("https://b.example", Keys.TAB, Keys.SPACE, Keys.ENTER);
            assertThat(source())
                    .isEqualTo("<p><a class=\"button big\" href=\"https://b.example\" target=\"_blank\">Go</a></p>");
            tool("link");
            root().findElements(By.cssSelector(".popover .actions button"))
                    .get(1)
                    .click();
            assertThat(source()).isEqualTo("<p>Go</p>");
        }

        @Test
        @DisplayName("a button that leads to a field, in a paragraph of its own")
        void button() {
            edit(RESET, "<p>Hello</p>");
            tool("button");
            type("Choose a password", Keys.ENTER);
            assertThat(source())
                    .isEqualTo("<p>Hello</p>\n<p><a class=\"button\" href=\"{{resetLink}}\">Choose a password</a></p>");
            assertThat(violations(RESET, source())).isEmpty();
        }
    }

    @Nested
    @DisplayName("shows merge fields as chips")
    class Fields {
        @Test
        @DisplayName("with their labels and examples, inserted from a list that two braces open")
        void inserted() {
            edit(RESET, "");
            type("Dear {{");
            assertThat(texts("[role='option']"))
                    .hasSize(FieldCatalogue.builtIn().fields(RESET).size())
                    .anyMatch(option -> option.contains("required") && option.contains("secret"))
                    .anyMatch(option -> option.contains("sometimes empty"));
            type("full name");
            assertThat(texts("[role='option']")).hasSize(1);
            type(Keys.ENTER);
            assertThat(source()).isEqualTo("<p>Dear {{recipientFullName}}</p>");
            assertThat(find(".popover").getAttribute("aria-label")).isEqualTo("Full name of the recipient");
            type(Keys.ENTER, ", hello {{portalName}}");
            assertThat(source()).isEqualTo("<p>Dear {{recipientFullName}}, hello {{portalName}}</p>");
            assertThat(find(".chip").getAttribute("title")).contains("sometimes empty");
        }

        @Test
        @DisplayName("found by label, name or example, without accents; Escape leaves the text as it is")
        void searched() {
            edit(RESET, "");
            tool("field");
            click(".fields input");
            for (String typed : List.of("recipientfullname", "RÉCIPIENT nâme", "tremblay")) {
                press(Keys.CONTROL, "a");
                type(typed);
                assertThat(texts("[role='option']")).as(typed).isNotEmpty();
            }
            press(Keys.CONTROL, "a");
            type("no such field");
            assertThat(texts("[role='option']")).isEmpty();
            assertThat(find(".fields .hint").getText()).isEqualTo("No field is found.");
            type(Keys.ESCAPE, "x");
            assertThat(source()).isEqualTo("<p>x</p>");
            tool("field");
            click("#label");
            assertThat(texts(".popover")).isEmpty();
        }

        @Test
        @DisplayName("with a fallback that writes both sections, and is shown in one chip")
        void fallback() {
            edit(RESET, "<p>Hello {{recipientFullName}},</p>");
            right("Hello ".length() + 1);
            type(Keys.ENTER);
            type("dear {{customer}}", Keys.ENTER);
            String written = "<p>Hello {{#recipientFullName}}{{recipientFullName}}{{/recipientFullName}}"
                    + "{{^recipientFullName}}dear customer{{/recipientFullName}},</p>";
            assertThat(source()).isEqualTo(written);
            assertThat(texts(".chip")).singleElement().asString().endsWith("or dear customer");
            assertThat(violations(NotificationType.OLD_PRIMARY_CONTACT, written))
                    .isEmpty();

            edit(RESET, written);
            assertThat(texts(".chip")).hasSize(1);
            click(".chip");
            root().findElements(By.cssSelector(".popover .actions button"))
                    .get(1)
                    .click();
            assertThat(source()).isEqualTo("<p>Hello {{recipientFullName}},</p>");
        }

        @Test
        @DisplayName("of which one without a value can leave out its paragraph")
        void leftOut() {
            edit(RESET, "<p>Hello</p>\n<p>Name: {{recipientFullName}}</p>\n<p>Bye</p>");
            click(".chip");
            click(".popover .wide");
            assertThat(source())
                    .isEqualTo("<p>Hello</p>\n{{#recipientFullName}}\n<p>Name: {{recipientFullName}}</p>\n"
                            + "{{/recipientFullName}}\n<p>Bye</p>");
        }

        @Test
        @DisplayName("and makes of a link a button, of a list a list")
        void shapes() {
            edit(NotificationType.FORGOT_USER_NAME, "");
            browser.script("page.editor.insertField('userNames')");
            assertThat(source()).isEqualTo("<ul>\n{{#userNames}}\n<li>{{.}}</li>\n{{/userNames}}\n</ul>");
            assertThat(texts(".condition > .head span"))
                    .singleElement()
                    .asString()
                    .startsWith("Once for each:");

            edit(RESET, "");
            browser.script("page.editor.insertField('resetLink')");
            type("Go", Keys.ENTER);
            assertThat(source()).isEqualTo("<p><a class=\"button\" href=\"{{resetLink}}\">Go</a></p>");
        }

        @Test
        @DisplayName("but leaves names that no field has as words, for the checks to find")
        void unknown() {
            edit(RESET, "<p>Bonjour {{prenom}} {{portalName}}</p>");
            assertThat(texts(".chip")).hasSize(1);
            type(Keys.END, " {{foo}}", Keys.ESCAPE);
            type(Keys.ESCAPE);
            assertThat(source()).startsWith("<p>Bonjour {{prenom}} {{portalName}} {{");
        }

        @Test
        @DisplayName("that survive copying and pasting within the text")
        void copied() {
            String text =
                    "<p>A {{#userName}}{{userName}}{{/userName}}{{^userName}}nobody{{/userName}} <a class=\"button\""
                            + " href=\"{{resetLink}}\">Go</a></p>";
            edit(NotificationType.CUSTOMER_VALIDATION_CONFIRMATION, text);
            press(Keys.CONTROL, "a");
            String html = String.valueOf(browser.script("const data = new DataTransfer();"
                    + " page.root.querySelector('.content').dispatchEvent(new ClipboardEvent('copy',"
                    + " {clipboardData: data, bubbles: true, cancelable: true})); return data.getData('text/html')"));
            assertThat(html).contains("data-pm-slice").doesNotContain("style=");
            type(Keys.END, Keys.ENTER);
            browser.script(
                    "page.paste(arguments[0], '')", html.replace("<p", "<p style=\"color:red\" onclick=\"alert(1)\""));
            settle();
            assertThat(source()).isEqualTo(text + "\n" + text);
        }
    }

    @Nested
    @DisplayName("shows what depends on a field")
    class Conditions {
        @Test
        @DisplayName("as boxes with titles, nested as they are stored")
        void boxes() {
            NotificationType type = NotificationType.CUSTOMER_ACCESS_REQUEST;
            edit(type, BuiltInTexts.load().text(type, Locale.ENGLISH).content());
            assertThat(texts(".condition > .head span"))
                    .hasSize(7)
                    .allMatch(title -> title.startsWith("Only if there is"));
            assertThat(texts(".condition .condition > .head span")).hasSize(1);
        }

        @Test
        @DisplayName("changed by the keyboard alone, and undone like every other change")
        void byKeys() {
            String text = "{{#requestedByName}}\n<p>one</p>\n{{/requestedByName}}\n<p>two</p>";
            edit(RESET, text);
            type(Keys.TAB);
            assertThat(browser.script("return page.root.activeElement.textContent"))
                    .isEqualTo("Change");
            type(Keys.ENTER, Keys.TAB, Keys.ARROW_DOWN, Keys.ENTER);
            assertThat(source()).startsWith("{{^requestedByName}}\n<p>one</p>\n{{/requestedByName}}");
            press(Keys.CONTROL, "z");
            assertThat(source()).isEqualTo(text);
            type(Keys.HOME, Keys.BACK_SPACE);
            assertThat(source()).isEqualTo("<p>one</p>\n<p>two</p>");
        }

        @Test
        @DisplayName("made of paragraphs, of items and of words; changed, and undone")
        void made() {
            edit(RESET, "<p>one</p>\n<p>two</p>\n<ul>\n<li>three</li>\n</ul>");
            press(Keys.CONTROL, Keys.HOME);
            press(Keys.SHIFT, Keys.ARROW_DOWN);
            press(Keys.SHIFT, Keys.END);
            tool("condition");
            type(Keys.ENTER);
            assertThat(source())
                    .isEqualTo(
                            "{{#requestedByName}}\n<p>one</p>\n<p>two</p>\n{{/requestedByName}}\n<ul>\n<li>three</li>\n</ul>");
            click(".condition > .head button");
            type(Keys.TAB, Keys.ARROW_DOWN, Keys.ENTER);
            assertThat(source()).startsWith("{{^requestedByName}}\n<p>one</p>");
            assertThat(texts(".condition > .head span"))
                    .singleElement()
                    .asString()
                    .startsWith("Only if there is no:");
            click(".condition > .head button");
            root().findElements(By.cssSelector(".popover .actions button"))
                    .get(1)
                    .click();
            assertThat(source()).isEqualTo("<p>one</p>\n<p>two</p>\n<ul>\n<li>three</li>\n</ul>");

            press(Keys.CONTROL, Keys.END);
            browser.script("page.editor.goTo(4, 6)");
            settle();
            tool("condition");
            type(Keys.ENTER);
            assertThat(source()).endsWith("<ul>\n{{#requestedByName}}\n<li>three</li>\n{{/requestedByName}}\n</ul>");

            edit(RESET, "<p>Dear {{recipientFullName}}</p>");
            tool("condition");
            type(Keys.ENTER);
            assertThat(source()).startsWith("{{#recipientFullName}}\n<p>Dear");

            edit(RESET, "<p>one two three</p>");
            right(4);
            for (int i = 0; i < 3; i++) {
                press(Keys.SHIFT, Keys.ARROW_RIGHT);
            }
            tool("condition");
            type(Keys.ENTER);
            assertThat(source()).isEqualTo("<p>one {{#requestedByName}}two{{/requestedByName}} three</p>");
            assertThat(texts(".words > .head")).singleElement().asString().startsWith("Only if there is:");

            edit(RESET, "<p>a {{#userName}}m{{/userName}} z</p>");
            right(4);
            type(Keys.BACK_SPACE);
            assertThat(source()).isEqualTo("<p>a  z</p>");
            assertThat(texts(".words")).isEmpty();
        }
    }

    @Nested
    @DisplayName("stores")
    class Storing {
        private Map<String, String> samples() throws IOException {
            Map<String, String> samples = new TreeMap<>();
            for (NotificationType type : NotificationType.values()) {
                BuiltInTexts.load()
                        .texts(type)
                        .forEach((language, text) -> samples.put(type + " " + language, text.content()));
            }
            for (Locale language : BuiltInTexts.load().languages()) {
                samples.put(
                        "no account " + language,
                        BuiltInTexts.noAccount(language).content());
                samples.put("signature " + language, BuiltInTexts.signature(language));
                samples.put("footer " + language, BuiltInTexts.footer(language));
            }
            String corpora = System.getProperty("portalemails.corpora", "");
            if (!corpora.isEmpty()) {
                try (Stream<Path> files = Files.list(Path.of(corpora, "templates"))) {
                    for (Path file : files.toList()) {
                        samples.put(file.getFileName().toString(), Files.readString(file));
                    }
                }
            }
            return samples;
        }

        @TestFactory
        @DisplayName("what nobody changed as it was, to the character, and writes stably")
        Stream<DynamicTest> theSame() throws IOException {
            open();
            List<String> names = Stream.of(NotificationType.values())
                    .flatMap(type -> FieldCatalogue.builtIn().fields(type).stream())
                    .map(MergeField::name)
                    .distinct()
                    .toList();
            assertThat(samples()).hasSizeGreaterThanOrEqualTo(27);
            return samples().entrySet().stream()
                    .map(sample -> DynamicTest.dynamicTest(sample.getKey(), () -> {
                        String text = sample.getValue();
                        assertThat(browser.script("return page.canShow(arguments[0])", text))
                                .isEqualTo(true);
                        edit(RESET, text);
                        assertThat(source()).isEqualTo(text);
                        Object anew = browser.script("return page.rewritten(arguments[0], arguments[1])", text, names);
                        assertThat(browser.script("return page.rewritten(arguments[0], arguments[1])", anew, names))
                                .isEqualTo(anew);
                        if (!text.contains("<br>{{support") && !sample.getKey().endsWith(".html")) {
                            assertThat(anew).isEqualTo(text.strip());
                        }
                    }));
        }

        @Test
        @DisplayName("texts of any shape as they were, and written anew with the same meaning")
        void anyShape() {
            Random random = new Random(17);
            for (int i = 0; i < 300; i++) {
                String text = blocks(random, 3);
                assertThat(browser.script("return page.canShow(arguments[0])", text))
                        .as(text)
                        .isEqualTo(true);
                List<String> names = List.of("portalName", "userName");
                Object anew = browser.script("return page.rewritten(arguments[0], arguments[1])", text, names);
                assertThat(browser.script("return page.rewritten(arguments[0], arguments[1])", anew, names))
                        .as(text)
                        .isEqualTo(anew);
                assertThat(browser.script("return page.shape(arguments[0])", anew))
                        .as(text)
                        .isEqualTo(browser.script("return page.shape(arguments[0])", text));
                if (i % 20 == 0) {
                    edit(RESET, text);
                    assertThat(source()).isEqualTo(text);
                }
            }
        }

        private static String blocks(Random random, int depth) {
            StringBuilder text = new StringBuilder();
            int count = 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                text.append(random.nextBoolean() ? "\n" : "").append(block(random, depth));
            }
            return text.toString();
        }

        private static String block(Random random, int depth) {
            int kinds = depth == 0 ? 6 : 11;
            return switch (random.nextInt(kinds)) {
                case 0 -> "<p>" + words(random, 2) + "</p>";
                case 1 -> "<p class=\"note\">" + words(random, 2) + "</p>";
                case 2 -> "<h2 align='left'>" + words(random, 1) + "</h2>";
                case 3 -> "<table><tr><td>" + words(random, 1) + "</td></tr></table>";
                case 4 -> "<!-- " + random.nextInt(9) + " -->";
                case 5 -> "<div>" + words(random, 1) + "</div>";
                case 6 -> "{{#userName}}\n" + blocks(random, depth - 1) + "\n{{/userName}}";
                case 7 -> "{{^userName}}" + blocks(random, depth - 1) + "{{/userName}}";
                case 8 -> "<blockquote>" + blocks(random, depth - 1) + "</blockquote>";
                case 9 ->
                    "<ul>\n<li>" + words(random, 2) + "</li>\n{{#userName}}\n<li>" + words(random, 1)
                            + "</li>\n{{/userName}}\n</ul>";
                default ->
                    "<ol><li>" + words(random, 1) + "<li><p>" + words(random, 1) + "</p>" + block(random, 0) + "</ol>";
            };
        }

        private static String words(Random random, int depth) {
            StringBuilder text = new StringBuilder("w");
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                String inner = depth == 0 ? "x" : words(random, depth - 1);
                text.append(random.nextBoolean() ? " w" : "w ")
                        .append(
                                switch (random.nextInt(10)) {
                                    case 0 -> "<strong>x <i>y</i> {{portalName}}</strong>";
                                    case 1 -> "<i>x</i>";
                                    case 2 -> "<a href=\"https://a.example/?a=1&amp;b={{portalName}}\">x <b>y</b></a>";
                                    case 3 -> "<span lang=\"fr\">x</span>";
                                    case 4 -> "{{#userName}}" + inner + "{{/userName}}";
                                    case 5 ->
                                        "{{#userName}}{{userName}}{{/userName}}{{^userName}}you &amp; I{{/userName}}";
                                    case 6 -> "{{portalName}} {{nobody}}";
                                    case 7 -> "<br>";
                                    case 8 -> "<img src=\"https://a.example/x.png\" alt=\"\">";
                                    default -> "a &lt; b\n&eacute;&nbsp;c";
                                });
            }
            return text.append('w').toString();
        }

        @Test
        @DisplayName("of a change only what was changed, whatever stands around it")
        void onlyTheChange() {
            String text = "<!-- from us -->\n<p>one</p>\n  <div style=\"color:#333\">two <b>x</b></div>\n\n"
                    + "{{#userName}}<p align='left'>three</P>\n{{/userName}}\n<ul><li>a<li><p>b</p></ul>\n"
                    + "<table><tr><td>{{portalName}}</td></tr></table>\n<p>four <span lang=\"fr\">cinq</span> &eacute; <br/> x</p>\n";
            edit(RESET, text);
            assertThat(source()).isEqualTo(text);
            assertThat(texts(".html .inside")).contains("two x", "{{portalName}}");
            browser.script("page.editor.goTo(2, 4)");
            settle();
            type("Z");
            assertThat(source()).isEqualTo(text.replace("<p>one", "<p>Zone"));
            browser.script("page.editor.goTo(9, 6)");
            settle();
            type("Y");
            assertThat(source())
                    .isEqualTo(text.replace("<p>one", "<p>Zone")
                            .replace(
                                    "<p>four <span lang=\"fr\">cinq</span> &eacute; <br/> x</p>",
                                    "<p>foYur <span lang=\"fr\">cinq</span> \u00e9 <br>x</p>"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<p>Hello {{#a}}</p><p>x{{/a}}</p>",
                    "{{#a}}<ul>{{/a}}<li>x</li></ul>",
                    "<p>x</p></div>",
                    "{{#a}}<p>x</p>",
                    "<div>{{#a}}</div>{{/a}}"
                })
        @DisplayName("nothing of a text that it cannot show: it says so beforehand")
        void cannotShow(String text) {
            assertThat(browser.script("return page.canShow(arguments[0])", text))
                    .isEqualTo(false);
        }

        @Test
        @DisplayName("the same text in both views: words become what they are written as, and come back")
        void bothViews() {
            edit(RESET, "");
            type("a < b & c > d", Keys.ENTER, "\u00e9t\u00e9\u00a0: 5", Keys.ENTER);
            String written = source();
            assertThat(written).isEqualTo("<p>a &lt; b &amp; c &gt; d</p>\n<p>\u00e9t\u00e9\u00a0: 5</p>");
            browser.script("page.editor.setSource(arguments[0])", written);
            assertThat(source()).isEqualTo(written);
            assertThat(texts(".content p")).startsWith("a < b & c > d");
            assertThat((List<?>) browser.script("return page.changes")).last().isEqualTo(written);
        }

        @Test
        @DisplayName("no text that the rules refuse, where the one before was right")
        void rules() {
            for (NotificationType type : NotificationType.values()) {
                String text = BuiltInTexts.load().text(type, Locale.ENGLISH).content();
                List<String> before = violations(type, text).stream()
                        .map(v -> v.split(" ")[0])
                        .toList();
                edit(type, text);
                press(Keys.CONTROL, Keys.END);
                type(Keys.ENTER, "- more", Keys.ENTER, Keys.ENTER, "end", Keys.ENTER, Keys.ENTER);
                assertThat(source()).contains("<li>more</li>");
                assertThat(violations(type, source()).stream().map(v -> v.split(" ")[0]))
                        .isEqualTo(before);
            }
        }
    }

    @Nested
    @DisplayName("keeps of what is pasted")
    class Pasting {
        private void paste(String file) throws IOException {
            try (InputStream html = Objects.requireNonNull(EditorTest.class.getResourceAsStream("/pasted/" + file))) {
                edit(RESET, "");
                browser.script(
                        "page.paste(arguments[0], 'plain')", new String(html.readAllBytes(), StandardCharsets.UTF_8));
                settle();
            }
            assertThat(violations(NotificationType.OLD_PRIMARY_CONTACT, source()))
                    .isEmpty();
        }

        @Test
        @DisplayName("from Word: headings, bold, links, lists in lists")
        void word() throws IOException {
            paste("word.html");
            assertThat(source())
                    .isEqualTo(
                            """
                    <h2>Votre nouvel accès</h2>
                    <p>Bonjour,</p>
                    <p>Votre <strong>accès</strong> est <strong><em>presque</em></strong> prêt\u00a0: il vous reste trois choses à faire. \
                    Voyez <a href="https://www.erable.example/aide?a=1&amp;b=2">notre page d’aide</a>.</p>
                    <ul>
                    <li>Ouvrir le portail
                    <ul>
                    <li>avec <strong>Firefox</strong></li>
                    </ul>
                    </li>
                    <li>Choisir un mot de passe</li>
                    </ul>
                    <ol>
                    <li>d’abord</li>
                    <li>ensuite</li>
                    </ol>""");
            assertThat(notices()).isEqualTo(List.of("Not kept: colours and fonts, images."));
        }

        @Test
        @DisplayName("from Outlook: paragraphs, bold by style, lists, mail addresses")
        void outlook() throws IOException {
            paste("outlook.html");
            assertThat(source())
                    .isEqualTo(
                            """
                    <p>Bonjour,</p>
                    <p>Merci de votre <strong>appel</strong>.</p>
                    <ul>
                    <li>le dossier <em>complet</em></li>
                    <li>votre <a href="mailto:aide@erable.example">adresse</a></li>
                    </ul>
                    <p>Le site d’avant est fermé.</p>""");
            assertThat(notices())
                    .isEqualTo(List.of("Not kept: colours and fonts, links that do not begin with https."));
        }

        @Test
        @DisplayName("from Google Docs: what is bold, and not what only says so")
        void googleDocs() throws IOException {
            paste("google-docs.html");
            assertThat(source())
                    .isEqualTo(
                            """
                    <h2>Bienvenue</h2>
                    <p>Un mot <strong>gras</strong>, un mot <em>penché</em>, un <a href="https://portail.example/">lien</a>.</p>
                    <ul>
                    <li>premier
                    <ul>
                    <li>dedans</li>
                    </ul>
                    </li>
                    <li>second</li>
                    </ul>""");
            assertThat(notices()).isEqualTo(List.of("Not kept: colours and fonts, images."));
        }

        @Test
        @DisplayName("from Excel: rows as lines")
        void excel() throws IOException {
            paste("excel.html");
            assertThat(source())
                    .isEqualTo("<p><strong>Mois</strong> – <strong>Heures</strong></p>\n<p>Mai &amp; juin – 12,5</p>");
            assertThat(notices()).isEqualTo(List.of("Not kept: tables (their rows are lines)."));
        }

        @Test
        @DisplayName("from a page: words, and nothing that acts")
        void webPage() throws IOException {
            paste("web-page.html");
            assertThat(source())
                    .isEqualTo(
                            "<h2>À propos</h2>\n<p>Du texte &lt;simple&gt; et un piège.</p>\n<p>Sans fin</p>\n<p>Nom</p>");
            assertThat(notices())
                    .isEqualTo(
                            List.of(
                                    "Not kept: colours and fonts, links that do not begin with https, form elements and videos."));
        }

        @Test
        @DisplayName("into a list: items among items; into words: words")
        void within() {
            edit(RESET, "<ul>\n<li>ab</li>\n</ul>\n<p>cd</p>");
            right(1);
            browser.script("page.paste('<ul><li>x</li><li style=\"color:red\">y</li></ul>', '')");
            settle();
            assertThat(source()).isEqualTo("<ul>\n<li>ax</li>\n<li>yb</li>\n</ul>\n<p>cd</p>");
            browser.script("page.editor.goTo(5, 5)");
            settle();
            browser.script("page.paste('<p>x <b>y</b></p>', '')");
            settle();
            assertThat(source()).endsWith("\n<p>cx <strong>y</strong>d</p>");
        }

        @Test
        @DisplayName("or dropped the same, and of a picture nothing but the notice")
        void dropped() {
            edit(RESET, "<p>ab</p>");
            browser.script(
                    "const box = page.root.querySelector('.content p').getBoundingClientRect(); const data = new DataTransfer();"
                            + " data.setData('text/html', '<p style=\"color:red\">x <b>y</b></p>');"
                            + " page.root.querySelector('.content').dispatchEvent(new DragEvent('drop', {dataTransfer: data,"
                            + " bubbles: true, cancelable: true, clientX: box.right - 1, clientY: box.top + 5}))");
            settle();
            assertThat(source()).isEqualTo("<p>abx <strong>y</strong></p>");

            edit(RESET, "<p>ab</p>");
            browser.script(
                    "const data = new DataTransfer(); data.items.add(new File(['x'], 'a.png', {type: 'image/png'}));"
                            + " page.root.querySelector('.content').dispatchEvent(new ClipboardEvent('paste',"
                            + " {clipboardData: data, bubbles: true, cancelable: true}))");
            settle();
            assertThat(source()).isEqualTo("<p>ab</p>");
            assertThat(notices()).isEqualTo(List.of("Not kept: images."));
        }

        @Test
        @DisplayName("as plain text: paragraphs, lines, and fields by their names")
        void plain() {
            edit(RESET, "");
            browser.script("page.paste('', arguments[0])", "One\r\ntwo {{portalName}} {{prenom}}\r\n\r\nThree <b>");
            settle();
            assertThat(source()).isEqualTo("<p>One<br>two {{portalName}} {{prenom}}</p>\n<p>Three &lt;b&gt;</p>");
            assertThat(texts(".chip")).hasSize(1);
            assertThat(notices()).isEmpty();
        }
    }

    @Nested
    @DisplayName("can be used by everybody")
    class Access {
        private List<String> axe() throws IOException {
            if (Boolean.FALSE.equals(browser.script("return 'axe' in window"))) {
                try (InputStream axe = Objects.requireNonNull(AxeBuilder.class.getResourceAsStream("/axe.min.js"))) {
                    browser.script(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            nothingWentWrong();
            List<?> found = (List<?>) Objects.requireNonNull(browser.driver()
                    .executeAsyncScript(
                            "const done = arguments[arguments.length - 1]; axe.run(document).then(results =>"
                                    + " done(results.violations.map(rule => rule.id + ': ' + rule.nodes.map(node => node.html + ' ' +"
                                    + " node.failureSummary).join(' '))))"));
            // It tries to add a style sheet of its own.
            browser.script("page.problems.length = 0");
            browser.driver().manage().logs().get(LogType.BROWSER);
            return found.stream().map(String::valueOf).toList();
        }

        @ParameterizedTest
        @CsvSource({"light, 1024, en", "dark, 1024, fr", "light, 320, fr", "dark, 320, en"})
        @DisplayName(
                "in light and dark, wide and narrow: axe finds nothing, nothing is cut off, targets are large enough")
        void everywhere(String scheme, int width, String language) throws IOException {
            browser.driver()
                    .executeCdpCommand(
                            "Emulation.setEmulatedMedia",
                            Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
            browser.driver()
                    .executeCdpCommand(
                            "Emulation.setDeviceMetricsOverride",
                            Map.of("width", width, "height", 1400, "deviceScaleFactor", 1, "mobile", false));
            try {
                NotificationType type = NotificationType.CUSTOMER_VALIDATION_CONFIRMATION;
                String text = BuiltInTexts.load().text(type, Locale.ENGLISH).content()
                        + "<p class=\"note\">A <a href=\"https://a.example\">link</a>, <code>code</code> and {{#userName}}words"
                        + " {{/userName}}<img src=\"https://a.example/x.png\" alt=\"Logo\"></p><table><tr><td>x</td></tr></table>";
                edit(type, text, language, false);
                List<String> found = new ArrayList<>(axe());
                for (String tool : List.of("field", "link", "condition")) {
                    tool(tool);
                    found.addAll(axe());
                    assertThat(browser.script("return document.documentElement.scrollWidth"))
                            .as(tool)
                            .isEqualTo((long) width);
                    picture("editor-" + tool + "-" + scheme + "-" + width + ".png");
                    type(Keys.ESCAPE);
                }
                start(
                        "startLine",
                        type,
                        "Your access to {{portalName}}, {{#userName}}{{userName}}{{/userName}}{{^userName}}you"
                                + "{{/userName}} – {{companyName}}",
                        language,
                        false);
                tool("field");
                found.addAll(axe());
                assertThat(browser.script("return document.documentElement.scrollWidth"))
                        .isEqualTo((long) width);
                picture("editor-line-" + scheme + "-" + width + ".png");
                type(Keys.ESCAPE);
                assertThat(found).isEmpty();
                assertThat((List<?>) browser.script("return [...page.root.querySelectorAll('button')].map(button =>"
                                + " button.getBoundingClientRect()).filter(box => box.width < 24 || box.height < 24)"))
                        .isEmpty();
            } finally {
                browser.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
                browser.driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
            }
        }

        /** Kept for people to look at, with {@code -Dportalemails.pictures=…}. */
        private void picture(String name) throws IOException {
            String folder = System.getProperty("portalemails.pictures", "");
            if (!folder.isEmpty()) {
                Files.write(Path.of(folder, name), browser.driver().getScreenshotAs(OutputType.BYTES));
            }
        }

        @Test
        @DisplayName("and says what it is: a labelled text box in its language, or one that is only read")
        void roles() {
            edit(RESET, "<p>x {{recipientFullName}}</p>", "fr", true);
            WebElement content = find(".content");
            assertThat(content.getAttribute("role")).isEqualTo("textbox");
            assertThat(content.getAttribute("aria-readonly")).isEqualTo("true");
            assertThat(content.getAttribute("aria-labelledby")).isEqualTo("label");
            assertThat(content.getAttribute("lang")).isEqualTo("fr");
            assertThat(root().findElements(By.cssSelector("[role='toolbar']"))).isEmpty();
            type("y");
            assertThat(source()).isEqualTo("<p>x {{recipientFullName}}</p>");
        }
    }

    @Nested
    @DisplayName("of a subject is one line")
    class Lines {
        private List<String> subjectViolations(String subject) {
            return SettingsRules.standard()
                    .checkText(RESET, new MailText(subject, "{{resetLink}}", ContentFormat.PLAIN))
                    .stream()
                    .map(violation -> violation.code() + " " + violation.position())
                    .toList();
        }

        @TestFactory
        @DisplayName("that shows every built-in subject without a brace, and stores it as it was")
        Stream<DynamicTest> builtIn() {
            open();
            return Stream.of(NotificationType.values())
                    .flatMap(type -> BuiltInTexts.load().texts(type).entrySet().stream()
                            .map(text -> DynamicTest.dynamicTest(type + " " + text.getKey(), () -> {
                                String subject = text.getValue().subject();
                                line(type, subject);
                                assertThat(source()).isEqualTo(subject);
                                assertThat(find(".content").getText())
                                        .isNotBlank()
                                        .doesNotContain("{", "}");
                                List<String> names = FieldCatalogue.builtIn().fields(type).stream()
                                        .map(MergeField::name)
                                        .toList();
                                assertThat(browser.script(
                                                "return page.rewrittenLine(arguments[0], arguments[1])",
                                                subject,
                                                names))
                                        .isEqualTo(subject);
                            })));
        }

        @Test
        @DisplayName("of any text: signs of HTML are themselves, blanks stay, sections are words or fallbacks")
        void anyText() {
            List<String> parts = List.of(
                    "a",
                    "  b ",
                    " & ",
                    "<b>",
                    "&amp;",
                    "\u00a0:",
                    "{{portalName}}",
                    "{{nobody}}",
                    "{ }} {{",
                    "{{#userName}}{{userName}}{{/userName}}{{^userName}}you & <I>{{/userName}}",
                    "{{#userName}}for {{userName}}, {{#portalName}}x{{/portalName}}{{/userName}}",
                    "{{^userName}}nobody{{/userName}}");
            Random random = new Random(5);
            for (int i = 0; i < 300; i++) {
                StringBuilder text = new StringBuilder();
                for (int j = random.nextInt(6); j >= 0; j--) {
                    text.append(parts.get(random.nextInt(parts.size())));
                }
                assertThat(browser.script(
                                "return page.rewrittenLine(arguments[0], ['portalName', 'userName'])", text.toString()))
                        .isEqualTo(text.toString());
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a\nb",
                    "{{#userName}}x",
                    "x{{/userName}}",
                    "{{#userName}}x{{/portalName}}",
                    "{{! a remark }}x",
                    "{{#userName}}{{/userName}}x"
                })
        @DisplayName("unless it would lose something: then the screen shows what is stored")
        void notShown(String text) {
            assertThat(browser.script("return page.canShowLine(arguments[0])", text))
                    .isEqualTo(false);
        }

        @Test
        @DisplayName("written by the keyboard alone: braces open the list, Enter ends nothing, undo undoes")
        void byKeys() {
            line(RESET, "");
            type("Hello & <you>, {{");
            assertThat(texts("[role='option']"))
                    .hasSizeGreaterThan(10)
                    .noneMatch(option -> option.contains("secret") || option.contains("several"));
            type("full name", Keys.ENTER);
            assertThat(find(".popover").getAttribute("aria-label")).isEqualTo("Full name of the recipient");
            assertThat(texts(".popover .wide"))
                    .as("there is no paragraph to leave out")
                    .isEmpty();
            type("dear <customer>", Keys.ENTER);
            String fallback = "{{#recipientFullName}}{{recipientFullName}}{{/recipientFullName}}"
                    + "{{^recipientFullName}}dear <customer>{{/recipientFullName}}";
            assertThat(source()).isEqualTo("Hello & <you>, " + fallback);
            type(Keys.ENTER);
            press(Keys.SHIFT, Keys.ENTER);
            press(Keys.CONTROL, Keys.ENTER);
            press(Keys.CONTROL, "b");
            type("!");
            assertThat(source()).isEqualTo("Hello & <you>, " + fallback + "!");
            assertThat(subjectViolations(source())).isEmpty();
            List<?> changes = (List<?>) browser.script("return page.changes");
            assertThat(changes.get(changes.size() - 1)).isEqualTo(source());

            press(Keys.ALT, Keys.F10);
            assertThat(browser.script("return page.root.activeElement.dataset.tool"))
                    .isEqualTo("field");
            type(Keys.ENTER, "portal name", Keys.ENTER);
            assertThat(source()).endsWith("!{{portalName}}");
            press(Keys.CONTROL, "z");
            assertThat(source()).isEqualTo("Hello & <you>, " + fallback + "!");
            type(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ENTER);
            type(Keys.DELETE, Keys.ENTER);
            assertThat(source()).isEqualTo("Hello & <you>, {{recipientFullName}}!");
            press(Keys.CONTROL, "a");
            type(Keys.DELETE);
            assertThat(source()).isEmpty();
        }

        @Test
        @DisplayName("into which everything is pasted as one line, chips with their fallbacks")
        void pasted() {
            line(RESET, "ab");
            browser.script("page.editor.goTo(1, 2)");
            settle();
            browser.script("page.paste('<p>x <b>y</b></p><p>z</p>', 'x y\\r\\n\\r\\n  z {{portalName}}\\n')");
            settle();
            assertThat(source()).isEqualTo("ax y z {{portalName}}b");
            assertThat(texts(".chip")).hasSize(1);
            line(RESET, "");
            browser.script("page.paste('<p>x <b>y</b> &lt;</p><ul><li>z</li></ul>', '')");
            settle();
            assertThat(source()).isEqualTo("x y < z");
            browser.script("page.paste('', ' {{#open}}')");
            settle();
            assertThat(source()).isEqualTo("x y < z {{#open}}");

            String text = "A {{#userName}}{{userName}}{{/userName}}{{^userName}}nobody{{/userName}}";
            line(NotificationType.CUSTOMER_VALIDATION_CONFIRMATION, text);
            press(Keys.CONTROL, "a");
            List<?> copied = (List<?>) browser.script("const data = new DataTransfer();"
                    + " page.root.querySelector('.content').dispatchEvent(new ClipboardEvent('copy',"
                    + " {clipboardData: data, bubbles: true, cancelable: true}));"
                    + " return [data.getData('text/html'), data.getData('text/plain')]");
            type(Keys.END);
            browser.script("page.paste(arguments[0], arguments[1])", copied.get(0), copied.get(1));
            settle();
            assertThat(source()).isEqualTo(text + text);
        }

        @Test
        @DisplayName("in which the cursor finds a column, and an error is said")
        void places() {
            line(RESET, "Hello {{#userName}}{{userName}}{{/userName}}{{^userName}}you{{/userName}}, {{nobody}}!");
            browser.script("page.editor.goTo(1, arguments[0])", source().indexOf("{{nobody}}") + 1);
            settle();
            type("x");
            assertThat(source()).endsWith(", x{{nobody}}!");
            assertThat(find(".content").getAttribute("aria-invalid")).isEqualTo("false");
            browser.script("page.editor.invalid = true");
            assertThat(find(".content").getAttribute("aria-invalid")).isEqualTo("true");
            assertThat(find(".content").getAttribute("aria-multiline")).isEqualTo("false");
            assertThat(find(".content").getAttribute("aria-labelledby")).isEqualTo("label");
            start("startLine", RESET, "Hello {{portalName}}", "fr", true);
            type("y");
            assertThat(source()).isEqualTo("Hello {{portalName}}");
            assertThat(root().findElements(By.cssSelector("button"))).isEmpty();
            assertThat(find(".content p").getAttribute("dir")).isEqualTo("auto");
        }
    }

    @Test
    @DisplayName("has a word in its language for all that it says")
    void allWords() throws IOException {
        Map<String, String> words = words("en");
        for (Path module : modules()) {
            Pattern.compile("word\\(\"([a-z.-]+[a-z])\"")
                    .matcher(read(module))
                    .results()
                    .forEach(match -> assertThat(words).as(module.toString()).containsKey(match.group(1)));
        }
        edit(RESET, "");
        assertThat(texts(".toolbar button")).noneMatch(text -> text.contains("."));
        assertThat(root().findElements(By.cssSelector(".toolbar button")))
                .allMatch(button -> words.containsKey(button.getAttribute("data-tool")));
    }

    @Test
    @DisplayName("is loaded with at most 150 kB, compressed")
    void size() throws IOException {
        Map<String, Integer> sizes = new TreeMap<>();
        for (Path module : modules()) {
            String name = module.toString().replace('\\', '/').replaceFirst(".*/portal-emails/", "");
            if (name.startsWith("editor")
                    || name.equals("line.js")
                    || name.matches("lib/(prosemirror-|orderedmap|rope-|w3c-)[^/]*")) {
                sizes.put(name, zipped(read(module)));
            }
        }
        int all = sizes.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf(Locale.ROOT, "The editor is %,d bytes, compressed: %s%n", all, sizes);
        assertThat(sizes).hasSizeGreaterThan(20);
        assertThat(all).isLessThanOrEqualTo(150_000);
    }

    /** The editor's files, of the jar of the core or of its folder. */
    private static List<Path> modules() throws IOException {
        URI place = URI.create(String.valueOf(EditorTest.class.getResource("/META-INF/resources/portal-emails")));
        if (place.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                Path folder = Files.createTempDirectory("editor");
                try (Stream<Path> files = Files.walk(jar.getPath("/META-INF/resources/portal-emails"))) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        Path copy = folder.resolve(file.toString().substring("/META-INF/resources/".length()));
                        Files.createDirectories(copy.getParent());
                        Files.copy(file, copy);
                    }
                }
                return regular(folder);
            }
        }
        return regular(Path.of(place));
    }

    private static List<Path> regular(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int zipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.size();
    }
}
