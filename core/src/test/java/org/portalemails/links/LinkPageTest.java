package org.portalemails.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A page of links")
class LinkPageTest {
    private static final LinkPage PAGE =
            LinkPage.of(LinkPurpose.PASSWORD_RESET, URI.create("https://portal.example/portal/reset"));

    private static String cookie(LinkPage.Arrival arrival) {
        return arrival.setCookie().substring(0, arrival.setCookie().indexOf(';'));
    }

    private static String link(LinkPage.Arrival arrival) {
        return arrival.location().substring(arrival.location().indexOf('=') + 1);
    }

    @Test
    @DisplayName("takes the token out of the address, and finds it again in the cookie of the browser that opened it")
    void thereAndBack() {
        LinkToken token = LinkToken.random();
        assertThat(PAGE.linkFor(token)).isEqualTo("https://portal.example/portal/reset/" + token.value());

        LinkPage.Arrival arrival = PAGE.arrive(token.value());

        assertThat(arrival.location())
                .matches("/portal/reset\\?link=[0-9a-f]{16}")
                .doesNotContain(token.value())
                .doesNotContain(token.hash().substring(0, 16));
        assertThat(arrival.setCookie())
                .contains("; Path=/portal/reset;", "HttpOnly", "SameSite=Lax", "Secure")
                .contains(token.value());
        assertThat(arrival.toString()).doesNotContain(token.value());
        LinkVisit visit = PAGE.visit(link(arrival), "language=fr; " + cookie(arrival) + "; JSESSIONID=1");
        assertThat(visit.token()).isEqualTo(token);
        assertThat(visit.browser()).matches("[A-Za-z0-9_-]{43}");
        String quoted = "$Version=\"1\"; " + cookie(arrival).replace("=", "=\"") + "\";$Path=\"/portal/reset\"";
        assertThat(PAGE.visit(link(arrival), quoted)).isEqualTo(visit);
        assertThat(visit.toString()).doesNotContain(token.value()).doesNotContain(visit.browser());
    }

    @Test
    @DisplayName("knows two browsers that open the same link from each other")
    void browsers() {
        String token = LinkToken.random().value();
        LinkPage.Arrival one = PAGE.arrive(token);
        LinkPage.Arrival other = PAGE.arrive(token);
        assertThat(PAGE.visit(link(one), cookie(one)).browser())
                .isNotEqualTo(PAGE.visit(link(other), cookie(other)).browser());
    }

    @Test
    @DisplayName("keeps two links apart that are open in one browser")
    void twoLinks() {
        LinkToken hers = LinkToken.random();
        LinkToken his = LinkToken.random();
        LinkPage.Arrival first = PAGE.arrive(hers.value());
        LinkPage.Arrival second = PAGE.arrive(his.value());
        String cookies = cookie(first) + "; " + cookie(second);
        assertThat(PAGE.visit(link(first), cookies).token()).isEqualTo(hers);
        assertThat(PAGE.visit(link(second), cookies).token()).isEqualTo(his);
    }

    @Test
    @DisplayName("knows no link where the cookie or the parameter is missing, damaged or of another link")
    void nothing() {
        LinkPage.Arrival arrival = PAGE.arrive(LinkToken.random().value());
        LinkPage.Arrival other = PAGE.arrive(LinkToken.random().value());
        for (LinkVisit visit : List.of(
                PAGE.visit(null, null),
                PAGE.visit(null, cookie(arrival)),
                PAGE.visit("", cookie(arrival)),
                PAGE.visit(link(other), cookie(arrival)),
                PAGE.visit(link(arrival), null),
                PAGE.visit(link(arrival), ""),
                PAGE.visit(link(arrival), ";;=;.=."),
                PAGE.visit(link(arrival), cookie(arrival).replace('.', '_')),
                PAGE.visit(link(arrival), cookie(arrival) + "=x"))) {
            assertThat(visit).isEqualTo(new LinkVisit(LinkToken.received(null), ""));
        }
    }

    @Test
    @DisplayName("lets nothing of an address into a header that is not made like a token")
    void injection() {
        for (String received :
                List.of("a\r\nSet-Cookie: x=y", "a; Domain=evil.example", "é", "a.b=c", "x".repeat(5_000), "")) {
            LinkPage.Arrival arrival = PAGE.arrive(received);
            assertThat(arrival.setCookie()).matches("portal-link-[0-9a-f]{16}=\\.[\\w-]{43}; Path=[^\\r\\n]*");
            assertThat(arrival.location()).matches("/portal/reset\\?link=[0-9a-f]{16}");
        }
    }

    @Test
    @DisplayName(
            "has an https address, or none; on a developer's machine its cookies go without TLS, and its links do not")
    void addresses() {
        for (String wrong : List.of(
                "http://portal.example/reset",
                "https://portal.example",
                "https://portal.example/",
                "https://portal.example/reset/",
                "https://portal.example/reset?x=y",
                "https://portal.example/reset#x",
                "https://me@portal.example/reset",
                "https://portal.example/reset;v=1",
                "/reset")) {
            assertThatThrownBy(() -> LinkPage.of(LinkPurpose.REGISTRATION, URI.create(wrong)))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        LinkPage local = PAGE.alsoWithoutTls();
        LinkToken token = LinkToken.random();
        assertThat(local.arrive(token.value()).setCookie()).doesNotContain("Secure");
        assertThat(local.linkFor(token)).startsWith("https://");
        assertThat(local.purpose()).isEqualTo(LinkPurpose.PASSWORD_RESET);
    }

    @Test
    @DisplayName("says what no page of links may be without")
    void headers() {
        assertThat(LinkPage.HEADERS)
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("Cache-Control", "no-store");
    }
}
