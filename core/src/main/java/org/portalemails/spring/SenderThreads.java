package org.portalemails.spring;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads that send. A bean of its own kind, and no {@code Executor}: Spring Boot would take one for the application's, and make none
 * itself.
 */
final class SenderThreads implements DisposableBean {
    private static final int VIRTUAL_THREADS_SINCE = 21;
    private static final String NAME = "portal-emails-sender-";

    private final Executor executor;
    private final Runnable end;

    private SenderThreads(Executor executor, Runnable end) {
        this.executor = executor;
        this.end = end;
    }

    static SenderThreads of(DispatcherProperties properties, Environment environment) {
        int senders = properties.senders();
        if (senders < 1) {
            throw new WrongConfigurationException(
                    "portal-emails.dispatcher.senders",
                    "portal-emails.dispatcher.senders: at least 1",
                    "Leave it out for the default, which is 4.");
        }
        Boolean chosen = properties.virtualThreads();
        boolean virtual = chosen != null
                ? chosen
                : environment.getProperty("spring.threads.virtual.enabled", Boolean.class, false);
        if (virtual && Runtime.version().feature() >= VIRTUAL_THREADS_SINCE) {
            SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor(NAME);
            executor.setVirtualThreads(true);
            executor.setConcurrencyLimit(senders);
            // The dispatcher hands over again what is refused; it must not stand still meanwhile.
            executor.setRejectTasksWhenLimitReached(true);
            return new SenderThreads(executor, executor::close);
        }
        CustomizableThreadFactory threads = new CustomizableThreadFactory(NAME);
        threads.setDaemon(true);
        ExecutorService pool = Executors.newFixedThreadPool(senders, threads);
        return new SenderThreads(pool, pool::shutdown);
    }

    Executor executor() {
        return executor;
    }

    @Override
    public void destroy() {
        end.run();
    }
}
