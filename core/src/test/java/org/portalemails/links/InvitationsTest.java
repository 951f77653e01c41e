package org.portalemails.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.announce.Announcement;
import org.portalemails.event.ActionLink;
import org.portalemails.event.InvitationResent;
import org.portalemails.inmemory.InMemoryLinks;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.TestPortal;

@DisplayName("Invitations")
class InvitationsTest {
    private static final String REFERENCE = "invitation-7";
    private static final Instant LATER = Instant.parse("9999-01-01T00:00:00Z");

    private final InMemoryLinks links = new InMemoryLinks(Clock.systemUTC());
    private final TestPortal portal = TestPortal.create();
    private final Invitations invitations = new Invitations(links, portal.notifier());

    private Optional<Announcement> resend() {
        return invitations.resend(new InvitationResent(
                SampleEvents.header("invited-7"),
                "R-7",
                SampleEvents.MARIE,
                ActionLink.mintedAtSend(REFERENCE, LATER)));
    }

    private LinkToken mailLeaves() {
        return links.issue(LinkPurpose.REGISTRATION, REFERENCE, LATER);
    }

    @Test
    @DisplayName("are sent again to the representative alone, whatever the switch says, and once for each link")
    void again() {
        mailLeaves();
        Announcement first = resend().orElseThrow();
        assertThat(first.queued())
                .extracting(Announcement.Queued::type)
                .containsExactly(NotificationType.CUSTOMER_ACCESS_REQUEST);
        assertThat(resend().orElseThrow().skipReason(NotificationType.CUSTOMER_ACCESS_REQUEST))
                .as("a double click")
                .isEqualTo(SkipReason.ALREADY_ANNOUNCED);
        mailLeaves();
        assertThat(resend().orElseThrow().queued()).hasSize(1);
    }

    @Test
    @DisplayName("leave the older link alone until the new mail leaves, and then supersede it")
    void supersede() {
        LinkToken older = mailLeaves();
        resend();
        assertThat(links.inspect(LinkPurpose.REGISTRATION, older).isValid()).isTrue();
        LinkToken newer = mailLeaves();
        assertThat(links.inspect(LinkPurpose.REGISTRATION, older).state()).isEqualTo(LinkState.SUPERSEDED);
        assertThat(links.inspect(LinkPurpose.REGISTRATION, newer).isValid()).isTrue();
        assertThat(invitations.of(List.of(REFERENCE)).get(REFERENCE).fate()).isEqualTo(LinkFate.OPENED);
    }

    @Test
    @DisplayName("of people who are registered are not sent again")
    void registered() {
        links.redeem(LinkPurpose.REGISTRATION, mailLeaves(), "browser");
        assertThat(resend()).isEmpty();
        assertThat(invitations.of(List.of(REFERENCE, "unknown"))).containsOnlyKeys(REFERENCE);
        assertThat(invitations.of(List.of(REFERENCE)).get(REFERENCE).fate()).isEqualTo(LinkFate.USED);
    }

    @Test
    @DisplayName("need a link that is minted at send: another would supersede nothing")
    void given() {
        InvitationResent given = new InvitationResent(
                SampleEvents.header("invited-7"),
                "R-7",
                SampleEvents.MARIE,
                ActionLink.given("https://portal.example/x", LATER));
        assertThatThrownBy(() -> invitations.resend(given)).isInstanceOf(IllegalArgumentException.class);
    }
}
