package org.portalemails.demo.mailbox;

import java.util.List;
import java.util.Map;
import org.portalemails.mail.sender.Resolver;

/**
 * The DNS of invented domains, as long as mails stay in the demo: the first company has put everything in order, the second has forgotten our server. All
 * other domains have no records.
 */
final class PlayedDns implements Resolver {
    /** From where the demo would send if it did. */
    static final String SERVER = "192.0.2.25";

    private static final Map<String, List<String>> RECORDS = Map.of(
            "TXT erable.example", List.of("v=spf1 ip4:" + SERVER + " -all"),
            "TXT _dmarc.erable.example", List.of("v=DMARC1; p=quarantine; rua=mailto:dmarc@erable.example"),
            "MX erable.example", List.of("10 mx.erable.example"),
            "TXT boreale.example", List.of("v=spf1 mx -all"),
            "MX boreale.example", List.of("10 mx.boreale.example"),
            "A mx.boreale.example", List.of("192.0.2.26"));

    @Override
    public Answer ask(String name, RecordType type) {
        return new Answer(true, RECORDS.getOrDefault(type + " " + name, List.of()));
    }
}
