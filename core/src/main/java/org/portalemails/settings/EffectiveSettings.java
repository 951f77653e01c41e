package org.portalemails.settings;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.language.Languages;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;

/**
 * What applies to a customer group when everything that it inherits is filled in: its own settings over the company-wide
 * default over what is built in. Every value says which level it comes from.
 *
 * <ul>
 *   <li><b>Addresses and the sender name</b>: the group's, else the company-wide one, else there is none.
 *   <li><b>Switches</b>: a box is ticked or not, never blank. So the settings of the group decide as soon as there are
 *       any; else the company-wide default does; else every switch is off.
 *   <li><b>Texts</b>: the first level that has the text in the reader's language ({@link Languages#best}). If no
 *       level has, the same with {@link #language()}; at last English, which is always built in.
 * </ul>
 *
 * <p>Immutable.
 */
public final class EffectiveSettings {
    private final @Nullable PortalEmailSettings group;
    private final @Nullable PortalEmailSettings companyWide;
    private final BuiltInTexts builtIn;

    private EffectiveSettings(
            @Nullable PortalEmailSettings group, @Nullable PortalEmailSettings companyWide, BuiltInTexts builtIn) {
        this.group = group;
        this.companyWide = companyWide;
        this.builtIn = Objects.requireNonNull(builtIn, "builtIn");
    }

    /**
     * Lays the levels over each other.
     *
     * @param group the group's own settings, or {@code null} if it has none; {@code null} also for what the company-wide
     *     default alone amounts to
     * @param companyWide the company-wide default, or {@code null} if there is none
     * @param builtIn the built-in texts
     * @return the effective settings
     */
    public static EffectiveSettings of(
            @Nullable PortalEmailSettings group, @Nullable PortalEmailSettings companyWide, BuiltInTexts builtIn) {
        return new EffectiveSettings(group, companyWide, builtIn);
    }

    /**
     * From where notifications are sent.
     *
     * @return empty if no level has it; then nothing can be sent
     */
    public Optional<Sourced<EmailAddress>> sendFrom() {
        return first(PortalEmailSettings::sendFrom);
    }

    /**
     * Where access requests are sent.
     *
     * @return empty if no level has it; then that mail is skipped
     */
    public Optional<Sourced<EmailAddress>> accessRequestsTo() {
        return first(PortalEmailSettings::accessRequestsTo);
    }

    /**
     * Where answers go.
     *
     * @return empty if no level has it; then answers go to the sender
     */
    public Optional<Sourced<EmailAddress>> replyTo() {
        return first(PortalEmailSettings::replyTo);
    }

    /**
     * The name shown beside the sender's address.
     *
     * @return empty if no level has it
     */
    public Optional<Sourced<String>> senderName() {
        return first(PortalEmailSettings::senderName);
    }

    /**
     * Whether customers who did not ask for access themselves get a mail too.
     *
     * @return the switch
     */
    public Sourced<Boolean> mailCustomersWhoDidNotAsk() {
        return flag(PortalEmailSettings::mailCustomersWhoDidNotAsk);
    }

    /**
     * Whether a new primary contact is told.
     *
     * @return the switch
     */
    public Sourced<Boolean> notifyNewPrimaryContact() {
        return flag(PortalEmailSettings::notifyNewPrimaryContact);
    }

    /**
     * Whether a former primary contact is told.
     *
     * @return the switch
     */
    public Sourced<Boolean> notifyOldPrimaryContact() {
        return flag(PortalEmailSettings::notifyOldPrimaryContact);
    }

    /**
     * The language for readers in whose language there is no text: the group's, else the company-wide one, else English.
     *
     * @return a language
     */
    public Locale language() {
        if (group != null) {
            return group.language();
        }
        return companyWide != null ? companyWide.language() : Locale.ENGLISH;
    }

    /**
     * The text of a mail for a reader.
     *
     * @param type the mail
     * @param reader the reader's language
     * @return never missing, since English is built in
     */
    public EffectiveText text(NotificationType type, Locale reader) {
        return text(type, reader, Level.GROUP);
    }

    /**
     * The text that would apply if the group had none of its own: what "reset to the shared text" brings back.
     *
     * @param type the mail
     * @param reader the reader's language
     * @return from {@link Level#COMPANY_WIDE} or {@link Level#BUILT_IN}
     */
    public EffectiveText sharedText(NotificationType type, Locale reader) {
        return text(type, reader, Level.COMPANY_WIDE);
    }

    /**
     * Whether anything can be sent: there is a sender at some level.
     *
     * @return {@code false} if {@link #sendFrom()} is empty
     */
    public boolean isUsable() {
        return sendFrom().isPresent();
    }

    private EffectiveText text(NotificationType type, Locale reader, Level nearest) {
        for (Locale wanted : List.of(reader, language(), Locale.ENGLISH)) {
            Optional<EffectiveText> found = textIn(type, wanted, nearest);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new IllegalStateException(type.code() + ": no built-in text in English");
    }

    private Optional<EffectiveText> textIn(NotificationType type, Locale wanted, Level nearest) {
        for (Level level : EnumSet.range(nearest, Level.BUILT_IN)) {
            Map<Locale, MailText> texts = texts(level, type);
            Set<Locale> languages = texts.keySet();
            Optional<Locale> language = Languages.best(wanted, languages);
            if (language.isPresent()) {
                MailText text = Objects.requireNonNull(texts.get(language.get()));
                return Optional.of(new EffectiveText(text, language.get(), level));
            }
        }
        return Optional.empty();
    }

    private Map<Locale, MailText> texts(Level level, NotificationType type) {
        return switch (level) {
            case GROUP -> group == null ? Map.of() : group.texts(type);
            case COMPANY_WIDE -> companyWide == null ? Map.of() : companyWide.texts(type);
            case BUILT_IN -> builtIn.texts(type);
        };
    }

    private <T> Optional<Sourced<T>> first(Function<PortalEmailSettings, Optional<T>> value) {
        List<Sourced<T>> found = new ArrayList<>();
        if (group != null) {
            value.apply(group).ifPresent(own -> found.add(new Sourced<>(own, Level.GROUP)));
        }
        if (companyWide != null) {
            value.apply(companyWide).ifPresent(shared -> found.add(new Sourced<>(shared, Level.COMPANY_WIDE)));
        }
        return found.stream().findFirst();
    }

    private Sourced<Boolean> flag(Function<PortalEmailSettings, Boolean> value) {
        if (group != null) {
            return new Sourced<>(value.apply(group), Level.GROUP);
        }
        return companyWide != null
                ? new Sourced<>(value.apply(companyWide), Level.COMPANY_WIDE)
                : new Sourced<>(false, Level.BUILT_IN);
    }

    /** Which levels there are, and whether they amount to something that can send. */
    @Override
    public String toString() {
        return "EffectiveSettings[group=" + (group != null) + ", companyWide=" + (companyWide != null) + ", usable="
                + isUsable() + "]";
    }
}
