package org.portalemails.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.SenderDomains;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.testkit.SettableClock;
import org.portalemails.transport.MailRoute;
import org.portalemails.transport.MailRoutes;

@DisplayName("Routes")
class MailRoutesTest {
    private static final CustomerGroupId GROUP = new CustomerGroupId("G");
    private static final CompanyId COMPANY = new CompanyId("C");
    private static final EmailAddress SENDER = EmailAddress.of("Portail@boreal.example");

    private static String found(MailRoutes routes, CustomerGroupId group, CompanyId company, String sender) {
        return routes.find(group, company, EmailAddress.of(sender)).name();
    }

    @Test
    @DisplayName("are found from the narrowest rule to the widest, in whatever order the rules were given")
    void order() {
        MailRoutes routes = MailRoutes.of(MailRoute.named("rest"))
                .forSenderDomain("Boréal.example", MailRoute.named("idn"))
                .forSenderDomain("boreal.example", MailRoute.named("domain"))
                .forSender(SENDER, MailRoute.named("sender"))
                .forCompany(COMPANY, MailRoute.named("company"))
                .forGroup(GROUP, MailRoute.named("group"));
        CustomerGroupId other = new CustomerGroupId("g");
        CompanyId elsewhere = new CompanyId("c");
        assertThat(found(routes, GROUP, COMPANY, "portail@boreal.example")).isEqualTo("group");
        assertThat(found(routes, other, COMPANY, "portail@boreal.example")).isEqualTo("company");
        assertThat(found(routes, other, elsewhere, "PORTAIL@boreal.example"))
                .as("case is no difference")
                .isEqualTo("sender");
        assertThat(found(routes, other, elsewhere, "other@BOREAL.example")).isEqualTo("domain");
        assertThat(found(routes, other, elsewhere, "a@xn--boral-dsa.example")).isEqualTo("idn");
        assertThat(found(routes, other, elsewhere, "a@mail.boreal.example"))
                .as("a domain under it is another")
                .isEqualTo("rest");
        assertThat(routes.all())
                .extracting(MailRoute::name)
                .containsExactly("rest", "idn", "domain", "sender", "company", "group");
        assertThat(routes).hasToString("MailRoutes[rest, idn, domain, sender, company, group]");
    }

    @Test
    @DisplayName("with an id of a group and of a company that are written alike are not mixed up")
    void alike() {
        MailRoutes routes = MailRoutes.single().forCompany(new CompanyId("X"), MailRoute.named("company"));
        assertThat(found(routes, new CustomerGroupId("X"), COMPANY, "a@b.example"))
                .isEqualTo("default");
    }

    @Test
    @DisplayName("of one name are one route; one that sends for nobody like its rule is refused")
    void refused() {
        MailRoute north = MailRoute.named("north");
        MailRoutes routes = MailRoutes.single().forGroup(GROUP, north).forCompany(COMPANY, north);
        assertThat(routes.all()).hasSize(2);
        MailRoute other = north.through("main", new InMemoryMailTransport());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> routes.forSender(SENDER, other))
                .withMessage("routes: two different ones are called north");
        MailRoute elsewhere = MailRoute.named("elsewhere").sendingFor(SenderDomains.only("other.example"));
        assertThat(elsewhere.sendsFor(SENDER)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> routes.forSender(SENDER, elsewhere))
                .withMessageContaining("route elsewhere")
                .withMessageNotContaining("@");
        assertThatIllegalArgumentException().isThrownBy(() -> routes.forSenderDomain("not a domain", north));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "é", "a/b", "a:b", "a\n"})
    @DisplayName("have names that fit a column, a metric and a log line")
    void names(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> MailRoute.named(name));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailRoute.named("r").through(name, new InMemoryMailTransport()));
    }

    @Test
    @DisplayName("have each transport once, and at most 64 characters in a name")
    void transports() {
        MailRoute route = MailRoute.named("n".repeat(64)).through("main", new InMemoryMailTransport());
        assertThat(route.transports()).extracting(MailRoute.Named::name).containsExactly("main");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> route.through("main", new InMemoryMailTransport()))
                .withMessageContaining("called main");
        assertThatIllegalArgumentException().isThrownBy(() -> MailRoute.named("n".repeat(65)));
    }

    @Test
    @DisplayName("without a transport do not start a dispatcher, nor do more routes than senders")
    void start() {
        InMemoryOutbox outbox = new InMemoryOutbox(new SettableClock());
        OutboxDispatcher.Builder without = OutboxDispatcher.builder(
                        outbox,
                        MailRoutes.single(new InMemoryMailTransport()).forGroup(GROUP, MailRoute.named("north")))
                .sealer(PayloadSealer.unprotected());
        assertThatThrownBy(without::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("route north");
        MailRoute two = MailRoute.named("two").through("main", new InMemoryMailTransport());
        OutboxDispatcher.Builder few = OutboxDispatcher.builder(
                        outbox, MailRoutes.single(new InMemoryMailTransport()).forGroup(GROUP, two))
                .sealer(PayloadSealer.unprotected())
                .policy(DispatchPolicy.standard().inBatchesOf(10, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(few::build)
                .withMessage("maxInFlight: 1 are fewer than the 2 routes; each needs one at least");
        assertThat(List.of(few.policy(DispatchPolicy.standard().inBatchesOf(10, 2))
                        .build()
                        .routes()))
                .hasSize(1);
    }
}
