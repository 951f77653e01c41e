package org.portalemails.benchmarks.smtp;

/** Somebody who sends mails to the sink. */
interface Contender extends AutoCloseable {
    String name();

    /** Sends so many mails over so many connections; returns when the last one is accepted. */
    void send(int mails, int connections) throws Exception;

    @Override
    default void close() throws Exception {}
}
