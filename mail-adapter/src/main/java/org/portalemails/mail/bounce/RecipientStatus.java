package org.portalemails.mail.bounce;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.mail.reply.DeadAddress;
import org.portalemails.mail.reply.EnhancedCode;

/**
 * What a notification says about one recipient (RFC 3464 section 2.3).
 *
 * @param finalRecipient whom the mail was for in the end, or {@code null} if that cannot be read; personal data
 * @param originalRecipient whom it was for at first, where that is told; personal data
 * @param action what became of it
 * @param status the enhanced code of RFC 3463, such as {@code 5.1.1}; the particular one of {@code diagnostic} where the field
 *     itself only names the class; {@code null} if there is none
 * @param diagnostic the words of the server that refused, without addresses, at most 300 characters; possibly empty
 */
public record RecipientStatus(
        @Nullable String finalRecipient,
        @Nullable String originalRecipient,
        Action action,
        @Nullable String status,
        String diagnostic) {
    /** What became of the mail (RFC 3464 section 2.3.3). */
    public enum Action {
        /** Given up. */
        FAILED,
        /** Not yet delivered; it is still being tried. */
        DELAYED,
        /** Delivered. */
        DELIVERED,
        /** Handed to a system that sends no notifications. */
        RELAYED,
        /** Delivered to a list that goes on from there. */
        EXPANDED,
        /** None of these. */
        OTHER;

        static Action of(@Nullable String value) {
            if (value != null) {
                int end = 0;
                while (end < value.length() && Character.isLetter(value.charAt(end))) {
                    end++;
                }
                String word = value.substring(0, end).toUpperCase(Locale.ROOT);
                for (Action action : values()) {
                    if (action.name().equals(word)) {
                        return action;
                    }
                }
            }
            return OTHER;
        }
    }

    /** Refuses {@code null}. */
    public RecipientStatus {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(diagnostic, "diagnostic");
    }

    /**
     * Whether it says that no mail will ever arrive there: given up, for good, since mailbox or domain do not exist or are
     * closed. The same rule as for a refusal during the conversation. A full mailbox, a policy, a size or a time-out are
     * something else.
     *
     * @return {@code false} in every doubt
     */
    public boolean saysAddressIsDead() {
        if (action != Action.FAILED || status == null || !status.startsWith("5.")) {
            return false;
        }
        return DeadAddress.saidBy(status, diagnostic);
    }

    /** The status field, or the code in the diagnostic where that says more. */
    static @Nullable String status(@Nullable String field, String diagnostic) {
        boolean classed = field != null && !field.isEmpty() && "245".indexOf(field.charAt(0)) >= 0;
        String own = field != null && classed ? EnhancedCode.find((field.charAt(0) - '0') * 100, field) : null;
        String replied = null;
        if (diagnostic.length() > 4 && isReplyCode(diagnostic)) {
            replied = EnhancedCode.find(Integer.parseInt(diagnostic.substring(0, 3)), diagnostic.substring(4));
        }
        boolean better =
                replied != null && (own == null || own.charAt(0) == replied.charAt(0) && EnhancedCode.isGeneral(own));
        return better ? replied : own;
    }

    private static boolean isReplyCode(String text) {
        for (int i = 0; i < 3; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.charAt(3) == ' ' || text.charAt(3) == '-';
    }

    /** Without the recipients. */
    @Override
    public String toString() {
        return "RecipientStatus[" + action + ", " + status + "]";
    }
}
