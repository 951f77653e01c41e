package org.portalemails.demo.portal;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Objects;
import org.portalemails.demo.customers.Representative;
import org.portalemails.demo.customers.RepresentativeService;
import org.portalemails.demo.customers.Representatives;
import org.portalemails.links.LinkAnswer;
import org.portalemails.links.LinkPage;
import org.portalemails.links.LinkPurpose;
import org.portalemails.links.LinkState;
import org.portalemails.links.LinkVisit;
import org.portalemails.links.OneTimeLinks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A link is used up, a password is kept and a notice of it announced in one transaction: all, or nothing. */
@Service
@Transactional
class ChosenPasswords {
    private static final String CHANGE =
            "update erp_portal_password set password_hash = ?, chosen_at = ? where representative_id = ?";
    private static final String ADD =
            "insert into erp_portal_password (password_hash, chosen_at, representative_id) values (?, ?, ?)";

    private final OneTimeLinks links;
    private final Representatives representatives;
    private final RepresentativeService service;
    private final PasswordEncoder encoder;
    private final JdbcClient jdbc;
    private final Clock clock;

    ChosenPasswords(
            OneTimeLinks links,
            Representatives representatives,
            RepresentativeService service,
            PasswordEncoder encoder,
            JdbcClient jdbc,
            Clock clock) {
        this.links = links;
        this.representatives = representatives;
        this.service = service;
        this.encoder = encoder;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    LinkAnswer look(LinkPage page, LinkVisit visit) {
        return links.inspect(page.purpose(), visit.token());
    }

    /** For the password manager, which wants to know whose password it keeps. */
    String addressOf(String representativeId) {
        return representatives.find(representativeId).map(Representative::email).orElse("");
    }

    LinkState choose(LinkPage page, LinkVisit visit, String password) {
        LinkAnswer answer = links.redeem(page.purpose(), visit.token(), visit.browser());
        if (answer.isValid() && !answer.repeated()) {
            String whose = Objects.requireNonNull(answer.reference());
            keep(whose, password);
            if (page.purpose().equals(LinkPurpose.PASSWORD_RESET)) {
                service.passwordChanged(whose);
            }
        }
        return answer.state();
    }

    private void keep(String representativeId, String password) {
        String hash = Objects.requireNonNull(encoder.encode(password));
        if (write(CHANGE, representativeId, hash) == 0) {
            write(ADD, representativeId, hash);
        }
    }

    private int write(String sql, String representativeId, String hash) {
        return jdbc.sql(sql)
                .params(hash, clock.instant().atOffset(ZoneOffset.UTC), representativeId)
                .update();
    }
}
