package org.portalemails.mail;

import java.util.List;
import java.util.Locale;

/**
 * Why a server refuses, read from its words. For servers whose codes do not say it; the reasons are the usual ones of
 * bounce analysis.
 *
 * <p>Rules are tried from top to bottom, the particular before the general. A rule is a list of groups separated by {@code &}: every group
 * must be found, a group is found if one of its words, separated by {@code |}, stands in the text.
 */
enum RefusalReason {
    /** The mailbox does not exist, or not any more. */
    USER_UNKNOWN("userunknown", true),
    /** The domain does not exist or takes no mail. */
    HOST_UNKNOWN("hostunknown", true),
    /** The mailbox is full. */
    MAILBOX_FULL("mailboxfull", false),
    /** The mailbox is closed for now. */
    SUSPENDED("suspend", false),
    /** The recipient, or his filter, does not want it. */
    FILTERED("filtered", false),
    /** The mail is too large. */
    MESSAGE_TOO_BIG("mesgtoobig", false),
    /** The mail is malformed in the server's eyes. */
    CONTENT_ERROR("contenterror", false),
    /** Taken for malware. */
    VIRUS("virusdetected", false),
    /** The server does not relay for us. */
    NO_RELAYING("norelaying", false),
    /** The sender, or where we come from, is not wanted. */
    SENDER_REJECTED("rejected", false),
    /** Against a rule of the other side. */
    POLICY("policyviolation", false),
    /** Too many connections, or too much mail. */
    TOO_MANY_CONNECTIONS("toomanyconn", false),
    /** A fault at the other side. */
    SYSTEM_ERROR("systemerror", false),
    /** No room left at the other side. */
    SYSTEM_FULL("systemfull", false),
    /** The network, the DNS, a loop. */
    NETWORK_ERROR("networkerror", false),
    /** Tried for too long. */
    EXPIRED("expired", false),
    /** The destination takes no mail in general. */
    NOT_ACCEPTED("notaccept", false),
    /** An automatic answer. */
    VACATION("vacation", false),
    /** None of these. */
    UNDEFINED("undefined", false);

    private static final int LONGEST = 2000;

    private final String code;
    private final boolean hard;

    RefusalReason(String code, boolean hard) {
        this.code = code;
        this.hard = hard;
    }

    /** The name that bounce analysis gives it. */
    String code() {
        return code;
    }

    /** Whether the address itself is dead. */
    boolean isHard() {
        return hard;
    }

    /** Whether the words say that the mailbox is there, whatever the code says. */
    boolean contradictsDeath() {
        return this == MAILBOX_FULL || this == NO_RELAYING || this == TOO_MANY_CONNECTIONS;
    }

    private record Rule(RefusalReason reason, List<List<String>> groups) {
        static Rule of(RefusalReason reason, String text) {
            return new Rule(
                    reason,
                    List.of(text.split("&", -1)).stream()
                            .map(group -> List.of(group.split("\\|", -1)))
                            .toList());
        }

        boolean matches(String text) {
            return groups.stream().allMatch(group -> group.stream().anyMatch(text::contains));
        }
    }

    private static final List<Rule> RULES = List.of(
            Rule.of(VACATION, "i am away|out of the office|out of office|on vacation"),
            Rule.of(VIRUS, "virus|malware|infected"),
            Rule.of(SYSTEM_FULL, "system full|requested mail action aborted&system full|exceeded storage"),
            Rule.of(MESSAGE_TOO_BIG, "message|mail&too large|too big|size exceed|size limit|length exceed"),
            Rule.of(MESSAGE_TOO_BIG, "maximum&message size|inbound message"),
            Rule.of(MAILBOX_FULL, "quota|mailbox full|full mailbox|disk space|enough space|storage allocation"));

    /**
     * Reads the words of a refusal.
     *
     * @param text what the server said; only its first 2000 characters are read
     */
    static RefusalReason of(String text) {
        String lower = (text.length() > LONGEST ? text.substring(0, LONGEST) : text).toLowerCase(Locale.ROOT);
        for (Rule rule : RULES) {
            if (rule.matches(lower)) {
                return rule.reason();
            }
        }
        return UNDEFINED;
    }
}
