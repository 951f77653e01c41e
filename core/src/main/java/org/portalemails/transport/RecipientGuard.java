package org.portalemails.transport;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.OutgoingMail;

/**
 * Keeps a test system from writing to real customers. Immutable.
 *
 * <p>Three kinds: {@link #off()} for production, {@link #allowOnly} lets listed addresses and domains through and holds
 * back the rest, {@link #redirectAllTo} sends everything to one mailbox and keeps the first recipient visible in the name
 * beside it. Transports built on {@link GuardedMailTransport} cannot be called around it.
 */
public final class RecipientGuard {
    private static final RecipientGuard OFF = new RecipientGuard(null, null, null);

    private final @Nullable Set<String> addresses;
    private final @Nullable Set<String> domains;
    private final @Nullable EmailAddress target;

    private RecipientGuard(
            @Nullable Set<String> addresses, @Nullable Set<String> domains, @Nullable EmailAddress target) {
        this.addresses = addresses;
        this.domains = domains;
        this.target = target;
    }

    /**
     * Every mail goes where it is addressed to.
     *
     * @return the guard of a production system
     */
    public static RecipientGuard off() {
        return OFF;
    }

    /**
     * Mails to listed addresses and domains pass; every other mail ends as {@link DeliveryOutcome.HeldBack}.
     *
     * @param addresses complete addresses, compared by {@link EmailAddress#mailboxKey()}
     * @param domains domain names such as {@code example.com}, compared as A-labels without regard to case; a subdomain
     *     is another domain
     * @return the guard; if both collections are empty it holds back everything
     * @throws IllegalArgumentException if a domain is not one
     */
    public static RecipientGuard allowOnly(Collection<EmailAddress> addresses, Collection<String> domains) {
        Set<String> keys = new LinkedHashSet<>();
        for (EmailAddress address : addresses) {
            keys.add(address.mailboxKey());
        }
        Set<String> names = new LinkedHashSet<>();
        for (String domain : domains) {
            if (domain.indexOf('@') >= 0) {
                throw new IllegalArgumentException("guard: a domain is written without @");
            }
            // Read as the domain of an address, so that both sides are normalised by the same rules.
            names.add(EmailAddress.of("x@" + domain).domain().toLowerCase(Locale.ROOT));
        }
        return new RecipientGuard(Set.copyOf(keys), Set.copyOf(names), null);
    }

    /**
     * Every mail goes to one mailbox. Its display name tells the first recipient; subject and body stay as they are.
     *
     * @param target where everything goes
     * @return the guard
     */
    public static RecipientGuard redirectAllTo(EmailAddress target) {
        return new RecipientGuard(null, null, Objects.requireNonNull(target, "target"));
    }

    /**
     * Whether this guard ever changes or holds back a mail.
     *
     * @return {@code false} only for {@link #off()}
     */
    public boolean isOn() {
        return this != OFF;
    }

    /**
     * Decides about one mail.
     *
     * @param mail the mail
     * @return the mail to send, possibly to another recipient; {@code null} if it is held back
     */
    public @Nullable OutgoingMail pass(OutgoingMail mail) {
        if (target != null) {
            return redirected(mail, target);
        }
        if (addresses == null || domains == null) {
            return mail;
        }
        EmailAddress to = mail.to().address();
        boolean listed = addresses.contains(to.mailboxKey())
                || domains.contains(to.domain().toLowerCase(Locale.ROOT));
        return listed ? mail : null;
    }

    private static OutgoingMail redirected(OutgoingMail mail, EmailAddress target) {
        Mailbox shown = new Mailbox("for " + mail.to().address().value(), target);
        return new OutgoingMail(
                mail.id(),
                mail.group(),
                mail.company(),
                mail.route(),
                mail.messageId(),
                mail.date(),
                mail.from(),
                mail.replyTo(),
                shown,
                mail.subject(),
                mail.text(),
                mail.html(),
                mail.images());
    }

    /** The kind only. */
    @Override
    public String toString() {
        if (target != null) {
            return "RecipientGuard[redirect-all]";
        }
        return isOn() ? "RecipientGuard[allow-list]" : "RecipientGuard[off]";
    }
}
