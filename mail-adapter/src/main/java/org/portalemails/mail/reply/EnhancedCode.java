package org.portalemails.mail.reply;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Enhanced status codes (RFC 3463): finding one in a reply, and what some of them say about us or about the recipient. */
public final class EnhancedCode {
    /** The recipient's mailbox or domain does not exist, has moved, takes no mail, or is closed. */
    private static final Set<String> DEAD =
            Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.7.17", "5.7.18");

    /** It is our sender that is not wanted. */
    private static final Set<String> SENDER = Set.of("5.1.7", "5.1.8", "5.7.27");

    /** The server wants credentials or TLS first. */
    private static final Set<String> AUTHENTICATION =
            Set.of("5.7.8", "5.7.9", "5.7.10", "5.7.11", "5.7.12", "5.7.13", "5.7.14");

    /** The mail is too large. */
    private static final Set<String> SIZE = Set.of("5.2.3", "5.3.4", "5.7.16");

    /** The way does not carry non-ASCII addresses (RFC 6531 section 3.5). */
    private static final Set<String> UTF8 = Set.of("5.6.7");

    /** Given to unknown mailboxes: something about the address (Cisco), the directory does not know it (Exchange Online). */
    private static final Set<String> RECIPIENT = Set.of("5.1.0", "5.4.1");

    private EnhancedCode() {}

    /**
     * Finds a code.
     *
     * @param replyCode the three-digit reply
     * @param marked what follows it
     * @return the code at the start of the text, with or without the {@code #} that Cisco and qmail put before it, if its class is the
     *     first digit of the reply; else {@code null}
     */
    public static @Nullable String find(int replyCode, String marked) {
        String text = marked.startsWith("#") ? marked.substring(1) : marked;
        int length = text.length();
        if (length < 5 || text.charAt(0) - '0' != replyCode / 100 || text.charAt(1) != '.') {
            return null;
        }
        int at = digits(text, 2);
        if (at == 2 || at >= length || text.charAt(at) != '.') {
            return null;
        }
        int end = digits(text, at + 1);
        boolean ended = end == length || text.charAt(end) <= ' ' || text.charAt(end) == ':' || text.charAt(end) == ',';
        return end == at + 1 || !ended ? null : text.substring(0, end);
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && at < from + 3 && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /** Whether the recipient's mailbox or domain is dead. */
    public static boolean saysDead(@Nullable String code) {
        return code != null && DEAD.contains(code);
    }

    /** Whether it is about our sender. */
    public static boolean saysSender(@Nullable String code) {
        return code != null && SENDER.contains(code);
    }

    /** Whether the server wants credentials or TLS first. */
    public static boolean saysAuthentication(@Nullable String code) {
        return code != null && AUTHENTICATION.contains(code);
    }

    /** Whether the mail is too large. */
    public static boolean saysSize(@Nullable String code) {
        return code != null && SIZE.contains(code);
    }

    /** Whether the way does not carry non-ASCII addresses. */
    public static boolean saysUtf8(@Nullable String code) {
        return code != null && UTF8.contains(code);
    }

    /** Whether the mailbox is there, or the code is about something else: it is full, the mail, our sender, a login. */
    static boolean saysAlive(@Nullable String code) {
        return code != null
                && (code.equals("5.2.2")
                        || saysSize(code)
                        || saysUtf8(code)
                        || saysSender(code)
                        || saysAuthentication(code));
    }

    /** Whether, with words that refuse the recipient without a reason, the recipient is unknown. */
    static boolean saysRecipient(@Nullable String code) {
        return code != null && RECIPIENT.contains(code);
    }

    /** Whether it says no more than the class, or "something about the address" (RFC 3463 sections 3.1 and 3.2). */
    public static boolean isGeneral(String code) {
        return code.endsWith(".0.0") || code.equals("5.1.0");
    }

    /** Policy, and the server means it for now: greylisting, rate, reputation. */
    public static boolean saysSlowDown(@Nullable String code) {
        return code != null && code.startsWith("4.7.");
    }

    /** The server as a whole: full, down, congested. */
    public static boolean saysServer(@Nullable String code) {
        return code != null && (code.startsWith("4.3.") || code.equals("4.4.5"));
    }
}
