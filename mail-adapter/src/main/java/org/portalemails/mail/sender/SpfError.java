package org.portalemails.mail.sender;

import org.portalemails.sender.SenderReason;

/** Why an SPF record cannot be used: what RFC 7208 calls {@code permerror} and {@code temperror}. */
final class SpfError extends Exception {
    private static final long serialVersionUID = 1L;

    /** A record of strangers is quoted, but not at any length. */
    private static final int LONGEST_DETAIL = 80;

    private final SenderReason reason;
    private final String detail;

    SpfError(SenderReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
        String shown = detail.replaceAll("[^ -~]", "?");
        this.detail = shown.length() <= LONGEST_DETAIL ? shown : shown.substring(0, LONGEST_DETAIL) + "…";
    }

    SenderReason reason() {
        return reason;
    }

    String detail() {
        return detail;
    }
}
