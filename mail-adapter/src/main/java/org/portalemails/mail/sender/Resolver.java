package org.portalemails.mail.sender;

import java.time.Duration;
import java.util.List;

/**
 * Port: asks the DNS. The JDK's own provider unless a host has something else.
 *
 * <p>For whoever implements it: called from many threads; returns within some seconds; what the other side does is never an exception.
 */
@FunctionalInterface
public interface Resolver {
    /** Kinds of records. */
    enum RecordType {
        /** Texts: the strings of a record are joined, as SPF, DKIM and DMARC read them. */
        TXT,
        /** Mail servers: preference, a space, and the name of the host; {@code 0 .} for none at all. */
        MX,
        /** IPv4 addresses. */
        A,
        /** IPv6 addresses. */
        AAAA,
        /** Names of an address. */
        PTR
    }

    /**
     * An answer.
     *
     * @param answered whether there was one; {@code false}: a time-out, or a server that failed
     * @param records in no order; empty if the name does not exist, or has none of that kind
     */
    record Answer(boolean answered, List<String> records) {
        /** There is nothing of that kind. */
        public static final Answer NOTHING = new Answer(true, List.of());

        /** Nobody knows. */
        public static final Answer NONE_CAME = new Answer(false, List.of());

        /** Copies the list. */
        public Answer {
            records = List.copyOf(records);
        }
    }

    /**
     * Asks for the records of a name.
     *
     * @param name in ASCII, from the root, without a dot at the end
     * @param type which kind
     * @return never missing
     */
    Answer ask(String name, RecordType type);

    /**
     * The name servers of this machine.
     *
     * @return by the JDK's provider: UDP, and TCP for what is longer; a second for an answer, and twice that once again
     */
    static Resolver system() {
        return new JndiResolver("dns:", Duration.ofSeconds(1));
    }

    /**
     * Certain name servers.
     *
     * @param servers such as {@code dns://192.0.2.53} or {@code dns://192.0.2.53:5353}; several with a space between
     * @param timeout for the first try; the second may take twice as long
     * @return by the JDK's provider
     */
    static Resolver of(String servers, Duration timeout) {
        return new JndiResolver(servers, timeout);
    }
}
