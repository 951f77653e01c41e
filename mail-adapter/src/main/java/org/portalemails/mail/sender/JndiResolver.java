package org.portalemails.mail.sender;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.CompositeName;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/**
 * The DNS by the JDK's own provider. A context for each question: they are cheap, and not for several threads.
 *
 * <p>What is dangerous about JNDI is to look up objects where a stranger says. Here the provider is always that of the DNS, the servers are the
 * host's, a name is one component of a name and no address, and texts are all that is read.
 */
final class JndiResolver implements Resolver {
    private static final int MAX_NAME = 253;
    /** More than any of the records that are read here needs. */
    private static final int MAX_RECORDS = 500;

    private final String servers;
    private final Duration timeout;

    JndiResolver(String servers, Duration timeout) {
        for (String server : servers.split(" ", -1)) {
            if (!server.startsWith("dns:")) {
                throw new IllegalArgumentException("name servers: such as dns://192.0.2.53");
            }
        }
        this.servers = servers;
        this.timeout = timeout;
    }

    @Override
    @SuppressWarnings({"BanJNDI", "JdkObsolete"}) // see above; and JNDI wants a Hashtable
    public Answer ask(String name, RecordType type) {
        if (!canBeAsked(name)) {
            return Answer.NOTHING;
        }
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put("java.naming.factory.initial", "com.sun.jndi.dns.DnsContextFactory");
        environment.put("java.naming.provider.url", servers);
        environment.put("com.sun.jndi.dns.timeout.initial", String.valueOf(timeout.toMillis()));
        environment.put("com.sun.jndi.dns.timeout.retries", "2");
        try {
            DirContext context = new InitialDirContext(environment);
            try {
                Attribute found = context.getAttributes(new CompositeName().add(name), new String[] {type.name()})
                        .get(type.name());
                return found == null ? Answer.NOTHING : new Answer(true, records(found, type));
            } finally {
                context.close();
            }
        } catch (NameNotFoundException e) {
            return Answer.NOTHING;
        } catch (NamingException e) {
            return Answer.NONE_CAME;
        }
    }

    /** Everything visible but what the provider would read as an escape. What is no name of a host has no records. */
    private static boolean canBeAsked(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            return false;
        }
        for (String label : name.split("\\.", -1)) {
            if (label.isEmpty() || label.length() > 63) {
                return false;
            }
        }
        return name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\' && c != '"' && c != '\'');
    }

    private static List<String> records(Attribute found, RecordType type) throws NamingException {
        List<String> records = new ArrayList<>();
        NamingEnumeration<?> all = found.getAll();
        while (all.hasMore() && records.size() < MAX_RECORDS) {
            String record = String.valueOf(all.next());
            records.add(type == RecordType.TXT ? joined(record) : withoutLastDot(record));
        }
        all.close();
        return records;
    }

    private static String withoutLastDot(String record) {
        boolean isRoot = record.endsWith(" .");
        return record.endsWith(".") && !isRoot ? record.substring(0, record.length() - 1) : record;
    }

    /**
     * The provider puts a space between the strings of a record, and quotes those that hold a space, a quotation mark or a backslash, or nothing.
     * A long DKIM key comes as two strings: with that space it is another key.
     */
    static String joined(String shown) {
        StringBuilder text = new StringBuilder(shown.length());
        int at = 0;
        while (at < shown.length()) {
            if (shown.charAt(at) == '"') {
                at++;
                while (at < shown.length() && shown.charAt(at) != '"') {
                    if (shown.charAt(at) == '\\' && at + 1 < shown.length()) {
                        at++;
                    }
                    text.append(shown.charAt(at++));
                }
                at++;
            } else {
                while (at < shown.length() && shown.charAt(at) != ' ') {
                    text.append(shown.charAt(at++));
                }
            }
            at++; // the space between
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "JndiResolver[" + servers + "]";
    }
}
