package org.portalemails.mail;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.MailId;
import org.portalemails.email.OutgoingMail;

/**
 * Chooses the address in MAIL FROM: where bounces go. The reader does not see it.
 *
 * <p>SPF checks its domain, so it should be one that the mail server may send for.
 */
public final class EnvelopeSender {
    private enum Kind {
        FROM,
        FIXED,
        VERP,
        NULL
    }

    private static final int MAX_LOCAL_PART = 64;

    private final Kind kind;
    private final @Nullable EmailAddress address;

    private EnvelopeSender(Kind kind, @Nullable EmailAddress address) {
        this.kind = kind;
        this.address = address;
    }

    /**
     * The From address of each mail. The default.
     *
     * @return the rule
     */
    public static EnvelopeSender sameAsFrom() {
        return new EnvelopeSender(Kind.FROM, null);
    }

    /**
     * One address for all mails.
     *
     * @param address such as {@code bounces@erp.example}
     * @return the rule
     */
    public static EnvelopeSender fixed(EmailAddress address) {
        return new EnvelopeSender(Kind.FIXED, Objects.requireNonNull(address, "address"));
    }

    /**
     * Variable envelope return path: {@code bounces@erp.example} becomes {@code bounces+ID@erp.example} with the id of
     * the mail, so that a bounce names the mail it is for. If base and id together are longer than the 64 characters that
     * RFC 5321 allows before the {@code @}, that mail leaves from the base address.
     *
     * @param base the address to put the id into
     * @return the rule
     */
    public static EnvelopeSender verp(EmailAddress base) {
        return new EnvelopeSender(Kind.VERP, Objects.requireNonNull(base, "base"));
    }

    /**
     * The null sender {@code <>}: nothing ever bounces. Some servers refuse it from applications.
     *
     * @return the rule
     */
    public static EnvelopeSender none() {
        return new EnvelopeSender(Kind.NULL, null);
    }

    /** The address for a mail, or {@code null} for the null sender. */
    @Nullable
    EmailAddress senderOf(OutgoingMail mail) {
        if (kind == Kind.FROM) {
            return mail.from().address();
        }
        if (kind == Kind.VERP && address != null) {
            String local = address.localPart() + "+" + mail.id().value();
            return local.length() > MAX_LOCAL_PART ? address : EmailAddress.of(local + "@" + address.domain());
        }
        return address;
    }

    /** The address for mails of a sender, without what names a single mail, or {@code null} for the null sender. */
    @Nullable
    EmailAddress senderFor(EmailAddress from) {
        return kind == Kind.FROM ? from : address;
    }

    /**
     * The way back from a return address to the mail: what {@link #verp} put into it.
     *
     * @param returnAddress the address that a bounce came to
     * @return the id of the mail; empty if this rule does not put one in, or not into this address
     */
    public Optional<MailId> mailOf(String returnAddress) {
        if (kind != Kind.VERP || address == null) {
            return Optional.empty();
        }
        String prefix = address.localPart() + "+";
        String suffix = "@" + address.domain();
        int end = returnAddress.length() - suffix.length();
        boolean fits = end > prefix.length()
                && returnAddress.regionMatches(true, 0, prefix, 0, prefix.length())
                && returnAddress.regionMatches(true, end, suffix, 0, suffix.length());
        try {
            return fits ? Optional.of(new MailId(returnAddress.substring(prefix.length(), end))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "EnvelopeSender[" + kind + "]";
    }
}
