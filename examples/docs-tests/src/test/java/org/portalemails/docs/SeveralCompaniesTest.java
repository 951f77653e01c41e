package org.portalemails.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.portalemails.screen.ScreenPermission.SEE_SETTINGS;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.UnknownCompanyException;
import org.portalemails.address.EmailAddress;
import org.portalemails.host.Company;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.host.PortalProfile;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.inmemory.InMemorySettingsStore;
import org.portalemails.limit.RequestLimit;
import org.portalemails.limit.RequestLimits;
import org.portalemails.outbox.SuppressionList;
import org.portalemails.screen.ScreenUser;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.Level;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.Sourced;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.TestPortal;

/** The code of the how-to about several companies. */
@DisplayName("Several companies")
class SeveralCompaniesTest {
    private final InMemorySettingsStore store = new InMemorySettingsStore(Clock.systemUTC());
    private final InMemoryOutbox outbox = new InMemoryOutbox(Clock.systemUTC());
    private final Map<CompanyId, PortalProfile> profiles =
            Map.of(new CompanyId("NORTH"), SampleSettings.profile(), new CompanyId("SOUTH"), SampleSettings.profile());

    private PortalEmails build() {
        // snippet: directories
        CustomerGroupDirectory groups =
                id -> Optional.of(new CustomerGroup(id, "Retail, north", true, new CompanyId("NORTH")));
        CompanyDirectory companies = () -> List.of(
                new Company(new CompanyId("NORTH"), "Boreal North Inc."),
                new Company(new CompanyId("SOUTH"), "Boreal South Inc."));
        PortalEmails portal = PortalEmails.builder()
                .customerGroups(groups)
                .companies(companies)
                .profiles(company -> Objects.requireNonNull(profiles.get(company)))
                .settingsStore(store)
                .outbox(outbox)
                .build();
        // end
        return portal;
    }

    @Test
    void inherits() {
        SettingsScreen screen = build().settingsScreen();
        // snippet: settings
        SettingsOwner north = SettingsOwner.company(new CompanyId("NORTH"));
        SettingsForm form = screen.open(north);
        form.setSendFrom("portal@north.example");
        screen.save(north, form, "zoe");

        EffectiveSettings effective = screen.effective(new CustomerGroupId("RETAIL"));
        Optional<Sourced<EmailAddress>> sender = effective.sendFrom(); // of Level.COMPANY
        // end
        assertThat(sender).map(Sourced::level).contains(Level.COMPANY);

        // snippet: file
        String file = screen.export(new CompanyId("NORTH"));
        boolean refused = screen.dryRun(file, new CompanyId("NORTH")).isRefused();
        // end
        assertThat(refused).isFalse();
        assertThatThrownBy(() -> screen.open(SettingsOwner.company(new CompanyId("WEST"))))
                .isInstanceOf(UnknownCompanyException.class);
    }

    @Test
    void limits() {
        // snippet: limits
        RequestLimits limits = RequestLimits.standard()
                .perCompany(new RequestLimit(2_000, Duration.ofHours(1)))
                .wholeSystem(new RequestLimit(10_000, Duration.ofHours(1)));
        // end
        assertThat(limits.perCompany().most()).isEqualTo(2_000);
    }

    @Test
    void suppressions() {
        SuppressionList list = TestPortal.create().suppressionList();
        EmailAddress dead = EmailAddress.of("gone@erables.example");
        // snippet: suppress
        list.suppress(new CompanyId("NORTH"), dead, "5.1.1"); // for the mails of one company
        list.suppress(dead, "5.1.1"); // for those of all
        list.lift(dead); // every mark
        // end
        assertThat(list.newest(5)).isEmpty();
    }

    @Test
    void permissions() {
        CompanyId companyOfLuc = new CompanyId("NORTH");
        Map<CustomerGroupId, CompanyId> groups = Map.of(new CustomerGroupId("RETAIL"), companyOfLuc);
        // snippet: permissions
        ScreenUser luc = new ScreenUser("luc", null, (what, where) -> {
            if (where instanceof SettingsOwner.Company company) {
                return company.id().equals(companyOfLuc);
            }
            if (where instanceof SettingsOwner.Group group) {
                return companyOfLuc.equals(groups.get(group.id()));
            }
            return false; // what all companies have, and the mails of all
        });
        // end
        assertThat(luc.may().test(SEE_SETTINGS, SettingsOwner.company(companyOfLuc)))
                .isTrue();
        assertThat(luc.may().test(SEE_SETTINGS, SettingsOwner.group(new CustomerGroupId("RETAIL"))))
                .isTrue();
        assertThat(luc.may().test(SEE_SETTINGS, SettingsOwner.INSTALLATION)).isFalse();
    }
}
