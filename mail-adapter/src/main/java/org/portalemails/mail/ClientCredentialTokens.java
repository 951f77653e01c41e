package org.portalemails.mail;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Access tokens of an application that acts in its own name (client credentials, RFC 6749, 4.4): fetched when one is needed, kept until a
 * minute before they end. For {@link GraphTransport}, and for XOAUTH2 of {@link SmtpCredentials}. Thread-safe; one thread fetches, the
 * others wait for it. Never shows secret or token.
 */
public final class ClientCredentialTokens implements AccessTokenSupplier {
    /** The scope of Microsoft Graph. */
    public static final String GRAPH = "https://graph.microsoft.com/.default";
    /** The scope of SMTP at Microsoft 365. */
    public static final String MICROSOFT_SMTP = "https://outlook.office365.com/.default";

    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final Pattern TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([!#-\\[\\]-~]{1,16384})\"");
    private static final Pattern LIFE = Pattern.compile("\"expires_in\"\\s*:\\s*\"?(\\d{1,9})\"?");
    private static final Pattern ERROR = Pattern.compile("\"error\"\\s*:\\s*\"([a-z_]{1,60})\"");

    private final URI endpoint;
    private final String body;
    private final HttpPost http;
    private final ReentrantLock lock = new ReentrantLock();
    private String token = "";
    private long endsAt;

    private ClientCredentialTokens(URI endpoint, Map<String, String> form, boolean privateAddresses) {
        this.endpoint = endpoint;
        this.body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        this.http = new HttpPost(Duration.ofSeconds(10), privateAddresses);
    }

    /**
     * Tokens of Microsoft's identity platform.
     *
     * @param tenant the directory: an id or a domain name
     * @param clientId of the application
     * @param clientSecret of the application
     * @param scope {@link #GRAPH} or {@link #MICROSOFT_SMTP}
     * @return fetches nothing yet
     * @throws IllegalArgumentException if the tenant is neither
     */
    public static ClientCredentialTokens microsoft(String tenant, String clientId, String clientSecret, String scope) {
        if (!tenant.matches("[A-Za-z0-9.-]{1,200}")) {
            throw new IllegalArgumentException("tenant: an id, or a domain name");
        }
        return at(
                URI.create("https://login.microsoftonline.com/" + tenant + "/oauth2/v2.0/token"),
                clientId,
                clientSecret,
                scope,
                false);
    }

    /**
     * Tokens of any server.
     *
     * @param endpoint where tokens are had: an https address, or http for private addresses
     * @param clientId of the application
     * @param clientSecret of the application
     * @param scope what the tokens are for
     * @param privateAddresses whether the server may have a private address, such as one in the host's own network
     * @return fetches nothing yet
     * @throws IllegalArgumentException if the endpoint is no such address
     */
    public static ClientCredentialTokens at(
            URI endpoint, String clientId, String clientSecret, String scope, boolean privateAddresses) {
        HttpPost.check(endpoint, privateAddresses);
        return new ClientCredentialTokens(
                endpoint,
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        Objects.requireNonNull(clientId, "clientId"),
                        "client_secret",
                        Objects.requireNonNull(clientSecret, "clientSecret"),
                        "scope",
                        Objects.requireNonNull(scope, "scope")),
                privateAddresses);
    }

    /**
     * The token to show.
     *
     * @throws IllegalStateException if none can be had; says why, without secrets
     */
    @Override
    public String accessToken(boolean refused) {
        lock.lock();
        try {
            if (refused || token.isEmpty() || System.nanoTime() - endsAt >= 0) {
                token = "";
                fetch();
            }
            return token;
        } finally {
            lock.unlock();
        }
    }

    private void fetch() {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json");
        HttpPost.Answer answer;
        try {
            answer = http.post(
                    request, body.getBytes(StandardCharsets.UTF_8), System.nanoTime() + DEADLINE.toNanos(), true);
        } catch (HttpPost.Broken e) {
            throw new IllegalStateException("no access token: " + e.getMessage(), e);
        }
        Matcher found = TOKEN.matcher(answer.body());
        if (answer.status() != 200 || !found.find()) {
            Matcher error = ERROR.matcher(answer.body());
            throw new IllegalStateException(
                    "no access token: HTTP " + answer.status() + (error.find() ? " " + error.group(1) : ""));
        }
        Matcher life = LIFE.matcher(answer.body());
        long seconds = life.find() ? Long.parseLong(life.group(1)) : 0;
        token = found.group(1);
        endsAt = System.nanoTime() + Duration.ofSeconds(seconds).minus(MARGIN).toNanos();
    }

    /** Where tokens are had. */
    @Override
    public String toString() {
        return "ClientCredentialTokens[" + endpoint.getHost() + "]";
    }
}
