package org.portalemails.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.announce.Announcement;
import org.portalemails.delivery.LinkMinter;
import org.portalemails.email.MailId;
import org.portalemails.event.ActionLink;
import org.portalemails.event.InvitationResent;
import org.portalemails.inmemory.InMemoryLinks;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.links.Invitations;
import org.portalemails.links.LinkAdministration;
import org.portalemails.links.LinkAnswer;
import org.portalemails.links.LinkPage;
import org.portalemails.links.LinkPurpose;
import org.portalemails.links.LinkRecord;
import org.portalemails.links.LinkState;
import org.portalemails.links.LinkVisit;
import org.portalemails.links.OneTimeLinkMinter;
import org.portalemails.links.OneTimeLinks;
import org.portalemails.notification.NotificationType;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.TestPortal;

@DisplayName("Links that work once, as the guide shows them")
class OneTimeLinksHowToTest {
    @Test
    void twoSteps() throws Exception {
        JdbcConnectionPool dataSource = JdbcConnectionPool.create("jdbc:h2:mem:links;DB_CLOSE_DELAY=-1", "sa", "");
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            PortalDatabase database = PortalDatabase.builder(dataSource)
                    .hostConnection(ConnectionSource.borrowing(() -> connection, c -> {}))
                    .build();
            new SchemaInstaller(database).install();
            // snippet: minter
            LinkPage reset = LinkPage.of(LinkPurpose.PASSWORD_RESET, URI.create("https://portal.boreal.example/reset"));
            LinkPage registration =
                    LinkPage.of(LinkPurpose.REGISTRATION, URI.create("https://portal.boreal.example/register"));
            LinkMinter minter = OneTimeLinkMinter.of(
                    database.linksForDispatcher(),
                    request -> Optional.of(request.type() == NotificationType.RESET_PASSWORD ? reset : registration));
            // end
            String mailed = minter.mint(new LinkMinter.Request(
                            MailId.random(),
                            NotificationType.RESET_PASSWORD,
                            SampleEvents.GROUP,
                            "resetLink",
                            "account-42",
                            Instant.now().plus(Duration.ofMinutes(30))))
                    .orElseThrow();
            String lastPart = mailed.substring(mailed.lastIndexOf('/') + 1);
            // snippet: arrive
            LinkPage.Arrival arrival = reset.arrive(lastPart);
            String location = arrival.location(); // /reset?link=…
            String setCookie = arrival.setCookie();
            // end
            String link = location.substring(location.indexOf('=') + 1);
            String cookies = setCookie.substring(0, setCookie.indexOf(';'));
            OneTimeLinks links = database.links();
            // snippet: open
            LinkVisit visit = reset.visit(link, cookies);
            LinkAnswer seen = links.inspect(reset.purpose(), visit.token());
            // end
            assertThat(seen.isValid()).isTrue();
            Map<String, String> passwords = new HashMap<>();
            String password = "three blue firs and a fox";
            for (int click = 0; click < 2; click++) {
                // snippet: redeem
                LinkAnswer answer = links.redeem(reset.purpose(), visit.token(), visit.browser());
                if (answer.isValid() && !answer.repeated()) {
                    passwords.put(answer.reference(), password);
                }
                // end
                assertThat(answer.state()).isEqualTo(LinkState.VALID);
            }
            connection.commit();
            assertThat(passwords).containsExactly(Map.entry("account-42", password));
            LinkAdministration administration = database.linkAdministration();
            // snippet: purge
            administration.purge(Duration.ofDays(400));
            // end
        }
    }

    @Test
    void invitations() {
        Instant inSevenDays = Instant.parse("2026-11-24T15:00:00Z").plus(Duration.ofDays(7));
        InMemoryLinks links = new InMemoryLinks(Clock.fixed(Instant.parse("2026-11-24T15:00:00Z"), ZoneOffset.UTC));
        TestPortal portal = TestPortal.create();
        links.issue(LinkPurpose.REGISTRATION, "invitation-7", inSevenDays);
        // snippet: invitations
        Invitations invitations = new Invitations(links, portal.notifier());
        Map<String, LinkRecord> fates = invitations.of(List.of("invitation-7", "invitation-8"));
        // end
        assertThat(fates.get("invitation-7").fate().code()).isEqualTo("sent");
        // snippet: resend
        Optional<Announcement> sent = invitations.resend(new InvitationResent(
                SampleEvents.header("invited:7"),
                "R-2026-0043",
                SampleEvents.MARIE,
                ActionLink.mintedAtSend("invitation-7", inSevenDays)));
        // end
        assertThat(sent)
                .hasValueSatisfying(answer -> assertThat(answer.queued()).hasSize(1));
    }
}
