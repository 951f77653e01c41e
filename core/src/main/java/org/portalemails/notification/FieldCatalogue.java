package org.portalemails.notification;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which merge fields exist in which mail. Closed: a text with any other field is refused when it is saved.
 *
 * <p>Immutable. A host adds its own fields with {@link #with}, and gives their values with each event.
 */
public final class FieldCatalogue {
    private static final FieldCatalogue BUILT_IN = new FieldCatalogue(builtInFields());

    private final Map<NotificationType, List<MergeField>> fields;
    /** The same by name: every value of every mail is asked for here. */
    private final Map<NotificationType, Map<String, MergeField>> byName = new EnumMap<>(NotificationType.class);

    private FieldCatalogue(Map<NotificationType, List<MergeField>> fields) {
        this.fields = fields;
        fields.forEach((type, known) ->
                byName.put(type, known.stream().collect(Collectors.toMap(MergeField::name, Function.identity()))));
    }

    private static Map<NotificationType, List<MergeField>> builtInFields() {
        Map<NotificationType, List<MergeField>> fields = new EnumMap<>(NotificationType.class);
        for (NotificationType type : NotificationType.values()) {
            fields.put(
                    type,
                    type.notification().fields().stream().map(Field::merge).toList());
        }
        return fields;
    }

    /**
     * The fields that every installation has.
     *
     * @return the catalogue
     */
    public static FieldCatalogue builtIn() {
        return BUILT_IN;
    }

    /**
     * This catalogue with one field of the host's.
     *
     * @param hostField the field; it cannot be secret, since events carry no link for it
     * @param mails the mails in which it may stand; at least one
     * @return another catalogue
     * @throws IllegalArgumentException if no mail is given, the field is secret, or one of the mails has a field of that
     *     name
     */
    public FieldCatalogue with(MergeField hostField, NotificationType... mails) {
        if (mails.length == 0) {
            throw new IllegalArgumentException(hostField.name() + ": name at least one mail");
        }
        if (hostField.is(MergeField.Flag.SECRET)) {
            throw new IllegalArgumentException(hostField.name() + ": a field of the host cannot be secret");
        }
        Map<NotificationType, List<MergeField>> copy = new EnumMap<>(fields);
        for (NotificationType mail : EnumSet.copyOf(List.of(mails))) {
            if (field(mail, hostField.name()).isPresent()) {
                throw new IllegalArgumentException(hostField.name() + ": " + mail.code() + " has a field of this name");
            }
            List<MergeField> extended = new ArrayList<>(fields(mail));
            extended.add(hostField);
            copy.put(mail, List.copyOf(extended));
        }
        return new FieldCatalogue(copy);
    }

    /**
     * The fields of the profile, which every mail has: those of signatures and footers.
     *
     * @return in the order of the catalogue; unmodifiable
     */
    public static List<MergeField> ofProfile() {
        return NotificationType.RESET_PASSWORD.notification().fields().stream()
                .filter(field -> field.origin() instanceof Field.Origin.OfProfile<?>)
                .map(Field::merge)
                .toList();
    }

    /**
     * The fields of one mail.
     *
     * @param type the mail
     * @return the mail's own fields first, then those it shares with others, then the host's; unmodifiable
     */
    public List<MergeField> fields(NotificationType type) {
        return fields.getOrDefault(type, List.of());
    }

    /**
     * One field of one mail.
     *
     * @param type the mail
     * @param name the name, matched exactly
     * @return empty if the mail has no such field
     */
    public Optional<MergeField> field(NotificationType type, String name) {
        return Optional.ofNullable(byName.getOrDefault(type, Map.of()).get(name));
    }

    /**
     * The mails that have a field of this name.
     *
     * @param name the name, matched exactly
     * @return possibly empty; in the order of {@link NotificationType}
     */
    public Set<NotificationType> mailsWith(String name) {
        Set<NotificationType> mails = EnumSet.noneOf(NotificationType.class);
        for (NotificationType type : NotificationType.values()) {
            if (field(type, name).isPresent()) {
                mails.add(type);
            }
        }
        return mails;
    }
}
