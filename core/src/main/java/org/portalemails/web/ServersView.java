package org.portalemails.web;

import java.util.List;
import java.util.Locale;
import org.portalemails.address.EmailAddress;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.transport.MailRoute;
import org.portalemails.transport.TransportProbe;

/**
 * What the mail servers said that were tried without sending a mail.
 *
 * @param route the name of the route by which mails would leave
 * @param servers its servers in the order in which they are asked; empty if this node knows none
 */
public record ServersView(String route, List<ServerView> servers) {
    /** Copies the list. */
    public ServersView {
        servers = List.copyOf(servers);
    }

    /**
     * One server.
     *
     * @param name as the configuration calls it
     * @param passed whether everything that was tried works
     * @param steps what was tried, in order, up to what failed; empty if it cannot be tried
     */
    public record ServerView(String name, boolean passed, List<StepView> steps) {
        /** Copies the list. */
        public ServerView {
            steps = List.copyOf(steps);
        }
    }

    /**
     * One step.
     *
     * @param passed whether it works
     * @param text what that means and what to do, in the reader's words
     */
    public record StepView(boolean passed, String text) {}

    /**
     * Asks the servers of a route, one after the other, and sends nothing. Outside of a transaction, since that takes time: each as long as its
     * deadline at most.
     *
     * @param way the route, and from whom mails would come
     * @param reader whose language
     * @return what they said
     */
    public static ServersView tried(SettingsScreen.Way way, Locale reader) {
        return new ServersView(
                way.route().name(),
                way.route().transports().stream()
                        .map(one -> tried(one, way.sender(), reader))
                        .toList());
    }

    private static ServerView tried(MailRoute.Named server, EmailAddress sender, Locale reader) {
        TransportProbe probe = server.transport().probe(sender);
        return new ServerView(
                server.name(),
                probe.passed(),
                probe.steps().stream()
                        .map(step -> new StepView(step.passed(), step.text(reader)))
                        .toList());
    }
}
