package com.example.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.UnknownCustomerGroupException;
import org.portalemails.address.EmailAddress;
import org.portalemails.announce.Announcement;
import org.portalemails.delivery.OutboxWatch;
import org.portalemails.email.MailId;
import org.portalemails.event.EventId;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;
import org.portalemails.notification.Switch;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.AttemptRecord;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxCounts;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.EffectiveText;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.Level;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsChange;
import org.portalemails.settings.SettingsHistory;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.Sourced;
import org.portalemails.settings.StaleSettingsException;
import org.portalemails.settings.StoredSettings;
import org.portalemails.settings.TextDrift;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.settings.form.SettingsRules;
import org.portalemails.view.AnnouncementView;
import org.portalemails.view.AttemptView;
import org.portalemails.view.ChangeView;
import org.portalemails.view.CheckView;
import org.portalemails.view.DriftView;
import org.portalemails.view.EffectiveBrandView;
import org.portalemails.view.EffectiveSettingsView;
import org.portalemails.view.EffectiveTextView;
import org.portalemails.view.HoldView;
import org.portalemails.view.MailAnswerView;
import org.portalemails.view.MailView;
import org.portalemails.view.OutboxView;
import org.portalemails.view.Problem;
import org.portalemails.view.SettingView;
import org.portalemails.view.StoredSettingsView;
import org.portalemails.view.TextView;
import org.portalemails.view.TroubleView;
import org.portalemails.view.VersionView;
import org.portalemails.view.ViolationView;

/**
 * What a host sends and receives, as it might be: everything filled in, and once with nothing in it. The tests of this module ask JSON
 * libraries to write it, those of {@code jakarta-ee-servers} servers.
 */
public final class Samples {
    /** Every record of the contract, an outer one before those that stand in it. */
    static final List<Class<? extends Record>> VIEWS = List.of(
            EffectiveSettingsView.class,
            SettingView.class,
            EffectiveBrandView.class,
            EffectiveTextView.class,
            TextView.class,
            StoredSettingsView.class,
            VersionView.class,
            ChangeView.class,
            CheckView.class,
            ViolationView.class,
            DriftView.class,
            AnnouncementView.class,
            MailAnswerView.class,
            MailView.class,
            AttemptView.class,
            OutboxView.class,
            HoldView.class,
            TroubleView.class,
            Problem.class);

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final CustomerGroupId ID = new CustomerGroupId("WHOLESALE-QC");
    private static final SettingsOwner GROUP = SettingsOwner.group(ID);
    private static final NotificationType RESET = NotificationType.RESET_PASSWORD;
    private static final MailText TEXT =
            new MailText("Mot de passe de « {{companyName}} »", "Bonjour,\n\t{{resetLink}} 🍁", ContentFormat.PLAIN);

    private Samples() {}

    private static PortalEmailSettings settings() {
        return PortalEmailSettings.builder()
                .accessRequestsTo(EmailAddress.of("comptes@boreal.example"))
                .sendFrom(EmailAddress.of("portail@boreal.example"))
                .senderName("Distribution Boréale")
                .language(Locale.CANADA_FRENCH)
                .turn(Switch.NOTIFY_NEW_PRIMARY_CONTACT, true)
                .brandText(BrandText.SIGNATURE, Locale.CANADA_FRENCH, "Le service des \"comptes\"")
                .text(RESET, Locale.CANADA_FRENCH, TEXT)
                .text(RESET, Locale.ENGLISH, new MailText("Password", "<p>{{resetLink}}</p>", ContentFormat.HTML))
                .build();
    }

    private static StoredSettings stored() {
        return new StoredSettings(GROUP, 4, settings(), NOON, "zoé");
    }

    private static OutboxEntry entry(EntryState state, EntryReason reason) {
        return new OutboxEntry(
                new MailId("0193-abc"),
                new EventId("reset-17"),
                RESET.code(),
                ID,
                "marie@erables.example",
                state,
                reason.code(),
                NOON,
                NOON.plusSeconds(90),
                NOON.plusSeconds(1800),
                NOON.plusSeconds(600),
                2,
                1,
                "node-1",
                true,
                new CompanyId("boreal"),
                "boreal-smtp",
                new org.portalemails.email.MailOrigin(
                        java.util.Locale.CANADA_FRENCH, "group", "0123456789abcdef", "fedcba9876543210", "standard-1"),
                false,
                new MailId("0193-aba"));
    }

    private static List<AttemptRecord> attempts() {
        return List.of(
                new AttemptRecord(
                        1,
                        NOON.plusSeconds(2),
                        false,
                        new AttemptFacts(
                                "node-1",
                                "try-later",
                                "rcpt-to",
                                451,
                                "4.7.1",
                                "greylisted",
                                Duration.ofMillis(42),
                                "relay")),
                new AttemptRecord(
                        2,
                        NOON.plusSeconds(95),
                        true,
                        new AttemptFacts("node-2", AttemptFacts.LOST, null, 0, null, null, Duration.ZERO)));
    }

    private static List<SettingsViolation> violations() {
        SettingsForm form = SettingsForm.of(settings());
        form.setSendFrom("");
        form.getResetPassword().setContent("{{resetLink}}\n{{companyNam}}");
        return SettingsRules.standard().check(form, InheritedSettings.NOTHING);
    }

    /** A form as a browser sends it: not everything is said. */
    public static SettingsForm form() {
        SettingsForm form = SettingsForm.of(stored());
        form.setMessageLanguage("fr-CA");
        return form;
    }

    /** By name of the file. */
    public static Map<String, Object> all() {
        Locale english = Locale.ENGLISH;
        Locale french = Locale.CANADA_FRENCH;
        EffectiveSettings effective = EffectiveSettings.of(settings(), InheritedSettings.NOTHING, BuiltInTexts.load());
        EffectiveSettings bare = EffectiveSettings.of(null, InheritedSettings.NOTHING, BuiltInTexts.load());
        Map<String, Object> samples = new LinkedHashMap<>();
        samples.put("effective", EffectiveSettingsView.of(effective, List.of(french), CompanyDirectory.ONE, english));
        samples.put("effective-bare", EffectiveSettingsView.of(bare, List.of(), CompanyDirectory.ONE, french));
        samples.put("stored", StoredSettingsView.of(stored()));
        samples.put("stored-nothing", StoredSettingsView.of(GROUP, Optional.empty()));
        samples.put(
                "version",
                VersionView.of(
                        new SettingsHistory.Entry(
                                stored(), SettingsChange.between(PortalEmailSettings.blank(), settings())),
                        french));
        samples.put("check", CheckView.of(violations(), english));
        samples.put(
                "drift-mail",
                DriftView.of(
                        GROUP,
                        new TextDrift.OfMail(
                                RESET,
                                french,
                                TEXT,
                                new EffectiveText(
                                        new MailText("Mot de passe", "{{resetLink}}", ContentFormat.PLAIN),
                                        french,
                                        Level.INSTALLATION)),
                        CompanyDirectory.ONE,
                        english));
        samples.put(
                "drift-footer",
                DriftView.of(
                        SettingsOwner.INSTALLATION,
                        new TextDrift.OfBrand(
                                BrandText.FOOTER,
                                french,
                                "Érables inc.",
                                new Sourced<>("{{portalName}}", Level.BUILT_IN)),
                        CompanyDirectory.ONE,
                        french));
        samples.put(
                "announcement",
                AnnouncementView.of(
                        new Announcement(
                                new EventId("reset-17"),
                                List.of(
                                        new Announcement.Queued(RESET, new MailId("0193-abc")),
                                        new Announcement.Skipped(
                                                NotificationType.NEW_PRIMARY_CONTACT,
                                                new MailId("0193-abd"),
                                                SkipReason.SWITCHED_OFF),
                                        new Announcement.Refused(
                                                NotificationType.OLD_PRIMARY_CONTACT,
                                                new UnknownCustomerGroupException(ID)))),
                        french));
        samples.put(
                "mail", MailView.of(entry(EntryState.DEAD, EntryReason.ATTEMPTS_USED_UP), attempts(), Locale.FRENCH));
        samples.put(
                "mail-personal-data",
                MailView.withPersonalData(entry(EntryState.WAITING, EntryReason.ON_HOLD), attempts(), english));
        samples.put(
                "outbox",
                OutboxView.of(
                        new OutboxCounts(Map.of(EntryState.SENT, 4_000_000_000L), Duration.ofSeconds(75)),
                        List.of(
                                new Hold(HoldScope.EVERYTHING, Hold.Cause.MISCONFIGURED, "535 refused", NOON),
                                new Hold(
                                        HoldScope.group(ID),
                                        Hold.Cause.OPERATOR,
                                        "textes en révision",
                                        NOON,
                                        "Claire Roy")),
                        french));
        samples.put(
                "trouble",
                TroubleView.of(
                        new OutboxWatch.Trouble(
                                OutboxWatch.Kind.SERVER_DOWN,
                                HoldScope.route("boreal-smtp"),
                                NOON,
                                "connection refused"),
                        french));
        samples.put(
                "problem-invalid",
                Problem.of(new InvalidSettingsException(violations()), french).at("/groups/WHOLESALE-QC/settings"));
        samples.put(
                "problem-stale",
                Problem.of(
                        new StaleSettingsException(
                                3,
                                Optional.of(stored()),
                                SettingsChange.between(PortalEmailSettings.blank(), settings())),
                        english));
        samples.put("problem-unknown-group", Problem.of(new UnknownCustomerGroupException(ID), english));
        return samples;
    }
}
