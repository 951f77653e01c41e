package org.portalemails.mail;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks a host name up, but not for longer than there is time: the JDK's own look-up cannot be limited. While one look-up
 * hangs, the others wait for the same one, so that at most one thread hangs.
 */
final class HostResolver {
    /** What looks up; replaced in tests. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    private final String host;
    private final Lookup lookup;
    private final ThreadFactory threads;
    private @Nullable FutureTask<InetAddress[]> running;

    HostResolver(String host, Lookup lookup, ThreadFactory threads) {
        this.threads = threads;
        this.host = host;
        this.lookup = lookup;
    }

    InetAddress[] resolve(long patienceNanos) throws WireFailure {
        FutureTask<InetAddress[]> task = start();
        try {
            return task.get(patienceNanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new WireFailure(WireFailure.Kind.NO_CONNECTION, "the host name is not known", e.getCause());
        } catch (TimeoutException e) {
            throw new WireFailure(
                    WireFailure.Kind.TIMEOUT,
                    "the host name was not found within "
                            + Duration.ofNanos(patienceNanos).toMillis() + " ms",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WireFailure(WireFailure.Kind.NO_CONNECTION, "interrupted", e);
        }
    }

    private synchronized FutureTask<InetAddress[]> start() {
        if (running == null || running.isDone()) {
            FutureTask<InetAddress[]> task = new FutureTask<>(() -> lookup.addressesOf(host));
            threads.newThread(task).start();
            running = task;
        }
        return running;
    }
}
