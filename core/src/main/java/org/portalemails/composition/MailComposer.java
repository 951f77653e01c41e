package org.portalemails.composition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.email.MailOrigin;
import org.portalemails.email.PersonName;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.PortalEvent;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.PortalProfile;
import org.portalemails.layout.MailLayout;
import org.portalemails.limit.RequestLimits;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.CompositionPolicy;
import org.portalemails.notification.Decision;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.FieldValueException;
import org.portalemails.notification.MailText;
import org.portalemails.notification.MailValues;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.Occasion;
import org.portalemails.notification.Recipient;
import org.portalemails.notification.SendingConditions;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.EffectiveText;
import org.portalemails.settings.Level;
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
    private static final Pattern LAYOUT_VERSION = Pattern.compile("[!-~]{1,60}");

    private final FieldCatalogue catalogue;
    private final BuiltInTexts builtInTexts;
    private final CompositionPolicy policy;
    private final RequestLimits limits;
    private final PreparedTexts texts;
    private final MailLayout layout;
    private final String layoutVersion;

    /**
     * Creates a composer.
     *
     * @param catalogue the merge fields, the host's own included
     * @param builtInTexts the texts of last resort
     * @param policy how the host reads the rules
     * @param limits how many mails strangers may cause
     * @param layout of the mails that have HTML
     */
    public MailComposer(
            FieldCatalogue catalogue,
            BuiltInTexts builtInTexts,
            CompositionPolicy policy,
            RequestLimits limits,
            MailLayout layout) {
        this.layout = Objects.requireNonNull(layout, "layout");
        this.layoutVersion = LAYOUT_VERSION.matcher(layout.version()).matches() ? layout.version() : "own";
        this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
        this.builtInTexts = Objects.requireNonNull(builtInTexts, "builtInTexts");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.limits = Objects.requireNonNull(limits, "limits");
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
     * @throws FieldValueException if the event lacks a value that a text needs, or has something else than an address for a field that
     *     holds a link
     * @throws RenderingTooLargeException if its values make even the built-in text too long
     */
    public List<PlannedMail> compose(
            PortalEvent event,
            CustomerGroup group,
            EffectiveSettings settings,
            PortalProfile profile,
            Instant announcedAt,
            Supplier<MailId> ids) {
        SendingConditions conditions = new SendingConditions(
                group.usesPortal(),
                settings.sendFrom().isPresent(),
                settings.accessRequestsTo().map(Sourced::value).orElse(null),
                settings.language(),
                settings.switchesOn(),
                policy);
        List<PlannedMail> plans = new ArrayList<>(2);
        for (NotificationType type : NotificationType.causedBy(event)) {
            Decision decision = type.decide(event, conditions);
            MailId id = ids.get();
            if (decision instanceof Decision.Send send) {
                Occasion occasion = new Occasion(event, send.recipient(), group, profile, announcedAt);
                Made made = mail(type, occasion, settings, id);
                plans.add(new PlannedMail.Send(
                        made.mail(),
                        type.supersedes(event).orElse(null),
                        type.stranger(event)
                                .map(asked -> limits.quotas(asked.email(), event.group(), group.company(), type.code()))
                                .orElse(List.of()),
                        group.company(),
                        PlannedMail.DEFAULT_ROUTE,
                        made.origin(),
                        PlannedMail.Send.Kind.REAL,
                        null));
            } else {
                Decision.Skip skip = (Decision.Skip) decision;
                EmailAddress address = skip.address();
                plans.add(new PlannedMail.Skip(
                        id,
                        event.id(),
                        type,
                        event.group(),
                        address == null ? null : address.mailboxKey(),
                        PersonName.key(skip.name()),
                        skip.reason(),
                        group.company()));
            }
        }
        return List.copyOf(plans);
    }

    /** A mail in one language. */
    private record Version(String level, MailText text, MailValues values, Surroundings around, Written written) {}

    /** A mail, and from what it was made. */
    private record Made(ComposedMail mail, MailOrigin origin) {}

    private Made mail(NotificationType type, Occasion occasion, EffectiveSettings settings, MailId id) {
        Recipient recipient = occasion.recipient();
        Map<Locale, Version> versions = new LinkedHashMap<>();
        for (Locale wanted : settings.languages(type, recipient.language())) {
            EffectiveText chosen = settings.text(type, wanted);
            if (!versions.containsKey(chosen.language())) {
                versions.put(chosen.language(), version(type, occasion, settings, chosen));
            }
        }
        Map.Entry<Locale, Version> first = versions.entrySet().iterator().next();
        ComposedMail mail = new Heading(
                        id,
                        occasion.event().id(),
                        type,
                        occasion.group().id(),
                        first.getKey(),
                        occasion.announcedAt(),
                        recipient.mailbox(),
                        settings,
                        occasion.profile())
                .over(
                        together(type, List.copyOf(versions.values())),
                        first.getValue().values().links())
                .orElseThrow(() -> new IllegalStateException("the rules let a mail without a sender pass"));
        Version written = first.getValue();
        return new Made(
                mail,
                new MailOrigin(
                        first.getKey(),
                        written.level(),
                        texts.prepare(written.text()).fingerprint(),
                        written.around().fingerprint(),
                        layoutVersion));
    }

    /** In the first language alone, if the others cannot stand beside it: it is plain text, or a document of its own, or too long. */
    private Written together(NotificationType type, List<Version> versions) {
        Written first = versions.get(0).written();
        if (versions.size() == 1) {
            return first;
        }
        List<MailBody.Part> parts = versions.stream()
                .map(version -> texts.part(version.text(), version.values(), version.around()))
                .toList();
        if (!parts.stream().allMatch(MailBody.Part::isBlock)) {
            return first;
        }
        try {
            return new Written(first.subject(), MailBody.together(parts, first.subject()));
        } catch (RenderingTooLargeException e) {
            LOG.warn("{}: in two languages it became too long, the first one is used", type.code());
            return first;
        }
    }

    /**
     * A text whose sections all fall away says nothing, and a blank text means "use the built-in one"; so does one that these values
     * make too long.
     */
    private Version version(
            NotificationType type, Occasion occasion, EffectiveSettings settings, EffectiveText chosen) {
        Locale language = chosen.language();
        MailValues values = MailValues.of(occasion, type, language, catalogue);
        Surroundings around = Surroundings.of(layout, occasion.profile(), language, settings);
        try {
            Written own = write(type, chosen.text(), values, around);
            if (own.showsSomething()) {
                return new Version(chosen.level().code(), chosen.text(), values, around, own);
            }
        } catch (RenderingTooLargeException e) {
            LOG.warn("{}: the text of level {} became too long, the built-in one is used", type.code(), chosen.level());
        }
        MailText builtIn = builtInTexts.text(type, language);
        return new Version(Level.BUILT_IN.code(), builtIn, values, around, write(type, builtIn, values, around));
    }

    private Written write(NotificationType type, MailText text, MailValues values, Surroundings around) {
        texts.require(type, texts.prepare(text), values);
        return texts.write(text, values, around);
    }
}
