package org.portalemails.notification;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.portalemails.event.PortalEvent;
import org.portalemails.host.PortalProfile;
import org.portalemails.language.Unlinked;

/**
 * A merge field of one mail, and where its value comes from.
 *
 * @param merge what administrators see of it
 * @param origin where the value comes from
 */
record Field<E extends PortalEvent>(MergeField merge, Origin<E> origin) {
    /**
     * Where a value comes from. A value is a text, an address of e-mail, a list of texts, a moment, a link to act by or a role;
     * {@code null} if there is none.
     */
    sealed interface Origin<E extends PortalEvent> {
        /** What happened, as the host reports it. */
        record OfEvent<E extends PortalEvent>(Function<E, @Nullable Object> value) implements Origin<E> {}

        /** As {@link OfEvent}, typed by somebody whom nobody may know: carried {@link Unlinked} then. */
        record Typed<E extends PortalEvent>(Function<E, @Nullable Object> value) implements Origin<E> {}

        /** Whom and when the mail is for. */
        record OfMail<E extends PortalEvent>(Function<Occasion, @Nullable Object> value) implements Origin<E> {}

        /** What the host says of itself: previews show it as it is. */
        record OfProfile<E extends PortalEvent>(ProfileValue value) implements Origin<E> {}
    }

    /** A value of the profile, in the words of a language. */
    interface ProfileValue {
        @Nullable
        Object of(PortalProfile profile, Locale language);
    }

    /** The same field, filled with what a person typed. */
    Field<E> typed() {
        return new Field<>(merge, new Origin.Typed<>(((Origin.OfEvent<E>) origin).value()));
    }

    static <E extends PortalEvent> Field<E> text(
            String name,
            String english,
            String french,
            String example,
            Function<E, @Nullable Object> value,
            MergeField.Flag... flags) {
        return new Field<>(MergeField.of(name, english, french, example, flags), new Origin.OfEvent<>(value));
    }

    /** A field whose French label differs between France and Canada. */
    static <E extends PortalEvent> Field<E> address(
            String name,
            String english,
            String french,
            String canadianFrench,
            String example,
            Origin<E> origin,
            MergeField.Flag... flags) {
        return new Field<>(
                new MergeField(
                        name,
                        Map.of(Locale.ENGLISH, english, Locale.FRENCH, french, Locale.CANADA_FRENCH, canadianFrench),
                        example,
                        Set.of(flags)),
                origin);
    }

    static <E extends PortalEvent> Field<E> moment(
            String name, String english, String french, Function<E, @Nullable Object> value, MergeField.Flag... flags) {
        MergeField.Flag[] all = java.util.Arrays.copyOf(flags, flags.length + 1);
        all[flags.length] = MergeField.Flag.MOMENT;
        return text(name, english, french, "2026-11-24T15:15:00Z", value, all);
    }

    static <E extends PortalEvent> Field<E> ofMail(
            String name,
            String english,
            String french,
            String example,
            Function<Occasion, @Nullable Object> value,
            MergeField.Flag... flags) {
        return new Field<>(MergeField.of(name, english, french, example, flags), new Origin.OfMail<>(value));
    }

    static <E extends PortalEvent> Field<E> ofProfile(
            String name, String english, String french, String example, ProfileValue value, MergeField.Flag... flags) {
        return new Field<>(MergeField.of(name, english, french, example, flags), new Origin.OfProfile<>(value));
    }
}
