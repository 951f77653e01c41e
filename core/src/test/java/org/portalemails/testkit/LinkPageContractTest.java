package org.portalemails.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.portalemails.inmemory.InMemoryLinks;
import org.portalemails.links.LinkPage;
import org.portalemails.links.LinkPurpose;
import org.portalemails.links.LinkToken;
import org.portalemails.links.LinkVisit;

/** A page that keeps the protocol passes; one for each way to break it does not. */
@DisplayName("The contract for pages of links")
class LinkPageContractTest {
    private static final LinkPage PAGE =
            LinkPage.of(LinkPurpose.PASSWORD_RESET, URI.create("https://portal.example/reset"));

    /** A portal of one page with one button. */
    private static class Portal extends LinkPageContract {
        final InMemoryLinks links = new InMemoryLinks(Clock.systemUTC());

        @Override
        protected URI newLink() {
            return URI.create(PAGE.linkFor(
                    links.issue(PAGE.purpose(), "marie", Instant.now().plusSeconds(600))));
        }

        @Override
        protected boolean hasFinished(Answer page) {
            return page.body().contains("Saved");
        }

        @Override
        protected Answer send(Request request) {
            String path = request.address().getPath();
            if (path.startsWith("/reset/")) {
                LinkPage.Arrival arrival = PAGE.arrive(path.substring("/reset/".length()));
                return answer(
                        303,
                        "",
                        Map.of(
                                "location", List.of(arrival.location()),
                                "set-cookie", List.of(arrival.setCookie())));
            }
            if (path.equals("/quiet.js")) {
                return answer(200, "console.log('hello')", Map.of());
            }
            if (!request.method().equals("POST")) {
                return answer(200, page(), Map.of());
            }
            String query = String.valueOf(request.address().getQuery());
            LinkVisit visit =
                    PAGE.visit(query.replace("link=", ""), request.headers().get("Cookie"));
            boolean ours = "forgery-token".equals(request.form().get("csrf"));
            boolean saved = ours
                    && links.redeem(PAGE.purpose(), visit.token(), visit.browser())
                            .isValid();
            return answer(ours ? 200 : 403, saved ? "<p>Saved</p>" : "<p>No</p>", Map.of());
        }

        String page() {
            return "<a href='?lang=fr'>fr</a><form method='get' action='/search'><input name='q'></form>"
                    + "<script src='/quiet.js'></script><form method=\"post\">"
                    + "<input type='hidden' name='csrf' value='forgery-token'><button>Go</button></form>";
        }

        Answer answer(int status, String body, Map<String, List<String>> more) {
            Map<String, List<String>> headers = new HashMap<>(more);
            LinkPage.HEADERS.forEach((name, value) -> headers.put(name, List.of(value)));
            return new Answer(status, headers, body);
        }
    }

    /** The same with another page. */
    private static Portal showing(UnaryOperator<String> change) {
        return new Portal() {
            @Override
            String page() {
                return change.apply(super.page());
            }
        };
    }

    @Nested
    class IsKeptBy extends Portal {}

    @Test
    @DisplayName("notices a page that submits itself, in whatever way")
    void selfSubmitting() {
        for (String way : List.of(
                "<script>document.forms[1].submit()</script>",
                "<script>document.querySelector('button').click();</script>",
                "<script>document.forms[1]['requestSubmit']()</script>",
                "<img src='x' onerror=\"document.forms[1].requestSubmit()\">",
                "<meta http-equiv=\"refresh\" content=\"0\">")) {
            assertThatThrownBy(() -> showing(page -> page + way).noSelfSubmission())
                    .as(way)
                    .isInstanceOf(AssertionError.class);
        }
        assertThatCode(() -> showing(page -> page + "<script>button.addEventListener('click', ask)</script>")
                        .noSelfSubmission())
                .doesNotThrowAnyException();
    }

    @Test
    @DisplayName("notices a page that spends a link when it is opened")
    void spendsOnGet() {
        Portal portal = new Portal() {
            @Override
            protected Answer send(Request request) {
                String path = request.address().getPath();
                if (path.startsWith("/reset/")) {
                    boolean first = links.redeem(
                                    PAGE.purpose(), LinkToken.received(path.substring("/reset/".length())), "")
                            .isValid();
                    return answer(200, first ? "Saved" : "No", Map.of());
                }
                return super.send(request);
            }
        };
        List<Check> programs = List.of(
                portal::head, portal::get, portal::getsAtOnce, portal::prefetch, portal::preview, portal::crawler);
        for (Check program : programs) {
            assertThatThrownBy(program::run).isInstanceOf(AssertionError.class).hasMessageContaining("another browser");
        }
        assertThatThrownBy(portal::gateway).isInstanceOf(AssertionError.class);
    }

    @Test
    @DisplayName("notices an address that crawlers follow and that finishes")
    void getForm() {
        Portal confirming = new Portal() {
            @Override
            protected Answer send(Request request) {
                if (request.address().getPath().equals("/confirm")) {
                    String cookie = request.headers().getOrDefault("Cookie", "portal-link-=");
                    String id = cookie.substring("portal-link-".length(), cookie.indexOf('='));
                    return super.send(new Request(
                            "POST",
                            URI.create("https://portal.example/reset?link=" + id),
                            request.headers(),
                            Map.of("csrf", "forgery-token")));
                }
                return super.send(request);
            }

            @Override
            String page() {
                return super.page() + "<a href='/confirm'>confirm</a>";
            }
        };
        assertThatThrownBy(confirming::crawler).isInstanceOf(AssertionError.class);
    }

    @Test
    @DisplayName("notices a page that asks for no proof against forgery, even if only its own browser could send it")
    void forgeable() {
        Portal portal = new Portal() {
            @Override
            protected Answer send(Request request) {
                if (!request.method().equals("POST")) {
                    return super.send(request);
                }
                String path = request.address().getPath();
                boolean saved = path.startsWith("/reset/")
                        && links.redeem(PAGE.purpose(), LinkToken.received(path.substring("/reset/".length())), "")
                                .isValid();
                return answer(200, saved ? "Saved" : "No", Map.of());
            }
        };
        assertThatThrownBy(portal::forgery).isInstanceOf(AssertionError.class);
    }

    @Test
    @DisplayName(
            "notices a link that works twice, a secret in the address or the page, a missing header, and a foreign resource")
    void otherLeaks() {
        Portal forEver = new Portal() {
            @Override
            protected Answer send(Request request) {
                return request.method().equals("POST") ? answer(200, "Saved", Map.of()) : super.send(request);
            }
        };
        assertThatThrownBy(forEver::worksOnce).isInstanceOf(AssertionError.class);
        Portal staying = new Portal() {
            @Override
            protected Answer send(Request request) {
                return answer(200, page(), Map.of());
            }
        };
        assertThatThrownBy(staying::secretLeaves).isInstanceOf(AssertionError.class);
        Portal careless = new Portal() {
            @Override
            Answer answer(int status, String body, Map<String, List<String>> more) {
                return new Answer(status, more, body);
            }
        };
        assertThatThrownBy(careless::headers).isInstanceOf(AssertionError.class);
        for (String foreign : List.of(
                "<img src='https://tracker.example/x.gif'>",
                "<script src='//cdn.example/x.js'></script>",
                "<link rel=stylesheet href=https://fonts.example/css>")) {
            assertThatThrownBy(() -> showing(page -> page + foreign).noThirdParty())
                    .as(foreign)
                    .isInstanceOf(AssertionError.class);
        }
    }

    /** One check of the contract. */
    private interface Check {
        void run() throws Exception;
    }
}
