package org.portalemails.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.Switch;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Setting;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;
import org.portalemails.settings.StaleSettingsException;
import org.portalemails.settings.StoredSettings;

/**
 * What every {@link SettingsStore} must do. To join with an adapter of your own: extend this class, give an empty store,
 * and run it; a store that keeps its promises in a transaction of the caller overrides {@link #inTransaction} too.
 */
@DisplayName("A settings store")
public abstract class SettingsStoreContract {
    private static final SettingsOwner GROUP = SettingsOwner.group(new CustomerGroupId("WHOLESALE-QC"));
    private static final SettingsOwner OTHER = SettingsOwner.group(new CustomerGroupId("Détaillants \"Est\" 50%_\\"));

    /** For adapters. */
    protected SettingsStoreContract() {}

    /**
     * The store under test, the same one for the whole of a test, empty at its beginning.
     *
     * @return a store
     */
    protected abstract SettingsStore store();

    /**
     * Does work in one transaction of its own and commits it.
     *
     * @param <T> what it gives
     * @param work calls {@link #store()}
     * @return what the work gives
     * @throws Exception what the work throws; then the transaction is rolled back
     */
    protected <T> T inTransaction(Callable<T> work) throws Exception {
        return work.call();
    }

    /** Settings that use everything there is. */
    private static PortalEmailSettings everything() {
        Locale canadian = Locale.CANADA_FRENCH;
        String long64k = "<p>" + "œuvre ’ \ud83d\ude80 ".repeat(4_000) + "</p>";
        return PortalEmailSettings.builder()
                .accessRequestsTo(EmailAddress.of("acces@boreale.example"))
                .sendFrom(EmailAddress.of("portail@boréale.example"))
                .senderName("Distribution Boréale — « Portail »")
                .replyTo(EmailAddress.of("o'hara+reponse@boreale.example"))
                .set(Setting.FAILURES_TO, EmailAddress.of("echecs@boreale.example"))
                .language(canadian)
                .frenchRequired(true)
                .turn(Switch.MAIL_CUSTOMERS_WHO_DID_NOT_ASK, true)
                .turn(Switch.NOTIFY_OLD_PRIMARY_CONTACT, true)
                .text(
                        NotificationType.RESET_PASSWORD,
                        canadian,
                        new MailText(
                                "Mot de passe d’{{companyName}}",
                                "Ouvrez\n\n\t{{resetLink}} '''\"\"\"\\ ",
                                ContentFormat.PLAIN))
                .basedOn(NotificationType.RESET_PASSWORD, canadian, "0123456789abcdef")
                .brandText(BrandText.SIGNATURE, canadian, "L’équipe\n{{supportContactPhone}}")
                .basedOn(BrandText.SIGNATURE, canadian, "0123456789abcdef")
                .text(
                        NotificationType.NEW_PRIMARY_CONTACT,
                        Locale.ENGLISH,
                        new MailText("Primary contact", long64k, ContentFormat.HTML))
                .build();
    }

    private static PortalEmailSettings named(String senderName) {
        return PortalEmailSettings.builder().senderName(senderName).build();
    }

    private StoredSettings save(SettingsOwner owner, PortalEmailSettings settings, long expected) throws Exception {
        return inTransaction(() -> store().save(owner, settings, expected, "luc"));
    }

    private Optional<StoredSettings> find(SettingsOwner owner) throws Exception {
        return inTransaction(() -> store().find(owner));
    }

    @Test
    @DisplayName("has nothing at the beginning")
    void empty() throws Exception {
        assertThat(find(GROUP)).isEmpty();
        assertThat(find(SettingsOwner.INSTALLATION)).isEmpty();
        assertThat(inTransaction(() -> store().history(GROUP, 10))).isEmpty();
        assertThat(inTransaction(() -> store().owners())).isEmpty();
    }

    @Test
    @DisplayName("gives back what was saved, with who, when and version 1")
    void firstSave() throws Exception {
        StoredSettings saved =
                inTransaction(() -> store().save(GROUP, everything(), 0, "Zoé d’Arc <zoe@boreale.example>"));
        assertThat(saved.owner()).isEqualTo(GROUP);
        assertThat(saved.version()).isEqualTo(1);
        assertThat(saved.settings()).isEqualTo(everything());
        assertThat(saved.savedBy()).isEqualTo("Zoé d’Arc <zoe@boreale.example>");
        assertThat(saved.savedAt()).isAfter(Instant.EPOCH);
        assertThat(find(GROUP)).contains(saved);
    }

    @Test
    @DisplayName("keeps blank settings as settings: a group that has saved nothing is another thing")
    void blank() throws Exception {
        save(GROUP, PortalEmailSettings.blank(), 0);
        assertThat(find(GROUP)).map(StoredSettings::settings).contains(PortalEmailSettings.blank());
        assertThat(find(OTHER)).isEmpty();
    }

    @Test
    @DisplayName("keeps owners apart, the installation default among them")
    void ownersApart() throws Exception {
        save(GROUP, named("group"), 0);
        save(SettingsOwner.INSTALLATION, named("all"), 0);
        save(OTHER, named("other"), 0);
        assertThat(find(GROUP)).map(StoredSettings::settings).contains(named("group"));
        assertThat(find(SettingsOwner.INSTALLATION))
                .map(StoredSettings::settings)
                .contains(named("all"));
        assertThat(find(OTHER)).map(StoredSettings::settings).contains(named("other"));
    }

    @Test
    @DisplayName("finds the newest of several owners at once, and leaves out those who have none")
    void findAll() throws Exception {
        save(GROUP, named("first"), 0);
        StoredSettings group = save(GROUP, named("second"), 1);
        StoredSettings all = save(SettingsOwner.INSTALLATION, named("all"), 0);
        assertThat(inTransaction(() -> store().findAll(List.of(OTHER, GROUP, SettingsOwner.INSTALLATION))))
                .containsOnly(Map.entry(GROUP, group), Map.entry(SettingsOwner.INSTALLATION, all));
        assertThat(inTransaction(() -> store().findAll(List.of(OTHER)))).isEmpty();
        assertThat(inTransaction(() -> store().findAll(List.of()))).isEmpty();
        List<SettingsOwner> many = new ArrayList<>(List.of(GROUP));
        for (int i = 0; i < 100; i++) {
            many.add(SettingsOwner.group(new CustomerGroupId("nobody-" + i)));
        }
        many.add(SettingsOwner.INSTALLATION);
        assertThat(inTransaction(() -> store().findAll(many)))
                .containsOnly(Map.entry(GROUP, group), Map.entry(SettingsOwner.INSTALLATION, all));
    }

    @Test
    @DisplayName("tells a group from another whose id differs in case only")
    void caseMatters() throws Exception {
        SettingsOwner lower = SettingsOwner.group(new CustomerGroupId("wholesale-qc"));
        save(GROUP, named("upper"), 0);
        save(lower, named("lower"), 0);
        assertThat(find(GROUP)).map(StoredSettings::settings).contains(named("upper"));
        assertThat(find(lower)).map(StoredSettings::settings).contains(named("lower"));
    }

    @Test
    @DisplayName("takes a customer group id of the greatest length")
    void longestId() throws Exception {
        SettingsOwner longest = SettingsOwner.group(new CustomerGroupId("é".repeat(CustomerGroupId.MAX_LENGTH)));
        save(longest, named("long"), 0);
        assertThat(find(longest)).map(StoredSettings::settings).contains(named("long"));
    }

    @Test
    @DisplayName("lists owners in the order of their keys, each once")
    void owners() throws Exception {
        SettingsOwner a = SettingsOwner.group(new CustomerGroupId("a"));
        SettingsOwner upper = SettingsOwner.group(new CustomerGroupId("Z"));
        for (SettingsOwner owner : List.of(a, SettingsOwner.INSTALLATION, upper)) {
            save(owner, named("1"), 0);
        }
        save(a, named("2"), 1);
        assertThat(inTransaction(() -> store().owners())).containsExactly(SettingsOwner.INSTALLATION, upper, a);
    }

    @Test
    @DisplayName("counts versions and remembers every one, newest first")
    void history() throws Exception {
        List<StoredSettings> saved = new ArrayList<>();
        for (int version = 0; version < 4; version++) {
            saved.add(0, save(GROUP, named("version " + (version + 1)), version));
        }
        assertThat(saved).extracting(StoredSettings::version).containsExactly(4L, 3L, 2L, 1L);
        assertThat(inTransaction(() -> store().history(GROUP, 10))).isEqualTo(saved);
        assertThat(inTransaction(() -> store().history(GROUP, 2))).isEqualTo(saved.subList(0, 2));
        assertThat(find(GROUP)).contains(saved.get(0));
    }

    @Test
    @DisplayName("finds an older version by its number")
    void version() throws Exception {
        StoredSettings first = save(GROUP, named("first"), 0);
        StoredSettings second = save(GROUP, named("second"), 1);
        assertThat(inTransaction(() -> store().find(GROUP, 1))).contains(first);
        assertThat(inTransaction(() -> store().find(GROUP, 2))).contains(second);
        assertThat(inTransaction(() -> store().find(GROUP, 3))).isEmpty();
        assertThat(inTransaction(() -> store().find(OTHER, 1))).isEmpty();
    }

    @Test
    @DisplayName("saves the same settings again as a new version")
    void sameAgain() throws Exception {
        save(GROUP, everything(), 0);
        assertThat(save(GROUP, everything(), 1).version()).isEqualTo(2);
    }

    @Test
    @DisplayName("refuses an edit of an older version, says what is newest, and changes nothing")
    void stale() throws Exception {
        save(GROUP, named("first"), 0);
        StoredSettings second = save(GROUP, named("second"), 1);
        for (long expected : new long[] {0, 1, 3, 1_000}) {
            assertThatThrownBy(() -> save(GROUP, named("late"), expected))
                    .isInstanceOfSatisfying(StaleSettingsException.class, e -> {
                        assertThat(e.newest()).contains(second);
                        assertThat(e.expectedVersion()).isEqualTo(expected);
                    });
        }
        assertThat(find(GROUP)).contains(second);
        assertThat(inTransaction(() -> store().history(GROUP, 10))).hasSize(2);
    }

    @Test
    @DisplayName("refuses an edit of settings that are not there")
    void staleWithoutSettings() throws Exception {
        assertThatThrownBy(() -> save(GROUP, named("late"), 1))
                .isInstanceOfSatisfying(StaleSettingsException.class, e -> assertThat(e.newest())
                        .isEmpty());
        assertThat(find(GROUP)).isEmpty();
        assertThat(inTransaction(() -> store().owners())).isEmpty();
    }

    @Test
    @DisplayName("stays usable in the transaction in which it refused: its history can be read, and a right edit saved")
    void usableAfterStale() throws Exception {
        save(GROUP, named("first"), 0);
        StoredSettings saved = inTransaction(() -> {
            assertThatThrownBy(() -> store().save(GROUP, named("late"), 0, "luc"))
                    .isInstanceOf(StaleSettingsException.class);
            assertThat(store().history(GROUP, 10)).hasSize(1);
            return store().save(GROUP, named("second"), 1, "luc");
        });
        assertThat(find(GROUP)).contains(saved);
    }

    @Test
    @DisplayName("sees in a transaction what was saved in it")
    void seesOwnSave() throws Exception {
        inTransaction(() -> {
            StoredSettings first = store().save(GROUP, named("first"), 0, "luc");
            assertThat(store().find(GROUP)).contains(first);
            StoredSettings second = store().save(GROUP, named("second"), 1, "luc");
            assertThat(store().history(GROUP, 10)).containsExactly(second, first);
            return second;
        });
    }

    @Test
    @DisplayName("refuses arguments that make no sense")
    void arguments() {
        assertThatIllegalArgumentException().isThrownBy(() -> store().save(GROUP, named("x"), -1, "luc"));
        assertThatIllegalArgumentException().isThrownBy(() -> store().save(GROUP, named("x"), 0, " "));
        assertThatIllegalArgumentException().isThrownBy(() -> store().save(GROUP, named("x"), 0, "x".repeat(101)));
        assertThatIllegalArgumentException().isThrownBy(() -> store().history(GROUP, 0));
    }

    @Test
    @DisplayName("lets exactly one of several edits of one version through")
    void concurrentEdits() throws Exception {
        int threads = 6;
        int rounds = 8;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < rounds; round++) {
                long base = round;
                CyclicBarrier start = new CyclicBarrier(threads);
                List<Future<Boolean>> edits = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    String name = "round " + round + ", editor " + i;
                    edits.add(executor.submit(() -> {
                        start.await();
                        try {
                            save(GROUP, named(name), base);
                            return true;
                        } catch (StaleSettingsException e) {
                            return false;
                        }
                    }));
                }
                int won = 0;
                for (Future<Boolean> edit : edits) {
                    won += edit.get() ? 1 : 0;
                }
                assertThat(won).as("winners of round %s", round).isEqualTo(1);
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(inTransaction(() -> store().history(GROUP, 100)))
                .extracting(StoredSettings::version)
                .containsExactly(8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
    }
}
