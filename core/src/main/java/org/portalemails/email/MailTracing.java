package org.portalemails.email;

import java.util.Map;

/**
 * Port: carries the trace of the request that announced a mail over the outbox, so that its delivery belongs to the same trace, however
 * much later and on whichever node. {@code org.portalemails.metrics.ObservedMails} does it with Micrometer.
 *
 * <p>Called from many threads. What it throws is logged and changes nothing: no mail is refused because of a trace.
 */
public interface MailTracing {
    /** Traces nothing. */
    MailTracing NONE = new MailTracing() {
        @Override
        public Map<String, String> announced() {
            return Map.of();
        }

        @Override
        public Delivery delivery(Map<String, String> trace, String typeCode, int attempt) {
            return outcome -> {};
        }
    };

    /**
     * What of the caller's trace goes with the mails that it announces now. Called once for each write to the outbox, in the thread of
     * the caller.
     *
     * @return such as {@code traceparent} (W3C Trace Context); at most 8 entries of 64 and 512 characters are kept, in the row of each mail, sealed
     *     with it against changes, not against readers
     */
    Map<String, String> announced();

    /**
     * A delivery attempt begins, in this thread.
     *
     * @param trace what {@link #announced()} gave; possibly empty
     * @param typeCode which of the mails, as stored
     * @param attempt the number of the attempt
     * @return told of the end, in the same thread
     */
    Delivery delivery(Map<String, String> trace, String typeCode, int attempt);

    /** A delivery attempt that is under way. */
    @FunctionalInterface
    interface Delivery {
        /**
         * The attempt is over.
         *
         * @param outcome the transport's answer as a stable code, or {@code none} if it was not asked
         */
        void ended(String outcome);
    }
}
