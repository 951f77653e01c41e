package org.portalemails.demo;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium of this machine. Where there is none, tests that need it are skipped, with a message. */
public final class Browser implements AutoCloseable {
    private static final List<String> BROWSERS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final List<String> DRIVERS = List.of(
            "/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver");

    private static final String INSIDE =
            """
            const found = [];
            const look = root => {
                found.push(...root.querySelectorAll(arguments[0]));
                for (const one of root.querySelectorAll('*')) if (one.shadowRoot) look(one.shadowRoot);
            };
            look(document);
            return found;
            """;

    private final ChromeDriver driver;
    private final Path profile;

    private Browser(ChromeDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
    }

    public static Browser open() throws IOException {
        File browser = first(BROWSERS);
        File chromedriver = first(DRIVERS);
        Assumptions.assumeTrue(
                browser != null && chromedriver != null,
                "no Chromium with its driver on this machine (Debian: apt-get install chromium chromium-driver)");
        Path profile = Files.createTempDirectory("browser");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--force-device-scale-factor=1",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver)
                .build();
        Browser opened = new Browser(new ChromeDriver(service, options), profile);
        opened.size(1440, 900);
        return opened;
    }

    private static File first(List<String> paths) {
        return paths.stream()
                .map(File::new)
                .filter(File::canExecute)
                .findFirst()
                .orElse(null);
    }

    public void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** Leaves the page for another one, also if it would ask whether to lose what is typed. */
    public void go(String address) {
        script("addEventListener('beforeunload', event => event.stopImmediatePropagation(), true)");
        driver.get(address);
    }

    public String address() {
        return driver.getCurrentUrl();
    }

    public ChromeDriver driver() {
        return driver;
    }

    public WebElement find(String css) {
        return waitFor(css, driver -> now(css).orElse(null));
    }

    /** The first that is there now. */
    private Optional<WebElement> now(String css) {
        return all(css).stream().findFirst();
    }

    /** Also what stands inside elements of the library. */
    public List<WebElement> all(String css) {
        return ((List<?>) Objects.requireNonNull(script(INSIDE, css)))
                .stream().map(WebElement.class::cast).toList();
    }

    public void type(String css, String text) {
        WebElement field = find(css);
        field.clear();
        field.sendKeys(text);
    }

    public void select(String css, String option) {
        new Select(find(css)).selectByVisibleText(option);
    }

    public void signIn(String user) {
        type("#username", user);
        type("#password", "erable");
        follow("button.primary");
    }

    /** Clicks in the middle of the view, where no sticky bar lies over it. */
    public void click(String css) {
        WebElement element = find(css);
        script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
        element.click();
    }

    /** Clicks what leads to another page, and waits for it. */
    public void follow(String css) {
        WebElement old = find("html");
        click(css);
        waitFor("a new page after " + css, driver -> stale(old));
        waitFor(
                "the whole page after " + css,
                driver -> "complete".equals(script("return document.readyState")) ? true : null);
        find("main");
    }

    private static Boolean stale(WebElement element) {
        try {
            element.isEnabled();
            return null;
        } catch (org.openqa.selenium.StaleElementReferenceException e) {
            return true;
        }
    }

    public String text(String css) {
        return waitFor(css, driver -> now(css).map(WebElement::getText).orElse(null));
    }

    public void waitForText(String css, String part) {
        waitFor(css + " with " + part, driver -> now(css).map(WebElement::getText)
                .filter(text -> text.contains(part))
                .orElse(null));
    }

    /**
     * Waits until a condition holds. While a page is being replaced the driver answers with errors of many kinds, not only with
     * stale elements: whatever it says, it is asked again, and its last error is the cause if the time runs out.
     */
    public <T> T waitFor(String what, Function<ChromeDriver, T> condition) {
        return new WebDriverWait(driver, Duration.ofSeconds(30), Duration.ofMillis(50))
                .ignoring(WebDriverException.class)
                .withMessage(what)
                .until(ignored -> condition.apply(driver));
    }

    public Object script(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    /** What axe-core finds serious or critical on this page, as lines. Frames are mails, whose authors are others. */
    public List<String> seriousViolations() throws IOException {
        if (Boolean.FALSE.equals(script("return 'axe' in window"))) {
            try (InputStream axe = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
                script(new String(Objects.requireNonNull(axe, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        Object found = driver.executeAsyncScript(
                """
                const done = arguments[arguments.length - 1];
                axe.run(document, {iframes: false, resultTypes: ['violations']}).then(results => done(results.violations
                    .filter(rule => ['serious', 'critical'].includes(rule.impact))
                    .map(rule => rule.id + ': ' + rule.help + ' ' + rule.nodes.slice(0, 5).map(node => node.html).join(' '))));
                """);
        return ((List<?>) Objects.requireNonNull(found))
                .stream().map(String::valueOf).toList();
    }

    /** A picture of what is in view, packed as small as PNG goes: it is kept with the sources. */
    public void screenshot(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        BufferedImage taken = ImageIO.read(new ByteArrayInputStream(driver.getScreenshotAs(OutputType.BYTES)));
        BufferedImage opaque = packed(taken);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam packing = writer.getDefaultWriteParam();
        packing.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        packing.setCompressionQuality(0);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(opaque, null, null), packing);
        } finally {
            writer.dispose();
        }
    }

    /** With a table of the colours that it has most of: the others are shades at the edges of letters, for which the nearest does. */
    private static BufferedImage packed(BufferedImage taken) {
        BufferedImage opaque = new BufferedImage(taken.getWidth(), taken.getHeight(), BufferedImage.TYPE_INT_RGB);
        opaque.createGraphics().drawImage(taken, 0, 0, null);
        int[] pixels = opaque.getRGB(0, 0, opaque.getWidth(), opaque.getHeight(), null, 0, opaque.getWidth());
        Map<Integer, Long> counts =
                IntStream.of(pixels).boxed().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        int[] colours = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
                .limit(256)
                .mapToInt(Map.Entry::getKey)
                .toArray();
        BufferedImage packed = new BufferedImage(
                opaque.getWidth(),
                opaque.getHeight(),
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE));
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < pixels.length; i++) {
            int place = places.computeIfAbsent(pixels[i], colour -> nearest(colour, colours));
            packed.getRaster().setSample(i % opaque.getWidth(), i / opaque.getWidth(), 0, place);
        }
        return packed;
    }

    private static int nearest(int colour, int[] colours) {
        return IntStream.range(0, colours.length)
                .boxed()
                .min(Comparator.comparingInt(place -> distance(colour, colours[place])))
                .orElseThrow();
    }

    private static int distance(int one, int other) {
        int sum = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            int difference = (one >> shift & 0xff) - (other >> shift & 0xff);
            sum += difference * difference;
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
