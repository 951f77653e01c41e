package org.portalemails.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.sender.SenderReport;
import org.portalemails.sender.SenderReport.DnsRecord;
import org.portalemails.sender.SenderReport.Finding;
import org.portalemails.transport.MailRoute;

/**
 * Whether mails of a sender will be believed, as far as the DNS says.
 *
 * @param from the sender
 * @param route the name of the route by which mails would leave
 * @param servers what was found for each of its servers, in the order in which they are asked; empty if this node knows none
 */
public record SenderView(String from, String route, List<ServerView> servers) {
    /** Copies the list. */
    public SenderView {
        servers = List.copyOf(servers);
    }

    /**
     * What was found for one server.
     *
     * @param name as the configuration calls it
     * @param askedAt when it was asked
     * @param wrong whether something has to be put in order
     * @param findings what was found, in the order of a page; empty if it cannot be asked
     */
    public record ServerView(String name, String askedAt, boolean wrong, List<FindingView> findings) {
        /** Copies the list. */
        public ServerView {
            findings = List.copyOf(findings);
        }
    }

    /**
     * One thing that was found.
     *
     * @param field beside which field it is shown: {@code sendFrom} or {@code replyTo}
     * @param verdict {@code in-order}, {@code wrong} or {@code could-not-ask}
     * @param code what was found, such as {@code spf-missing}
     * @param text what that means and what to do, in the reader's words
     * @param recordName the name of the record to publish; empty if there is none to name, as the next two
     * @param recordType its type, such as {@code TXT}
     * @param recordValue its value
     */
    public record FindingView(
            String field,
            String verdict,
            String code,
            String text,
            String recordName,
            String recordType,
            String recordValue) {
        static FindingView of(Finding finding, Locale reader) {
            Optional<DnsRecord> publish = Optional.ofNullable(finding.publish());
            return new FindingView(
                    finding.aspect().setting(),
                    finding.verdict().code(),
                    finding.reason().code(),
                    finding.text(reader),
                    publish.map(DnsRecord::name).orElse(""),
                    publish.map(DnsRecord::type).orElse(""),
                    publish.map(DnsRecord::value).orElse(""));
        }
    }

    /**
     * Asks for each server of a route. Outside of a transaction, since that takes time: some seconds for each at most.
     *
     * @param way the route, and from whom mails would come
     * @param reader whose language
     * @return what was found
     */
    public static SenderView asked(SettingsScreen.Way way, Locale reader) {
        return new SenderView(
                way.sender().value(),
                way.route().name(),
                way.route().transports().stream()
                        .map(server -> asked(server, way, reader))
                        .toList());
    }

    private static ServerView asked(MailRoute.Named server, SettingsScreen.Way way, Locale reader) {
        SenderReport report = server.transport().senderCheck().check(way.sender(), way.replyTo());
        return new ServerView(
                server.name(),
                report.askedAt().toString(),
                !report.wrong().isEmpty(),
                report.findings().stream()
                        .map(finding -> FindingView.of(finding, reader))
                        .toList());
    }
}
