package org.portalemails.mail;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.portalemails.transport.RecipientGuard;

/** Plays Microsoft Graph and its identity platform: takes mails, or answers as a test says. */
final class GraphServer implements AutoCloseable {
    /** What it does with a mail, given its number from 1 on. */
    interface Behaviour {
        void answer(HttpExchange exchange, byte[] message, int number) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> messages = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private int number;
    private int tokensGiven;
    private volatile Behaviour behaviour;
    private volatile String tokenAnswer =
            "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"token-%d\"}";
    private volatile int tokenStatus = 200;

    GraphServer() throws IOException {
        this((exchange, message, number) -> status(exchange, 202, ""));
    }

    GraphServer(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1.0/", this::mail);
        server.createContext("/token", this::token);
        server.start();
    }

    private void mail(HttpExchange exchange) throws IOException {
        byte[] message = Base64.getDecoder().decode(exchange.getRequestBody().readAllBytes());
        int mine;
        synchronized (this) {
            mine = ++number;
            paths.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath());
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
        }
        String text = new String(message, StandardCharsets.ISO_8859_1);
        synchronized (this) {
            messages.add(text);
        }
        behaviour.answer(exchange, message, mine);
        if (exchange.getResponseCode() != 202) {
            synchronized (this) {
                messages.remove(text);
            }
        }
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int given;
        synchronized (this) {
            paths.add("token " + asked.replaceAll("client_secret=[^&]*", "client_secret=…"));
            given = ++tokensGiven;
        }
        status(exchange, tokenStatus, tokenAnswer.replace("%d", String.valueOf(given)));
    }

    static void status(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("request-id", "0f3d");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    static String error(String code) {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"about zoe.graph@erable.example\"}}";
    }

    /** Waits until the test is over, and answers nothing. */
    void silence() {
        try {
            closed.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void behave(Behaviour value) {
        behaviour = value;
    }

    void tokens(int status, String answer) {
        tokenStatus = status;
        tokenAnswer = answer;
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    AccessTokenSupplier supplier() {
        return ClientCredentialTokens.at(address("/token"), "app", "s3cret&=", ClientCredentialTokens.GRAPH, true);
    }

    GraphTransport.Builder transport() {
        return GraphTransport.builder(supplier())
                .endpoint(address("/v1.0"))
                .allowPrivateAddresses()
                .guard(RecipientGuard.off())
                .timeout(Duration.ofSeconds(3));
    }

    synchronized List<String> messages() {
        return List.copyOf(messages);
    }

    synchronized List<String> paths() {
        return List.copyOf(paths);
    }

    synchronized List<String> shown() {
        return List.copyOf(tokens);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
