package org.portalemails.transport;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.portalemails.language.Messages;

/**
 * What was found when a transport was tried without sending a mail: each part in the order in which it was tried, up to the first that failed.
 *
 * @param steps in order; empty if the transport cannot be tried
 */
public record TransportProbe(List<Step> steps) {
    /** What can be tried. */
    public enum Part {
        /** The server's name is found. */
        RESOLVE,
        /** The server answers as a mail server. */
        CONNECT,
        /** The connection is protected as configured, and the certificate is trusted. */
        TLS,
        /** The server takes our credentials. */
        SIGN_IN,
        /** The server is ready for mails. */
        READY,
        /** The server takes mails of a sender. */
        SENDER;

        /**
         * The stable name.
         *
         * @return lower-case ASCII with hyphens
         */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * One part.
     *
     * @param part what was tried
     * @param passed whether it works
     * @param detail what was found, or what the server said; no secrets; may be empty
     */
    public record Step(Part part, boolean passed, String detail) {
        /** Refuses {@code null}. */
        public Step {
            Objects.requireNonNull(part, "part");
            Objects.requireNonNull(detail, "detail");
        }

        /**
         * What that means and what to do, for people.
         *
         * @param reader the language of the reader
         * @return one or two sentences
         */
        public String text(Locale reader) {
            String code = "probe." + part.code() + (passed ? ".passed" : ".failed");
            return Messages.in(reader).text(code, Map.of("detail", detail)).strip();
        }
    }

    /** Copies the list. */
    public TransportProbe {
        steps = List.copyOf(steps);
    }

    /**
     * Nothing was tried: there is no server, or the transport does not know how.
     *
     * @return without steps
     */
    public static TransportProbe notPossible() {
        return new TransportProbe(List.of());
    }

    /**
     * Whether everything that was tried works.
     *
     * @return also if nothing could be tried
     */
    public boolean passed() {
        return steps.stream().allMatch(Step::passed);
    }
}
