package org.portalemails.testkit;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.portalemails.testkit.LinkPageContract.Answer;
import org.portalemails.testkit.LinkPageContract.Request;

/** As much of a browser as pages of links need: cookies, redirects, forms. Runs no script. */
final class PageBrowser {
    private static final int REDIRECTS = 10;
    private static final int CRAWLED = 40;
    private static final Pattern FORM = Pattern.compile("(?is)<form\\b([^>]*)>(.*?)</form>");
    private static final Pattern FIELD = Pattern.compile("(?is)<(?:input|button)\\b([^>]*)>");
    private static final Pattern HREF = Pattern.compile("(?is)<a\\b([^>]*)>");
    private static final Pattern RESOURCE =
            Pattern.compile("(?is)<(?:script|img|iframe|link|audio|video|source|embed|object|image|use)\\b([^>]*)>");
    private static final Pattern SCRIPT = Pattern.compile("(?is)<script\\b([^>]*)>(.*?)</script>");
    private static final Pattern HANDLER = Pattern.compile("(?is)\\son[a-z]+\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("(?s)([\\w:-]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+)))?");

    /** How requests leave. */
    interface Sending {
        Answer send(Request request) throws Exception;
    }

    private final Sending sending;
    private final Map<String, String> headers;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private Answer page = new Answer(0, Map.of(), "");
    private URI address = URI.create("about:blank");

    PageBrowser(Sending sending, Map<String, String> headers) {
        this.sending = sending;
        this.headers = headers;
    }

    /** A form of the page. */
    private record Form(URI action, boolean isPost, Map<String, String> fields) {}

    Answer page() {
        return page;
    }

    URI address() {
        return address;
    }

    /** All answers so far, redirects included. */
    List<Answer> answers() {
        return List.copyOf(answers);
    }

    Answer head(URI link) throws Exception {
        return request("HEAD", link, Map.of());
    }

    Answer open(URI link) throws Exception {
        return request("GET", link, Map.of());
    }

    Answer openWithoutCookies(URI link) throws Exception {
        cookies.clear();
        return open(link);
    }

    Answer post(URI to, Map<String, String> form) throws Exception {
        return request("POST", to, form);
    }

    /** Fills in the form of the page and sends it; another one, such as for signing out, leads elsewhere. */
    boolean pressButton(Map<String, String> typed) throws Exception {
        List<Form> posts = forms().stream().filter(Form::isPost).toList();
        Optional<Form> ours = posts.stream()
                .filter(form -> form.action().getPath().equals(address.getPath()))
                .findFirst()
                .or(() -> posts.stream().findFirst());
        if (ours.isEmpty()) {
            return false;
        }
        Map<String, String> filled = new LinkedHashMap<>();
        ours.get().fields().forEach((name, value) -> filled.put(name, typed.getOrDefault(name, value)));
        post(ours.get().action(), filled);
        return true;
    }

    /** Follows every address and submits every form by GET, on this site. */
    void crawl(URI start) throws Exception {
        Deque<URI> waiting = new ArrayDeque<>(List.of(start));
        Set<String> seen = new HashSet<>();
        while (!waiting.isEmpty() && seen.size() < CRAWLED) {
            URI next = waiting.poll();
            if (!String.valueOf(next.getAuthority()).equals(start.getAuthority()) || !seen.add(next.toString())) {
                continue;
            }
            open(next);
            waiting.addAll(found(HREF, "href"));
            for (Form form : forms()) {
                if (!form.isPost()) {
                    waiting.add(withQuery(form.action(), form.fields()));
                }
            }
        }
    }

    /** What the page loads. */
    List<URI> resources() {
        List<URI> all = new ArrayList<>(found(RESOURCE, "src"));
        all.addAll(found(RESOURCE, "href"));
        all.addAll(found(RESOURCE, "data"));
        return all;
    }

    /** Scripts in the page, what its elements do on events, and scripts that it loads from its own site. */
    List<String> scripts() throws Exception {
        List<String> scripts = new ArrayList<>();
        String body = page.body();
        HANDLER.matcher(body).results().forEach(found -> scripts.add(found.group()));
        URI here = address;
        Matcher script = SCRIPT.matcher(body);
        while (script.find()) {
            String source = attributes(script.group(1)).get("src");
            scripts.add(script.group(2));
            if (source != null && here.resolve(source).getAuthority().equals(here.getAuthority())) {
                scripts.add(sending.send(new Request("GET", here.resolve(source), sent(), Map.of()))
                        .body());
            }
        }
        return scripts;
    }

    private Answer request(String method, URI to, Map<String, String> form) throws Exception {
        String verb = method;
        URI where = to;
        Map<String, String> fields = form;
        for (int i = 0; i < REDIRECTS; i++) {
            page = sending.send(new Request(verb, where, sent(), fields));
            address = where;
            answers.add(page);
            keepCookies();
            List<String> location = page.header("Location");
            if (page.status() / 100 != 3 || location.isEmpty()) {
                return page;
            }
            where = where.resolve(location.get(0));
            verb = verb.equals("HEAD") ? "HEAD" : "GET";
            fields = Map.of();
        }
        throw new AssertionError("more than " + REDIRECTS + " redirects");
    }

    private Map<String, String> sent() {
        Map<String, String> all = new HashMap<>(headers);
        if (!cookies.isEmpty()) {
            all.put(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return all;
    }

    private void keepCookies() {
        for (String cookie : page.header("Set-Cookie")) {
            String pair = cookie.split(";", 2)[0];
            int equals = pair.indexOf('=');
            String name = pair.substring(0, equals).strip();
            if (cookie.toLowerCase(Locale.ROOT).contains("max-age=0")) {
                cookies.remove(name);
            } else {
                cookies.put(name, pair.substring(equals + 1).strip());
            }
        }
    }

    private List<URI> found(Pattern elements, String attribute) {
        List<URI> found = new ArrayList<>();
        Matcher element = elements.matcher(page.body());
        while (element.find()) {
            String value = attributes(element.group(1)).get(attribute);
            if (value != null && !value.startsWith("#") && value.matches("(?i)(?:https?:)?[^:]*(?::\\d+[^:]*)?")) {
                found.add(address.resolve(value.replace(" ", "%20")));
            }
        }
        return found;
    }

    private List<Form> forms() {
        List<Form> forms = new ArrayList<>();
        Matcher form = FORM.matcher(page.body());
        while (form.find()) {
            Map<String, String> attributes = attributes(form.group(1));
            Map<String, String> fields = new LinkedHashMap<>();
            Matcher field = FIELD.matcher(form.group(2));
            while (field.find()) {
                Map<String, String> input = attributes(field.group(1));
                if (input.containsKey("name")) {
                    fields.put(input.get("name"), input.getOrDefault("value", ""));
                }
            }
            forms.add(new Form(
                    address.resolve(attributes.getOrDefault("action", address.toString())),
                    attributes.getOrDefault("method", "get").equalsIgnoreCase("post"),
                    fields));
        }
        return forms;
    }

    private static URI withQuery(URI action, Map<String, String> fields) {
        String query = fields.entrySet().stream()
                .map(field -> field.getKey() + "="
                        + java.net.URLEncoder.encode(field.getValue(), java.nio.charset.StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String bare = action.toString().split("[?#]", 2)[0];
        return URI.create(bare + "?" + query);
    }

    private static Map<String, String> attributes(String inside) {
        Map<String, String> attributes = new HashMap<>();
        Matcher attribute = ATTRIBUTE.matcher(inside);
        while (attribute.find()) {
            String value = "";
            for (int group = 2; group <= 4; group++) {
                value = attribute.group(group) == null ? value : attribute.group(group);
            }
            attributes.put(
                    attribute.group(1).toLowerCase(Locale.ROOT),
                    value.replace("&quot;", "\"")
                            .replace("&#39;", "'")
                            .replace("&lt;", "<")
                            .replace("&gt;", ">")
                            .replace("&amp;", "&"));
        }
        return attributes;
    }
}
