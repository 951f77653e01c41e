package org.portalemails.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CustomerGroupId;
import org.portalemails.UnknownCustomerGroupException;
import org.portalemails.address.AddressRule;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.EmailAddressException;
import org.portalemails.announce.Notifier;
import org.portalemails.event.AccessRequested;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;
import org.portalemails.event.PortalEvent;
import org.portalemails.event.UserNameForgotten;
import org.portalemails.host.CustomerGroup;
import org.portalemails.jdbc.StorageException;
import org.portalemails.jdbc.TransientStorageException;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.FieldValueException;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.screen.PortalNotUsedException;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.template.RenderingTooLargeException;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.TestPortal;

/** The code of the how-to about exceptions. */
@DisplayName("An exception")
class ErrorsTest {
    private final List<String> told = new ArrayList<>();

    private void tell(String line) {
        told.add(line);
    }

    private void announce(Notifier notifier, PortalEvent event) {
        // snippet: announce
        try {
            notifier.announce(event);
        } catch (UnknownCustomerGroupException e) {
            tell("there is no customer group " + e.group().value());
        } catch (FieldValueException e) {
            tell(e.type().code() + " needs a usable value for " + e.field());
        } catch (RenderingTooLargeException e) {
            tell("the values of " + event.id() + " are too long for a mail");
        }
        // end
    }

    @Test
    void ofAnnouncingNamesTheGroupOrTheField() {
        TestPortal portal = TestPortal.builder()
                .settings(SampleSettings.allOn()
                        .withText(
                                NotificationType.CUSTOMER_ACCESS_REQUEST,
                                Locale.CANADA_FRENCH,
                                new MailText("Accès", "{{registrationLink}}", ContentFormat.PLAIN)))
                .build();
        announce(
                portal.notifier(),
                new UserNameForgotten(
                        EventHeader.of(
                                new EventId("E-1"),
                                new CustomerGroupId("GONE"),
                                SampleEvents.WHEN,
                                "Érablière du Nord"),
                        SampleEvents.MARIE,
                        List.of("mtremblay")));
        announce(
                portal.notifier(),
                new AccessRequested(
                        SampleEvents.header("E-2"), "R-1", SampleEvents.MARIE, null, null, null, null, null));

        assertThat(told)
                .containsExactly(
                        "there is no customer group GONE",
                        "customer-access-request needs a usable value for registrationLink");
        assertThat(portal.entries()).isEmpty();
    }

    @Test
    void ofAnAddressIsARuleInWords() {
        String typed = "marie.tremblay@erables";
        // snippet: address
        try {
            EmailAddress address = EmailAddress.pasted(typed);
            tell("thank you: " + address.value());
        } catch (EmailAddressException e) {
            AddressRule rule = e.rule();
            tell(rule.message(Locale.ENGLISH));
        }
        // end
        assertThat(told).containsExactly(AddressRule.DOMAIN_WITHOUT_DOT.message(Locale.ENGLISH));
    }

    @Test
    void ofTheScreenSaysThatAGroupHasNone() {
        CustomerGroup without = new CustomerGroup(new CustomerGroupId("CASH"), "Comptoir", false);
        SettingsScreen screen = TestPortal.builder()
                .group(without, SampleSettings.allOn())
                .build()
                .settingsScreen();
        SettingsOwner owner = SettingsOwner.group(without.id());
        SettingsForm form = SettingsForm.of(SampleSettings.allOn());
        // snippet: screen
        try {
            screen.save(owner, form, "luc");
        } catch (PortalNotUsedException e) {
            tell("the group " + e.group().value() + " does not use the portal");
        }
        // end
        assertThat(told).containsExactly("the group CASH does not use the portal");
    }

    @Test
    void ofTheDatabaseMayBeAReasonToTryAgain() {
        int[] failures = {1};
        Runnable transaction = () -> {
            if (failures[0]-- > 0) {
                throw new TransientStorageException("saving", "40001", 0, new SQLException());
            }
        };
        inTransaction(transaction);
        assertThat(failures[0]).isEqualTo(-1);

        Runnable broken = () -> {
            throw new StorageException("saving", "42S02", 0, new SQLException());
        };
        assertThatThrownBy(() -> inTransaction(broken)).isInstanceOf(StorageException.class);
        assertThat(told).containsExactly("the database refuses: 42S02");
    }

    // snippet: retry
    private void inTransaction(Runnable transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                transaction.run(); // begins, does its work, commits; rolls back when something is thrown
                return;
            } catch (TransientStorageException e) {
                if (attempt == 3) {
                    throw e;
                }
            } catch (StorageException e) {
                tell("the database refuses: " + e.sqlState());
                throw e;
            }
        }
    }
    // end
}
