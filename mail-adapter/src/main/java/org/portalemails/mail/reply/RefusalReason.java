package org.portalemails.mail.reply;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Why a server refuses, read from its words. For servers whose codes do not say it; the reasons are the usual ones of
 * bounce analysis.
 */
public enum RefusalReason {
    /** The mailbox does not exist, or not any more. */
    USER_UNKNOWN("userunknown", Address.DEAD),
    /** The domain does not exist, or nothing leads there. */
    HOST_UNKNOWN("hostunknown", Address.DEAD),
    /** The person has another address now. */
    MOVED("hasmoved", Address.DEAD),
    /** The mailbox is closed. Whether for good, only a code says. */
    SUSPENDED("suspend", Address.NOT_SAID),
    /** The destination takes no mail in general. */
    NOT_ACCEPTED("notaccept", Address.NOT_SAID),
    /** Not wanted: the sender, or the recipient for a reason that is not told. */
    REJECTED("rejected", Address.NOT_SAID),
    /** The mailbox is full. */
    MAILBOX_FULL("mailboxfull", Address.ALIVE),
    /** The recipient, or a filter of theirs, does not want it. */
    FILTERED("filtered", Address.ALIVE),
    /** The mailbox gets more mail than its server allows at the moment. */
    RECIPIENT_RATE("speeding", Address.ALIVE),
    /** The mail is too large. */
    MESSAGE_TOO_BIG("mesgtoobig", Address.ALIVE),
    /** The mail is malformed in the server's eyes. */
    CONTENT_ERROR("contenterror", Address.ALIVE),
    /** Taken for malware. */
    VIRUS("virusdetected", Address.ALIVE),
    /** Taken for spam. */
    SPAM("spamdetected", Address.ALIVE),
    /** Against a rule of the other side. */
    POLICY("policyviolation", Address.ALIVE),
    /** Where we come from is not wanted: IP address, its name, its reputation. */
    BLOCKED("blocked", Address.ALIVE),
    /** The server wants us to log in or to encrypt, or fears an attack. */
    SECURITY("securityerror", Address.ALIVE),
    /** The server does not relay for us. */
    NO_RELAYING("norelaying", Address.ALIVE),
    /** Too many connections, or too much mail from us. */
    TOO_MANY_CONNECTIONS("toomanyconn", Address.ALIVE),
    /** A fault at the other side. */
    SYSTEM_ERROR("systemerror", Address.ALIVE),
    /** No room left at the other side. */
    SYSTEM_FULL("systemfull", Address.ALIVE),
    /** A program that delivers at the other side failed. */
    MAILER_ERROR("mailererror", Address.ALIVE),
    /** The network, the DNS, a loop. */
    NETWORK_ERROR("networkerror", Address.ALIVE),
    /** Tried for too long. */
    EXPIRED("expired", Address.ALIVE),
    /** An automatic answer. */
    VACATION("vacation", Address.ALIVE),
    /** None of these. */
    UNDEFINED("undefined", Address.NOT_SAID);

    /** What a reason says about the address itself. */
    public enum Address {
        /** No mail will ever arrive there, whatever the code says, unless that says the contrary. */
        DEAD,
        /** The mailbox may well be there, whatever the code says. */
        ALIVE,
        /** Nothing: the code decides. */
        NOT_SAID
    }

    private static final Map<String, RefusalReason> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(RefusalReason::code, Function.identity()));

    private final String code;
    private final Address address;

    RefusalReason(String code, Address address) {
        this.code = code;
        this.address = address;
    }

    /** The name that bounce analysis gives it. */
    public String code() {
        return code;
    }

    /** What it says about the address. */
    public Address address() {
        return address;
    }

    /** Whether the address itself is dead. */
    public boolean isHard() {
        return address == Address.DEAD;
    }

    /**
     * Reads the words of a refusal.
     *
     * @param text what the server said; only its first 2000 characters are read
     */
    public static RefusalReason of(String text) {
        return RefusalWords.in(text).reason();
    }

    static RefusalReason ofCode(String code) {
        RefusalReason reason = BY_CODE.get(code);
        if (reason == null) {
            throw new IllegalArgumentException("no such reason: " + code);
        }
        return reason;
    }

    /** Whether the words are about our sender. */
    public static boolean isAboutSender(String text) {
        String lower = RefusalWords.bounded(text).toLowerCase(Locale.ROOT);
        return lower.contains("sender")
                && !lower.contains("recipient")
                && ABOUT_SENDER.stream().anyMatch(lower::contains);
    }

    private static final List<String> ABOUT_SENDER = List.of(
            "reject", "denied", "refused", "invalid", "verif", "not allowed", "not owned", "unknown", "not exist");
}
