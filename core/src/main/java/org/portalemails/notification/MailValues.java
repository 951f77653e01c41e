package org.portalemails.notification;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.event.ActionLink;
import org.portalemails.event.ContactRole;
import org.portalemails.event.PortalEvent;
import org.portalemails.host.PortalProfile;
import org.portalemails.language.Unlinked;
import org.portalemails.language.VisibleText;
import org.portalemails.notification.MergeField.Flag;
import org.portalemails.template.MergeValues;
import org.portalemails.template.html.HttpsAddress;

/**
 * The values of the merge fields of one mail, in the words of the reader's language. Only fields of the mail's catalogue get a value:
 * no text can show what its mail does not have.
 *
 * <p>What a stranger may have typed (in an access request, or of the representative whom somebody adds) is carried without links: this
 * server mails it to whomever the stranger names.
 */
public final class MailValues {
    private final MergeValues merge;
    private final Map<String, ActionLink> links;
    private final Map<String, String> addresses;

    private MailValues(MergeValues merge, Map<String, ActionLink> links, Map<String, String> addresses) {
        this.merge = merge;
        this.links = Map.copyOf(links);
        this.addresses = Map.copyOf(addresses);
    }

    /**
     * The values of a mail about an event.
     *
     * @param occasion what the mail is made for
     * @param type the mail
     * @param language the language of its text
     * @param catalogue the fields there are
     * @return the values
     * @throws FieldValueException if a field that holds a link has something else than an https address
     */
    public static MailValues of(Occasion occasion, NotificationType type, Locale language, FieldCatalogue catalogue) {
        Reading values = new Reading(language, occasion.profile());
        boolean strange = type.notification().isTypedByStrangers();
        Map<String, Object> known = known(type.notification().about(occasion.event()), occasion, language, strange);
        for (MergeField field : catalogue.fields(type)) {
            Object value = known.containsKey(field.name())
                    ? known.get(field.name())
                    : occasion.event().header().hostValues().get(field.name());
            values.put(type, field, value);
        }
        return values.done();
    }

    private static <E extends PortalEvent> Map<String, Object> known(
            Notification.About<E> about, Occasion occasion, Locale language, boolean strange) {
        Map<String, Object> known = new HashMap<>();
        for (Field<E> field : about.notification().fields()) {
            Field.Origin<E> origin = field.origin();
            Object value;
            if (origin instanceof Field.Origin.OfEvent<E> ofEvent) {
                value = ofEvent.value().apply(about.event());
            } else if (origin instanceof Field.Origin.Typed<E> typed) {
                value = typed.value().apply(about.event());
                value = strange ? unlinked(value) : value;
            } else if (origin instanceof Field.Origin.OfMail<E> ofMail) {
                value = ofMail.value().apply(occasion);
            } else {
                value = ((Field.Origin.OfProfile<E>) origin).value().of(occasion.profile(), language);
            }
            known.put(field.merge().name(), value);
        }
        return known;
    }

    /**
     * The values of a mail that shows a text: what the host says of itself, and examples for everything else. Links by which a reader
     * acts are holes.
     *
     * @param type the mail
     * @param profile what the host says of itself
     * @param language the language of the text
     * @param given values by field name, in place of the examples; an empty one shows the mail of an event without that value; a
     *     list has one value a line; days and moments are given as readers will see them
     * @param catalogue the fields there are
     * @return the values
     * @throws FieldValueException if something else than an https address is given where only a link may stand
     */
    public static MailValues examples(
            NotificationType type,
            PortalProfile profile,
            Locale language,
            Map<String, String> given,
            FieldCatalogue catalogue) {
        Reading values = new Reading(language, profile);
        Map<String, Field.ProfileValue> ofProfile = new HashMap<>();
        for (Field<?> field : type.notification().fields()) {
            if (field.origin() instanceof Field.Origin.OfProfile<?> known) {
                ofProfile.put(field.merge().name(), known.value());
            }
        }
        for (MergeField field : catalogue.fields(type)) {
            String typed = given.get(field.name());
            Field.ProfileValue own = ofProfile.get(field.name());
            if (field.is(Flag.SECRET)) {
                values.merge.hole(field.name());
            } else if (typed != null) {
                values.put(type, field, field.is(Flag.LIST) ? typed.lines().toList() : typed);
            } else if (own != null) {
                values.put(type, field, own.of(profile, language));
            } else {
                values.put(type, field, example(field, profile));
            }
        }
        return values.done();
    }

    /**
     * What the host says of itself, for a mail that is about no event.
     *
     * @param profile what the host says of itself
     * @param language the language of the text
     * @return the values
     */
    public static MailValues ofProfile(PortalProfile profile, Locale language) {
        return ofProfile(profile, language, Map.of(), Map.of());
    }

    /**
     * What the host says of itself, and what a mail that is about no event says beside that.
     *
     * @param profile what the host says of itself
     * @param language the language of the text
     * @param texts by field; an empty one has no value
     * @param lists by field; possibly empty
     * @return the values
     */
    public static MailValues ofProfile(
            PortalProfile profile, Locale language, Map<String, String> texts, Map<String, List<String>> lists) {
        Reading values = new Reading(language, profile);
        texts.forEach(values.merge::text);
        lists.forEach(values.merge::list);
        for (Field<?> field : NotificationType.RESET_PASSWORD.notification().fields()) {
            if (field.origin() instanceof Field.Origin.OfProfile<?> known) {
                values.put(
                        NotificationType.RESET_PASSWORD,
                        field.merge(),
                        known.value().of(profile, language));
            }
        }
        return values.done();
    }

    /**
     * A moment in words.
     *
     * @param moment when
     * @param profile says in which zone
     * @param language of the words
     */
    public static String moment(Instant moment, PortalProfile profile, Locale language) {
        return LocalizedValues.of(language, profile.zone()).moment(moment);
    }

    private static @Nullable Object unlinked(@Nullable Object value) {
        if (value instanceof List<?> items) {
            return items.stream().map(item -> unlinked((String) item)).toList();
        }
        return value == null ? null : unlinked((String) value);
    }

    /** What grew beyond the longest value is cut: nobody writes so many addresses into a name. */
    private static String unlinked(String value) {
        String unlinked = Unlinked.of(value);
        return unlinked.length() <= MergeValues.MAX_VALUE_LENGTH
                ? unlinked
                : unlinked.substring(0, unlinked.offsetByCodePoints(0, MergeValues.MAX_VALUE_LENGTH / 2));
    }

    private static Object example(MergeField field, PortalProfile profile) {
        String example = field.example();
        if (field.is(Flag.LIST)) {
            return field.exampleValues();
        }
        if (field.is(Flag.MOMENT)) {
            return Instant.parse(example);
        }
        if (field.is(Flag.DATE)) {
            return LocalDate.parse(example).atStartOfDay(profile.zone()).toInstant();
        }
        return ContactRole.find(example).<Object>map(role -> role).orElse(example);
    }

    /** Collects the values of one mail. */
    private static final class Reading {
        private final MergeValues.Builder merge = MergeValues.builder();
        private final Map<String, ActionLink> links = new HashMap<>();
        private final Map<String, String> addresses = new HashMap<>();
        private final LocalizedValues words;

        Reading(Locale language, PortalProfile profile) {
            this.words = LocalizedValues.of(language, profile.zone());
        }

        MailValues done() {
            return new MailValues(merge.build(), links, addresses);
        }

        private void put(NotificationType type, MergeField field, @Nullable Object value) {
            String name = field.name();
            if (value instanceof ActionLink link) {
                merge.hole(name);
                links.put(name, link);
            } else if (value instanceof List<?> items) {
                List<String> texts = items.stream().map(String::valueOf).toList();
                merge.list(name, texts, words.list(texts));
            } else if (value instanceof Instant moment) {
                merge.text(name, field.is(Flag.DATE) ? words.date(moment) : words.moment(moment));
            } else if (value instanceof ContactRole role) {
                merge.text(name, words.contactRole(role));
            } else if (value instanceof EmailAddress address) {
                merge.text(name, address.value());
            } else {
                text(type, field, (String) value);
            }
        }

        /** A link that a reader needs is a hole until the mail is complete: then nothing grows together with it. */
        private void text(NotificationType type, MergeField field, @Nullable String value) {
            String name = field.name();
            if (value == null || !field.is(Flag.LINK) || !VisibleText.isIn(value)) {
                merge.text(name, value);
                return;
            }
            String address = HttpsAddress.parse(value).orElseThrow(() -> FieldValueException.noLink(type, name));
            if (field.isNeededLink()) {
                addresses.put(name, address);
                merge.hole(name);
            } else {
                merge.text(name, address);
            }
        }
    }

    /**
     * What templates are rendered with.
     *
     * @return with holes for links by which a reader acts
     */
    public MergeValues merge() {
        return merge;
    }

    /**
     * The links that are filled in when the mail leaves.
     *
     * @return by field
     */
    public Map<String, ActionLink> links() {
        return links;
    }

    /**
     * The addresses that are filled in once both parts of the mail are complete.
     *
     * @return by field
     */
    public Map<String, String> addresses() {
        return addresses;
    }

    /** Nothing personal. */
    @Override
    public String toString() {
        return "MailValues[" + links.keySet() + "]";
    }
}
