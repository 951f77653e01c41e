package org.portalemails.sender;

import java.util.Locale;
import org.portalemails.sender.SenderReport.Verdict;

/** What can be found about a sender. */
public enum SenderReason {
    /** The address of our server is let through. */
    SPF_PASSES(Verdict.IN_ORDER),
    /** The mail service is named; which of its addresses it uses is its own matter. */
    SPF_NAMES_SERVICE(Verdict.IN_ORDER),
    /** The record is valid; from which addresses mails leave was not said, so whether it lets them through is not known. */
    SPF_VALID(Verdict.IN_ORDER),
    /** The mail service sends with an envelope sender of its own, whose record is its own matter. */
    SPF_BY_SERVICE(Verdict.IN_ORDER),
    /** No record. */
    SPF_MISSING(Verdict.WRONG),
    /** Several records: receivers take none. */
    SPF_SEVERAL(Verdict.WRONG),
    /** A part of the record, or of one that it includes, is not understood. */
    SPF_SYNTAX(Verdict.WRONG),
    /** More than ten look-ups. */
    SPF_TOO_MANY_LOOKUPS(Verdict.WRONG),
    /** More than two look-ups find nothing. */
    SPF_TOO_MANY_VOIDS(Verdict.WRONG),
    /** It includes a domain that has no record, or several. */
    SPF_INCLUDE_BROKEN(Verdict.WRONG),
    /** The address of our server is not let through. */
    SPF_NOT_LISTED(Verdict.WRONG),
    /** The mail service is not named. */
    SPF_LACKS_SERVICE(Verdict.WRONG),
    /** No answer. */
    SPF_NO_ANSWER(Verdict.COULD_NOT_ASK),

    /** The public half of our key is published. */
    DKIM_PUBLISHED(Verdict.IN_ORDER),
    /** No record. */
    DKIM_MISSING(Verdict.WRONG),
    /** Several records: what receivers do is not defined. */
    DKIM_SEVERAL(Verdict.WRONG),
    /** The record is not understood. */
    DKIM_SYNTAX(Verdict.WRONG),
    /** The public half of another key. */
    DKIM_OTHER_KEY(Verdict.WRONG),
    /** A key that is too short to be accepted. */
    DKIM_SHORT_KEY(Verdict.WRONG),
    /** Withdrawn: the record has no key. */
    DKIM_REVOKED(Verdict.WRONG),
    /** Marked as a test: receivers may treat mails as unsigned. */
    DKIM_TESTING(Verdict.WRONG),
    /** Not for mails, or not for our kind of signature. */
    DKIM_OTHER_USE(Verdict.WRONG),
    /** We do not sign; if the mail server does, by which key does not show from here. */
    DKIM_BY_SERVER(Verdict.COULD_NOT_ASK),
    /** A record; our private key does not tell whether it is its public half. */
    DKIM_NOT_COMPARED(Verdict.COULD_NOT_ASK),
    /** No answer. */
    DKIM_NO_ANSWER(Verdict.COULD_NOT_ASK),

    /** A policy, and our mails meet it. */
    DMARC_IN_FORCE(Verdict.IN_ORDER),
    /** A record that asks for nothing yet, and our mails would meet one. */
    DMARC_NONE(Verdict.IN_ORDER),
    /** No record. */
    DMARC_MISSING(Verdict.WRONG),
    /** Several records: receivers take none. */
    DMARC_SEVERAL(Verdict.WRONG),
    /** The record is not understood. */
    DMARC_SYNTAX(Verdict.WRONG),
    /** Neither the envelope sender nor a signature of ours is of the sender's domain. */
    DMARC_NOT_ALIGNED(Verdict.WRONG),
    /** The envelope sender is not of the sender's domain; a signature of the mail server may be. */
    DMARC_BY_SERVER(Verdict.COULD_NOT_ASK),
    /** No answer. */
    DMARC_NO_ANSWER(Verdict.COULD_NOT_ASK),

    /** The domain names its mail servers. */
    MX_NAMED(Verdict.IN_ORDER),
    /** The domain names none, but has a host, which mails are brought to. */
    MX_IMPLICIT(Verdict.IN_ORDER),
    /** The domain says that it takes no mails (RFC 7505). */
    MX_NULL(Verdict.WRONG),
    /** No mail server, and no host either. */
    MX_MISSING(Verdict.WRONG),
    /** No answer. */
    MX_NO_ANSWER(Verdict.COULD_NOT_ASK);

    private final Verdict verdict;

    SenderReason(Verdict verdict) {
        this.verdict = verdict;
    }

    /**
     * What it comes to.
     *
     * @return the verdict
     */
    public Verdict verdict() {
        return verdict;
    }

    /**
     * Whether asking again soon may tell more.
     *
     * @return whether no answer came
     */
    public boolean isNoAnswer() {
        return this == SPF_NO_ANSWER || this == DKIM_NO_ANSWER || this == DMARC_NO_ANSWER || this == MX_NO_ANSWER;
    }

    /**
     * The stable name.
     *
     * @return lower-case ASCII with hyphens
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The code of its message and of its warning at a field.
     *
     * @return such as {@code sender.spf-missing}
     */
    public String message() {
        return "sender." + code();
    }
}
