package org.portalemails.mail.reply;

import java.util.List;
import java.util.Locale;

/**
 * Why a server refuses, read from its words. For servers whose codes do not say it; the reasons are the usual ones of
 * bounce analysis.
 *
 * <p>Rules are tried from top to bottom, the particular before the general. A rule is a list of groups separated by {@code &}: every group
 * must be found, a group is found if one of its words, separated by {@code |}, stands in the text.
 */
public enum RefusalReason {
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
    /** Not wanted: the sender, where we come from, or the recipient for a reason that is not told. */
    REJECTED("rejected", false),
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
    public String code() {
        return code;
    }

    /** Whether the address itself is dead. */
    public boolean isHard() {
        return hard;
    }

    /** Whether the words are about our sender. */
    public static boolean isAboutSender(String text) {
        String lower = bounded(text);
        return lower.contains("sender")
                && !lower.contains("recipient")
                && ABOUT_SENDER.stream().anyMatch(lower::contains);
    }

    private static final List<String> ABOUT_SENDER = List.of(
            "reject", "denied", "refused", "invalid", "verif", "not allowed", "not owned", "unknown", "not exist");

    private static String bounded(String text) {
        return (text.length() > LONGEST ? text.substring(0, LONGEST) : text).toLowerCase(Locale.ROOT);
    }

    /** Whether the words say that the mailbox is there, whatever the code says. */
    public boolean contradictsDeath() {
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
            Rule.of(CONTENT_ERROR, "mime|received: headers|binary content"),
            Rule.of(NO_RELAYING, "relay"),
            Rule.of(NO_RELAYING, "requires authentication&non-local"),
            Rule.of(NO_RELAYING, "not local host|rcpthost"),
            Rule.of(
                    NETWORK_ERROR,
                    "routing loop|loop count|too many hops|unreachable|no route to host|name server|host not found"),
            Rule.of(SYSTEM_FULL, "system full|system storage"),
            Rule.of(SYSTEM_FULL, "action aborted&storage"),
            Rule.of(
                    MAILBOX_FULL,
                    "quota|disk space|enough space|storage allocation|too much mail data|local limit|mail file size"),
            Rule.of(MAILBOX_FULL, "mailbox&full"),
            Rule.of(MESSAGE_TOO_BIG, "message|mail&too large|too big|message size|size exceed|length exceed"),
            Rule.of(MESSAGE_TOO_BIG, "size limit"),
            Rule.of(TOO_MANY_CONNECTIONS, "too many&connection"),
            Rule.of(
                    TOO_MANY_CONNECTIONS,
                    "connection limit|emails per hour|trop de connexions|numerous attempts|rate limit|too many messages"),
            Rule.of(EXPIRED, "gateway&could not find"),
            Rule.of(EXPIRED, "expired&message|delivery time"),
            Rule.of(
                    EXPIRED,
                    "delivery attempts|been delayed|did not respond|queue period|long time|not be delivered for"),
            Rule.of(EXPIRED, "failed to deliver to domain"),
            Rule.of(SYSTEM_ERROR, "mail loop|loops back|system call|local error|local problem|being processed"),
            Rule.of(SYSTEM_ERROR, "configuration error"),
            Rule.of(SYSTEM_ERROR, "service&unavailable"),
            Rule.of(SUSPENDED, "suspended|frozen|inactive|deactivated"),
            Rule.of(SUSPENDED, "account|mailbox|user&disabled|discontinued"),
            Rule.of(
                    USER_UNKNOWN,
                    "unknown user|user unknown|user not found|no such user|no such mailbox|no such recipient|no such account|no mailbox here"),
            Rule.of(
                    USER_UNKNOWN,
                    "unknown recipient|recipient unknown|unknown mailbox|mailbox unknown|invalid recipient|invalid mailbox|mailbox not found"),
            Rule.of(
                    USER_UNKNOWN,
                    "user|mailbox|recipient|account|address&does not exist|doesn't exist|no longer valid|not a known"),
            Rule.of(
                    FILTERED,
                    "blocked by the recipient|refuse to receive|protected by|restricted sms|bounced address|notauthorized"),
            Rule.of(NOT_ACCEPTED, "no mx record|no route for|null mx"),
            Rule.of(HOST_UNKNOWN, "domain|host&must exist|unknown|may not exist|does not exist|not found|nonexistent"),
            Rule.of(
                    POLICY,
                    "policy|policies|protocol violation|organizational settings|captcha|multiple addresses|header are not"),
            Rule.of(POLICY, "list&closed|non-member"),
            Rule.of(
                    REJECTED,
                    "sender|mail from|from:&rejected|invalid|black list|denied|prohibited|not allowed|not pre-approved|verify failed|bogus|senderfilter"),
            Rule.of(
                    REJECTED,
                    "batv|backscatter|third-party dsn|returned mail|null sender|empty envelope|empty email address"),
            Rule.of(REJECTED, "recipient|access|envelope|mailbox&rejected|denied|blocked|imposed"),
            Rule.of(REJECTED, "does not accept mail from|prohibition|not allowed to|invalid domain|mx records for"));

    /**
     * Reads the words of a refusal.
     *
     * @param text what the server said; only its first 2000 characters are read
     */
    public static RefusalReason of(String text) {
        String lower = bounded(text);
        for (Rule rule : RULES) {
            if (rule.matches(lower)) {
                return rule.reason();
            }
        }
        return UNDEFINED;
    }
}
