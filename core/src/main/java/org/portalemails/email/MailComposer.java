package org.portalemails.email;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.event.ActionLink;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.event.PortalEvent;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.PortalProfile;
import org.portalemails.language.VisibleText;
import org.portalemails.notification.AccountKey;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.CompositionPolicy;
import org.portalemails.notification.EventReading;
import org.portalemails.notification.EventValues;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MailText;
import org.portalemails.notification.MissingValueException;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.Recipient;
import org.portalemails.notification.SendingRules;
import org.portalemails.notification.SkipReason;
import org.portalemails.notification.UnusableValueException;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.EffectiveText;
import org.portalemails.settings.Sourced;
import org.portalemails.template.RenderingTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns an event into emails or named skips: a function of its arguments, without input, output or clock.
 *
 * <p>Safe for many threads; parsed texts are kept and shared.
 */
public final class MailComposer {
    private static final Logger LOG = LoggerFactory.getLogger(MailComposer.class);

    private final FieldCatalogue catalogue;
    private final BuiltInTexts builtInTexts;
    private final SendingRules rules;
    private final PreparedTexts texts;

    /**
     * Creates a composer.
     *
     * @param catalogue the merge fields, the host's own included
     * @param builtInTexts the texts of last resort
     * @param policy how the host reads the rules
     */
    public MailComposer(FieldCatalogue catalogue, BuiltInTexts builtInTexts, CompositionPolicy policy) {
        this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
        this.builtInTexts = Objects.requireNonNull(builtInTexts, "builtInTexts");
        this.rules = new SendingRules(Objects.requireNonNull(policy, "policy"));
        this.texts = new PreparedTexts(catalogue);
    }

    /**
     * Composes.
     *
     * @param event what happened
     * @param group the event's group
     * @param settings the effective settings of that group
     * @param profile what the host says of itself
     * @param announcedAt the moment of the announcement; becomes the Date header, cut to whole seconds
     * @param ids gives a new id for each mail
     * @return one plan for each mail that the event may cause, in the order of the screen; never empty
     * @throws MissingValueException if the event lacks a value that a text needs
     * @throws UnusableValueException if the event has something else than an address for a field that holds a link
     * @throws RenderingTooLargeException if its values make even the built-in text too long
     */
    public List<PlannedMail> compose(
            PortalEvent event,
            CustomerGroup group,
            EffectiveSettings settings,
            PortalProfile profile,
            Instant announcedAt,
            Supplier<MailId> ids) {
        List<PlannedMail> plans = new ArrayList<>(2);
        for (SendingRules.Verdict verdict : rules.verdicts(event, group, settings)) {
            Recipient recipient = verdict.recipient();
            SkipReason skip = verdict.skip();
            if (recipient == null) {
                SkipReason reason = Objects.requireNonNull(skip, "a verdict without recipient has a reason");
                plans.add(new PlannedMail.Skip(verdict.type(), verdict.address(), reason));
            } else {
                Recipient named = EventReading.isByStranger(event) ? recipient.unlinked() : recipient;
                plans.add(new PlannedMail.Send(
                        mail(verdict.type(), named, event, group, settings, profile, announcedAt, ids.get()),
                        supersedes(event)));
            }
        }
        return List.copyOf(plans);
    }

    /**
     * The mails that an event may cause, whatever the settings.
     *
     * @param event what happened
     * @return one or two, in the order of the screen
     */
    public static List<NotificationType> mailsOf(PortalEvent event) {
        return SendingRules.mailsOf(event);
    }

    private ComposedMail mail(
            NotificationType type,
            Recipient recipient,
            PortalEvent event,
            CustomerGroup group,
            EffectiveSettings settings,
            PortalProfile profile,
            Instant announcedAt,
            MailId id) {
        Instant date = announcedAt.truncatedTo(ChronoUnit.SECONDS);
        EffectiveText chosen = settings.text(type, recipient.language());
        EventValues values =
                EventReading.read(event, type, recipient, group, profile, date, chosen.language(), catalogue);
        Written written = write(type, chosen, values);
        EmailAddress from = settings.sendFrom()
                .map(Sourced::value)
                .orElseThrow(() -> new IllegalStateException("the rules let a mail without a sender pass"));
        String senderName =
                settings.senderName().map(Sourced::value).orElse(profile.senderCompanyName(chosen.language()));
        Mailbox replyTo =
                settings.replyTo().map(Sourced::value).map(Mailbox::of).orElse(null);
        return new ComposedMail(
                id,
                event.id(),
                type,
                group.id(),
                chosen.language(),
                id.value() + "@" + profile.messageIdDomain(),
                date,
                new Mailbox(senderName, from),
                replyTo,
                recipient.mailbox(),
                written.subject(),
                written.body().text(),
                written.body().html(),
                usedLinks(values.links(), written.body()));
    }

    private record Written(String subject, MailBody body) {
        boolean showsSomething() {
            return VisibleText.isIn(subject) && body.text().showsSomething();
        }
    }

    /**
     * A text whose sections all fall away says nothing, and a blank text means "use the built-in one"; so does one that these values
     * make too long.
     */
    private Written write(NotificationType type, EffectiveText chosen, EventValues values) {
        try {
            Written own = write(type, chosen.text(), chosen.language(), values);
            if (own.showsSomething()) {
                return own;
            }
        } catch (RenderingTooLargeException e) {
            LOG.warn("{}: the text of level {} became too long, the built-in one is used", type.code(), chosen.level());
        }
        MailText builtIn = builtInTexts.text(type, chosen.language());
        return write(type, builtIn, chosen.language(), values);
    }

    private Written write(NotificationType type, MailText text, Locale language, EventValues values) {
        PreparedTexts.Prepared prepared = texts.prepare(type, text);
        return new Written(
                prepared.subject(values), MailBody.of(prepared.content(values), language, values.addresses()));
    }

    private static Map<String, ActionLink> usedLinks(Map<String, ActionLink> links, MailBody body) {
        if (links.isEmpty()) {
            return links;
        }
        Set<String> fields = new HashSet<>(body.text().secretFields());
        if (body.html() != null) {
            fields.addAll(body.html().secretFields());
        }
        Map<String, ActionLink> used = new HashMap<>(links);
        used.keySet().retainAll(fields);
        return used;
    }

    /** A newer reset of the same account makes the older link worthless. */
    private static @Nullable String supersedes(PortalEvent event) {
        if (event instanceof PasswordResetRequested reset) {
            return AccountKey.of(reset);
        }
        return null;
    }
}
