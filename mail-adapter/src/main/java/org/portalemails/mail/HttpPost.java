package org.portalemails.mail;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer over HTTPS, within a deadline whatever the other side does: no redirects, no more of the answer than is of use,
 * and by default no private addresses, so that a wrong setting does not reach into the host's own network. Thread-safe.
 */
final class HttpPost {
    private static final int MOST = 64 * 1024;

    private final HttpClient client;
    private final boolean privateAddresses;

    HttpPost(Duration connectTimeout, boolean privateAddresses) {
        this.privateAddresses = privateAddresses;
        this.client = HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * Looks at an address before it is used.
     *
     * @throws IllegalArgumentException if it is no https address; http will do for private addresses
     */
    static void check(URI address, boolean privateAddresses) {
        boolean secure = "https".equals(address.getScheme());
        if (address.getHost() == null
                || address.getUserInfo() != null
                || !secure && !(privateAddresses && "http".equals(address.getScheme()))) {
            throw new IllegalArgumentException("endpoint: an https address");
        }
    }

    /**
     * An answer.
     *
     * @param body empty if it was of no use
     */
    record Answer(int status, String body, Optional<String> retryAfter, Optional<String> requestId) {}

    /** There was no answer. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        /** How far it got. */
        enum Stage {
            /** The address is not to be used. */
            ADDRESS,
            /** There was no connection. */
            CONNECT,
            /** The other side is not whom we want. */
            TLS,
            /** It broke while something was still to be said. */
            REQUEST,
            /** Everything was said. */
            ANSWER,
            /** Somebody wants this thread to stop. */
            INTERRUPTED
        }

        private final Stage stage;

        Broken(Stage stage, String message) {
            super(message, null, false, false);
            this.stage = stage;
        }

        Stage stage() {
            return stage;
        }
    }

    /**
     * Asks.
     *
     * @param request without method and body
     * @param deadline by {@link System#nanoTime()}
     * @param reads whether the body of an answer of 200 to 299 is wanted
     */
    Answer post(HttpRequest.Builder request, byte[] body, long deadline, boolean reads) throws Broken {
        AtomicBoolean said = new AtomicBoolean();
        HttpRequest asked = request.POST(new Watched(HttpRequest.BodyPublishers.ofByteArray(body), said))
                .build();
        String host = asked.uri().getHost();
        resolve(host);
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(asked, info -> new Bounded(info.statusCode() / 100 == 2 && !reads ? 0 : MOST));
        try {
            HttpResponse<String> response = answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Retry-After"),
                    response.headers().firstValue("request-id"));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new Broken(
                    said.get() ? Broken.Stage.ANSWER : Broken.Stage.REQUEST, "the server did not answer in time");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new Broken(said.get() ? Broken.Stage.ANSWER : Broken.Stage.INTERRUPTED, "interrupted");
        } catch (ExecutionException e) {
            throw broken(e.getCause(), said.get());
        }
    }

    /**
     * Looks a host up.
     *
     * @throws Broken if it has no address, or a private one that is not to be used
     */
    void resolve(String host) throws Broken {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!privateAddresses && isPrivate(address)) {
                    throw new Broken(Broken.Stage.ADDRESS, "the server has a private address");
                }
            }
        } catch (UnknownHostException e) {
            throw new Broken(Broken.Stage.CONNECT, "the host name is not known");
        }
    }

    /** RFC 1918, RFC 4193 and RFC 6598, and what is only of use on this machine or in this network. */
    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean unique = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
        return unique
                || shared
                || address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
    }

    private static Broken broken(@Nullable Throwable cause, boolean said) {
        if (cause instanceof HttpConnectTimeoutException) {
            return new Broken(Broken.Stage.CONNECT, "no connection in time");
        }
        if (cause instanceof ConnectException) {
            return new Broken(Broken.Stage.CONNECT, "connection refused or unreachable");
        }
        if (cause instanceof SSLException && !said) {
            return new Broken(Broken.Stage.TLS, "the TLS handshake failed");
        }
        if (cause instanceof IOException) {
            return new Broken(said ? Broken.Stage.ANSWER : Broken.Stage.REQUEST, "the connection was lost");
        }
        return new Broken(said ? Broken.Stage.ANSWER : Broken.Stage.REQUEST, "the conversation failed");
    }

    /** Notices when all of the body was handed over. */
    private record Watched(HttpRequest.BodyPublisher body, AtomicBoolean said) implements HttpRequest.BodyPublisher {
        @Override
        public long contentLength() {
            return body.contentLength();
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            body.subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscriber.onSubscribe(subscription);
                }

                @Override
                public void onNext(ByteBuffer item) {
                    subscriber.onNext(item);
                }

                @Override
                public void onError(Throwable throwable) {
                    subscriber.onError(throwable);
                }

                @Override
                public void onComplete() {
                    said.set(true);
                    subscriber.onComplete();
                }
            });
        }
    }

    /** So much of a body, and no more. */
    private static final class Bounded implements HttpResponse.BodySubscriber<String> {
        private final CompletableFuture<String> result = new CompletableFuture<>();
        private final byte[] kept;
        private int length;

        Bounded(int most) {
            this.kept = new byte[most];
        }

        @Override
        public CompletionStage<String> getBody() {
            return result;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            if (kept.length == 0) {
                result.complete("");
                subscription.cancel();
            } else {
                subscription.request(Long.MAX_VALUE);
            }
        }

        @Override
        public void onNext(List<ByteBuffer> items) {
            for (ByteBuffer item : items) {
                int take = Math.min(item.remaining(), kept.length - length);
                item.get(kept, length, take);
                length += take;
            }
            if (length == kept.length) {
                onComplete();
            }
        }

        @Override
        public void onError(Throwable throwable) {
            result.completeExceptionally(throwable);
        }

        @Override
        public void onComplete() {
            result.complete(new String(kept, 0, length, StandardCharsets.UTF_8));
        }
    }
}
