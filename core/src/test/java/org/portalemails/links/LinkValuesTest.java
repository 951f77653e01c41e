package org.portalemails.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CustomerGroupId;
import org.portalemails.delivery.LinkMinter;
import org.portalemails.email.MailId;
import org.portalemails.inmemory.InMemoryLinks;
import org.portalemails.notification.NotificationType;

@DisplayName("The values of links")
class LinkValuesTest {
    @Test
    @DisplayName("have purposes that can be stored")
    void purposes() {
        assertThat(new LinkPurpose("change-of-address-2")).hasToString("change-of-address-2");
        for (String wrong : List.of("", "Reset", "a b", "é", "x".repeat(33))) {
            assertThatThrownBy(() -> new LinkPurpose(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("have answers that cannot contradict themselves")
    void answers() {
        assertThatThrownBy(() -> new LinkAnswer(LinkState.UNKNOWN, "marie", false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LinkAnswer(LinkState.EXPIRED, null, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LinkAnswer(LinkState.USED, "marie", true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new LinkAnswer(LinkState.SUPERSEDED, "marie", false).isValid())
                .isFalse();
    }

    @Test
    @DisplayName("keep hashes of tokens and of browsers apart, so that neither passes for the other")
    void hashes() {
        LinkToken token = LinkToken.random();
        assertThat(LinkToken.browserHash(token.value())).isNotEqualTo(token.hash());
        assertThat(LinkToken.browserHash("")).isNull();
    }

    @Test
    @DisplayName("are minted for the page that the host names, or not at all")
    void minter() {
        InMemoryLinks links = new InMemoryLinks(Clock.systemUTC());
        LinkPage page = LinkPage.of(LinkPurpose.PASSWORD_RESET, URI.create("https://portal.example/reset"));
        OneTimeLinkMinter minter = OneTimeLinkMinter.of(
                links,
                request -> request.type() == NotificationType.RESET_PASSWORD ? Optional.of(page) : Optional.empty());

        String link = minter.mint(request(NotificationType.RESET_PASSWORD)).orElseThrow();
        String again = minter.mint(request(NotificationType.RESET_PASSWORD)).orElseThrow();

        assertThat(links.inspect(LinkPurpose.PASSWORD_RESET, tokenOf(link)).state())
                .isEqualTo(LinkState.SUPERSEDED);
        assertThat(links.inspect(LinkPurpose.PASSWORD_RESET, tokenOf(again)).reference())
                .isEqualTo("account-7");
        assertThat(minter.mint(request(NotificationType.CUSTOMER_ACCESS_REQUEST)))
                .isEmpty();
    }

    private static LinkToken tokenOf(String link) {
        return LinkToken.received(link.substring(link.lastIndexOf('/') + 1));
    }

    private static LinkMinter.Request request(NotificationType type) {
        return new LinkMinter.Request(
                MailId.random(),
                type,
                new CustomerGroupId("G"),
                "resetLink",
                "account-7",
                Instant.parse("9999-01-01T00:00:00Z"));
    }
}
