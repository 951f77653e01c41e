package org.portalemails.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Whether programs can use up the links of a host's page: mail gateways, previews, prefetchers, crawlers. To join: extend, say how to send a
 * request to your portal (over HTTP, or into a mock of your framework), make a link, and say what a person types and reads.
 *
 * <p>After each program a person in another browser, with cookies of their own, opens the link, presses the buttons of the forms that they find, and must
 * finish. What a contract cannot see is what a script does when it runs: it refuses the words with which one submits a form, and a test in a real browser
 * sees the rest.
 *
 * @since 0.1.0
 */
@DisplayName("A page of links that work once")
public abstract class LinkPageContract {
    private static final Pattern SUBMITTING =
            Pattern.compile("(?:\\.|\\[['\"])(?:submit|requestSubmit|click)\\b(?!['\"]\\s*,)");
    private static final Pattern REFRESH = Pattern.compile("(?i)http-equiv\\s*=\\s*[\"']?refresh");
    private static final int STEPS = 5;

    /** For hosts. */
    protected LinkPageContract() {}

    /**
     * A request to the host's portal.
     *
     * @param method HEAD, GET or POST
     * @param address of the portal
     * @param headers such as {@code Cookie}; possibly empty
     * @param form fields of a POST, to be sent as {@code application/x-www-form-urlencoded}; else empty
     */
    public record Request(String method, URI address, Map<String, String> headers, Map<String, String> form) {
        /** Copies the maps. */
        public Request {
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(address, "address");
            headers = Map.copyOf(headers);
            form = Map.copyOf(form);
        }
    }

    /**
     * What the portal answered.
     *
     * @param status of HTTP
     * @param headers by name, in whatever case; all values of each
     * @param body the page; empty if there is none
     */
    public record Answer(int status, Map<String, List<String>> headers, String body) {
        /** Copies the map. */
        public Answer {
            headers = Map.copyOf(headers);
            Objects.requireNonNull(body, "body");
        }

        /**
         * The values of a header.
         *
         * @param name in whatever case
         * @return possibly empty
         */
        public List<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .flatMap(header -> header.getValue().stream())
                    .toList();
        }
    }

    /**
     * Sends a request and returns the first answer: redirects are followed, and cookies kept, by the contract.
     *
     * @param request what to send
     * @return the answer
     * @throws Exception if the portal is not reached
     */
    protected abstract Answer send(Request request) throws Exception;

    /**
     * A new link, as it stands in a mail, reached as {@link #send} reaches it.
     *
     * @return its address
     * @throws Exception if it cannot be made
     */
    protected abstract URI newLink() throws Exception;

    /**
     * Whether a page tells a person that they have finished: they are registered, or their password is changed.
     *
     * @param page what they see
     * @return whether it does
     */
    protected abstract boolean hasFinished(Answer page);

    /**
     * What a person types, by the names of fields.
     *
     * @return for a page of one button, nothing
     */
    protected Map<String, String> typed() {
        return Map.of();
    }

    /** A browser with cookies of its own. */
    private PageBrowser browser(Map<String, String> headers) {
        return new PageBrowser(this::send, headers);
    }

    private boolean personFinishes(URI link) throws Exception {
        PageBrowser person = browser(Map.of());
        person.open(link);
        return finishes(person);
    }

    private boolean finishes(PageBrowser person) throws Exception {
        for (int step = 0; step < STEPS; step++) {
            if (hasFinished(person.page())) {
                return true;
            }
            if (!person.pressButton(typed())) {
                return false;
            }
        }
        return hasFinished(person.page());
    }

    private void personStillFinishes(URI link) throws Exception {
        assertThat(personFinishes(link))
                .as("a person in another browser finishes after this")
                .isTrue();
    }

    @Test
    @DisplayName("lets a person finish, once: the next one is refused")
    void worksOnce() throws Exception {
        URI link = newLink();
        assertThat(personFinishes(link)).as("the first person finishes").isTrue();
        assertThat(personFinishes(link)).as("a second one finishes too").isFalse();
    }

    @Test
    @DisplayName("survives HEAD")
    void head() throws Exception {
        URI link = newLink();
        for (int i = 0; i < 3; i++) {
            browser(Map.of()).head(link);
        }
        personStillFinishes(link);
    }

    @Test
    @DisplayName("survives GET, also with cookies and redirects, again and again")
    void get() throws Exception {
        URI link = newLink();
        PageBrowser scanner = browser(Map.of());
        for (int i = 0; i < 3; i++) {
            scanner.open(link);
        }
        personStillFinishes(link);
    }

    @Test
    @DisplayName("survives three GETs at once")
    void getsAtOnce() throws Exception {
        URI link = newLink();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Callable<Answer>> scanners = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                scanners.add(() -> browser(Map.of()).open(link));
            }
            for (Future<Answer> one : threads.invokeAll(scanners)) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        personStillFinishes(link);
    }

    @Test
    @DisplayName("survives a prefetching browser")
    void prefetch() throws Exception {
        URI link = newLink();
        browser(Map.of("Sec-Purpose", "prefetch;prerender", "Purpose", "prefetch"))
                .open(link);
        personStillFinishes(link);
    }

    @Test
    @DisplayName("survives a gateway that rewrote the link and looks at it before each click")
    void gateway() throws Exception {
        URI link = newLink();
        Map<String, String> gateway = Map.of("User-Agent", "Mozilla/5.0 (gateway)", "Via", "1.1 gateway.example");
        browser(gateway).head(link);
        browser(gateway).open(link);
        PageBrowser person = browser(Map.of("Referer", "https://gateway.example/?url=rewritten"));
        person.open(link);
        browser(gateway).open(link);
        assertThat(finishes(person))
                .as("the person whose click it was finishes")
                .isTrue();
    }

    @Test
    @DisplayName("survives the preview of a chat or a mail program")
    void preview() throws Exception {
        URI link = newLink();
        PageBrowser bot = browser(Map.of("User-Agent", "previewbot/1.0", "Range", "bytes=0-65535"));
        bot.openWithoutCookies(link);
        for (URI resource : bot.resources()) {
            bot.openWithoutCookies(resource);
        }
        personStillFinishes(link);
    }

    @Test
    @DisplayName("survives a crawler that follows every href and submits every GET form")
    void crawler() throws Exception {
        URI link = newLink();
        browser(Map.of("User-Agent", "crawler/1.0")).crawl(link);
        personStillFinishes(link);
    }

    @Test
    @DisplayName("is not finished by a POST that comes from another page, or from nowhere")
    void forgery() throws Exception {
        URI link = newLink();
        PageBrowser owner = browser(Map.of());
        owner.open(link);
        PageBrowser forger = browser(Map.of("Origin", "https://evil.example"));
        for (URI address : List.of(link, owner.address())) {
            assertThat(hasFinished(forger.post(address, typed())))
                    .as("a POST without the form of the page, to %s", withoutSecret(link, address))
                    .isFalse();
        }
        personStillFinishes(link);
    }

    @Test
    @DisplayName("does not submit itself: no refresh, and no script that presses the button")
    void noSelfSubmission() throws Exception {
        PageBrowser person = browser(Map.of());
        person.open(newLink());
        assertThat(REFRESH.matcher(person.page().body()).find())
                .as("a refresh in the page")
                .isFalse();
        assertThat(person.page().header("Refresh"))
                .as("a refresh in the header")
                .isEmpty();
        for (String script : person.scripts()) {
            assertThat(SUBMITTING.matcher(script).find())
                    .as(
                            "a script that submits or clicks: %s",
                            script.strip().lines().findFirst().orElse(""))
                    .isFalse();
        }
    }

    @Test
    @DisplayName("takes the secret out of the address, and repeats it in no page")
    void secretLeaves() throws Exception {
        URI link = newLink();
        String secret = secretOf(link);
        PageBrowser person = browser(Map.of());
        person.open(link);
        assertThat(person.address().toString().contains(secret))
                .as("the secret stands in the address bar")
                .isFalse();
        for (int step = 0; step < STEPS; step++) {
            assertThat(person.page().body().contains(secret))
                    .as("the secret stands in a page")
                    .isFalse();
            if (hasFinished(person.page()) || !person.pressButton(typed())) {
                break;
            }
        }
    }

    @Test
    @DisplayName(
            "tells no other site about itself, and is kept by nobody: Referrer-Policy and Cache-Control on every answer")
    void headers() throws Exception {
        PageBrowser person = browser(Map.of());
        person.open(newLink());
        finishes(person);
        assertThat(person.answers()).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer.header("Referrer-Policy")).as("Referrer-Policy").containsExactly("no-referrer");
            assertThat(String.join(",", answer.header("Cache-Control")))
                    .as("Cache-Control")
                    .contains("no-store");
        });
    }

    @Test
    @DisplayName("loads nothing from another site")
    void noThirdParty() throws Exception {
        URI link = newLink();
        PageBrowser person = browser(Map.of());
        person.open(link);
        assertThat(person.resources())
                .allSatisfy(resource -> assertThat(resource.getAuthority()).isEqualTo(link.getAuthority()));
    }

    /** The longest part of the address that could be one. */
    private static String secretOf(URI link) {
        String secret = "";
        for (String part : (link.getRawPath() + "/" + link.getRawQuery()).split("[^A-Za-z0-9_~-]+", -1)) {
            secret = part.length() > secret.length() ? part : secret;
        }
        return secret;
    }

    private static String withoutSecret(URI link, URI address) {
        return address.toString().replace(secretOf(link), "…");
    }
}
