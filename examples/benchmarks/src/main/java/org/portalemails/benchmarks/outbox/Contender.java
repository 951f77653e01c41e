package org.portalemails.benchmarks.outbox;

/** A way of getting mails out of a database. */
interface Contender {
    String name();

    /** Puts mails into the queue; not measured. */
    void fill(int mails) throws Exception;

    /** Gets them all out, through a transport that does nothing, and returns when the last outcome is committed. */
    void drain(int mails) throws Exception;
}
