package org.portalemails.address;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The domains from which a host may send. A sender elsewhere would be forged: receivers refuse it by SPF and DMARC.
 *
 * <p>Immutable.
 */
public final class SenderDomains {
    private static final SenderDomains ANY = new SenderDomains(null);

    private final @Nullable Set<String> allowed;

    private SenderDomains(@Nullable Set<String> allowed) {
        this.allowed = allowed;
    }

    /**
     * Every domain; for a first try.
     *
     * @return no restriction
     */
    public static SenderDomains any() {
        return ANY;
    }

    /**
     * These domains and no others, not their subdomains either.
     *
     * @param domains such as {@code erp.example}; at least one
     * @return the restriction
     */
    public static SenderDomains only(String... domains) {
        if (domains.length == 0) {
            throw new IllegalArgumentException("sender domains: at least one");
        }
        Set<String> allowed = new TreeSet<>();
        for (String domain : domains) {
            if (domain.indexOf('@') >= 0) {
                throw new IllegalArgumentException("sender domains: a domain is written without @");
            }
            allowed.add(EmailAddress.of("postmaster@" + domain).domain().toLowerCase(Locale.ROOT));
        }
        return new SenderDomains(allowed);
    }

    /**
     * Whether mail may be sent from an address.
     *
     * @param sender the address
     * @return whether its domain is allowed
     */
    public boolean allow(EmailAddress sender) {
        return allowed == null || allowed.contains(sender.domain());
    }

    /** The domains, for a message. */
    @Override
    public String toString() {
        return allowed == null ? "*" : String.join(", ", allowed);
    }
}
