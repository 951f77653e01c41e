package org.portalemails.transport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.PlannedMail;

/**
 * By which route a mail leaves: the first rule that fits, from the narrowest to the widest.
 *
 * <ol>
 *   <li>that of its customer group,
 *   <li>that of its company,
 *   <li>that of its sender's address,
 *   <li>that of its sender's domain (not of domains under it),
 *   <li>the route for everything else.
 * </ol>
 *
 * <p>Decided when a mail is announced, and stored with it. A mail whose stored route is not among these any more is decided about again when
 * it is sent. Immutable.
 */
public final class MailRoutes {
    private final MailRoute otherwise;
    private final Map<Object, MailRoute> rules;
    private final Map<String, MailRoute> byName;

    private MailRoutes(MailRoute otherwise, Map<Object, MailRoute> rules) {
        this.otherwise = Objects.requireNonNull(otherwise, "otherwise");
        this.rules = rules;
        Map<String, MailRoute> names = new LinkedHashMap<>();
        names.put(otherwise.name(), otherwise);
        for (MailRoute route : rules.values()) {
            MailRoute other = names.putIfAbsent(route.name(), route);
            if (other != null && !other.equals(route)) {
                throw new IllegalArgumentException("routes: two different ones are called " + route.name());
            }
        }
        this.byName = names;
    }

    /**
     * One route for everything, to announce by.
     *
     * @return routes without transports
     */
    public static MailRoutes single() {
        return of(MailRoute.named(PlannedMail.DEFAULT_ROUTE));
    }

    /**
     * One transport for everything.
     *
     * @param transport what carries all mails
     * @return routes
     */
    public static MailRoutes single(MailTransport transport) {
        return of(MailRoute.of(transport));
    }

    /**
     * Starts with the route for everything that no rule is about.
     *
     * @param otherwise the route
     * @return routes with no other rule
     */
    public static MailRoutes of(MailRoute otherwise) {
        return new MailRoutes(otherwise, Map.of());
    }

    /**
     * The same routes with a rule for a customer group.
     *
     * @param group whose mails
     * @param route by which they leave
     * @return other routes
     * @throws IllegalArgumentException if there is another route of that name, here and in the methods below
     */
    public MailRoutes forGroup(CustomerGroupId group, MailRoute route) {
        return with(group, route);
    }

    /**
     * The same routes with a rule for a company.
     *
     * @param company whose mails
     * @param route by which they leave
     * @return other routes
     */
    public MailRoutes forCompany(CompanyId company, MailRoute route) {
        return with(company, route);
    }

    /**
     * The same routes with a rule for a sender.
     *
     * @param sender an address; compared without case
     * @param route by which its mails leave
     * @return other routes
     * @throws IllegalArgumentException also if the route does not {@linkplain MailRoute#sendsFor send for} it
     */
    public MailRoutes forSender(EmailAddress sender, MailRoute route) {
        if (!route.sendsFor(sender)) {
            throw new IllegalArgumentException("route " + route.name() + ": does not send for the sender of its rule");
        }
        return with(sender.mailboxKey(), route);
    }

    /**
     * The same routes with a rule for all senders of a domain.
     *
     * @param domain what stands behind the @, in Unicode or in ASCII form
     * @param route by which their mails leave
     * @return other routes
     * @throws IllegalArgumentException also if that is no domain
     */
    public MailRoutes forSenderDomain(String domain, MailRoute route) {
        return with(EmailAddress.of("postmaster@" + domain).domain(), route);
    }

    private MailRoutes with(Object rule, MailRoute route) {
        Map<Object, MailRoute> more = new LinkedHashMap<>(rules);
        more.put(Objects.requireNonNull(rule), Objects.requireNonNull(route, "route"));
        return new MailRoutes(otherwise, more);
    }

    /**
     * The route of a mail.
     *
     * @param group whose settings make it
     * @param company in whose name it is sent
     * @param sender from whom it comes
     * @return never missing
     */
    public MailRoute find(CustomerGroupId group, CompanyId company, EmailAddress sender) {
        if (rules.isEmpty()) {
            return otherwise;
        }
        for (Object key : List.of(group, company, sender.mailboxKey(), sender.domain())) {
            MailRoute route = rules.get(key);
            if (route != null) {
                return route;
            }
        }
        return otherwise;
    }

    /**
     * All routes.
     *
     * @return each once, the one for everything else first
     */
    public List<MailRoute> all() {
        return new ArrayList<>(byName.values());
    }

    /** Names only. */
    @Override
    public String toString() {
        return "MailRoutes" + byName.keySet();
    }
}
