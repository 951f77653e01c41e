package org.portalemails.demo.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MergeField;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.EffectiveText;
import org.portalemails.settings.RefusedSettingException;
import org.portalemails.settings.Setting;
import org.portalemails.settings.Sourced;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.settings.form.TextForm;

/**
 * Everything the template of the screen shows, ready to print.
 *
 * @param sections one for each mail, in the order of the manual
 * @param addresses the fields of the first section
 * @param problems what is wrong, by property path
 * @param driftedBrand the paths of signatures and footers whose shared text has changed
 */
record SettingsPage(
        SettingsForm form,
        List<Address> addresses,
        List<Section> sections,
        Map<String, List<Problem>> problems,
        List<String> driftedBrand) {

    /** One problem at one field. */
    record Problem(String path, String message, boolean error, int line, int column) {}

    /** A field of the first section, and what it inherits. */
    record Address(
            String path, String type, String autocomplete, String value, @Nullable String inherited, boolean manual) {}

    /** One mail. */
    record Section(
            NotificationType type,
            String property,
            @Nullable String switchPath,
            boolean switchedOn,
            List<Tab> tabs,
            List<MergeField> fields) {
        /** For element ids. */
        public String id() {
            return "mail-" + type.code();
        }
    }

    /** One language of one mail. */
    record Tab(
            String tag,
            String path,
            String id,
            TextForm text,
            boolean own,
            EffectiveText shared,
            boolean selected,
            boolean drifted) {
        /** After {@code <textarea>} a browser drops one line break. */
        public String printedContent() {
            return "\n" + text.getContent();
        }

        /** Which level the shared text comes from. */
        public String sharedLevel() {
            return shared.level().name();
        }
    }

    public List<Problem> at(String path) {
        return problems.getOrDefault(path, List.of());
    }

    /** Values of the look of mails that are typed. */
    public List<Address> look() {
        return List.of(new Address("accentColour", "text", "off", form.getAccentColour(), null, false));
    }

    /** Logos: what is saved, and what it is in words. */
    public List<Address> images() {
        return Stream.of(Setting.LOGO, Setting.DARK_LOGO)
                .map(setting -> new Address(
                        setting.name(),
                        "file",
                        "off",
                        form.value(setting),
                        described(setting, form.value(setting)),
                        false))
                .toList();
    }

    private static <T> @Nullable String described(Setting<T> setting, String typed) {
        try {
            return setting.parse(typed).map(setting::describe).orElse(null);
        } catch (RefusedSettingException e) {
            return null;
        }
    }

    /** Whether something under a path wants to be looked at. */
    public boolean isOpen(String path) {
        return hasErrorUnder(path) || driftedBrand.stream().anyMatch(one -> one.startsWith(path));
    }

    private boolean hasErrorUnder(String path) {
        return problems.keySet().stream().anyMatch(one -> one.startsWith(path) && hasErrorAt(one));
    }

    public boolean hasErrorAt(String path) {
        return at(path).stream().anyMatch(Problem::error);
    }

    public long errors() {
        return problems.values().stream()
                .flatMap(List::stream)
                .filter(Problem::error)
                .count();
    }

    /** How many errors there are in a section. */
    public long errorsIn(Section section) {
        return problems.values().stream()
                .flatMap(List::stream)
                .filter(problem -> problem.error()
                        && (problem.path().equals(section.property())
                                || problem.path().startsWith(section.property() + ".")))
                .count();
    }

    static SettingsPage of(
            SettingsForm form,
            EffectiveSettings shared,
            FieldCatalogue catalogue,
            Map<String, List<Problem>> problems,
            DriftedTexts drifted,
            Locale reader) {
        List<Section> sections = new ArrayList<>();
        for (NotificationType type : NotificationType.onScreen()) {
            String property = SettingsForm.property(type);
            List<Tab> tabs = new ArrayList<>();
            Map<String, TextForm> texts = form.section(type).getTranslations();
            String first = texts.containsKey(reader.toLanguageTag())
                    ? reader.toLanguageTag()
                    : texts.keySet().iterator().next();
            String selected = texts.keySet().stream()
                    .filter(tag -> problems.keySet().stream()
                            .anyMatch(path -> path.startsWith(property + ".translations[" + tag + "]")))
                    .findFirst()
                    .orElse(first);
            texts.forEach((tag, text) -> {
                Locale language = Locale.forLanguageTag(tag);
                boolean own = !text.getSubject().isBlank() || !text.getContent().isBlank();
                tabs.add(new Tab(
                        tag,
                        property + ".translations[" + tag + "]",
                        "mail-" + type.code() + "-" + tag,
                        text,
                        own,
                        shared.text(type, language),
                        tag.equals(selected),
                        own && drifted.contains(type, language)));
            });
            String switchPath = switchPath(type);
            sections.add(new Section(
                    type,
                    property,
                    switchPath,
                    switchPath != null && isOn(form, type),
                    List.copyOf(tabs),
                    catalogue.fields(type)));
        }
        return new SettingsPage(form, addresses(form, shared), List.copyOf(sections), problems, drifted.brandPaths());
    }

    private static List<Address> addresses(SettingsForm form, EffectiveSettings shared) {
        return List.of(
                new Address(
                        "accessRequestsTo",
                        "email",
                        "off",
                        form.getAccessRequestsTo(),
                        inherited(shared.accessRequestsTo().map(a -> a.value().value())),
                        true),
                new Address(
                        "sendFrom",
                        "email",
                        "off",
                        form.getSendFrom(),
                        inherited(shared.sendFrom().map(a -> a.value().value())),
                        true),
                new Address(
                        "senderName",
                        "text",
                        "off",
                        form.getSenderName(),
                        inherited(shared.senderName().map(Sourced::value)),
                        false),
                new Address(
                        "replyTo",
                        "email",
                        "off",
                        form.getReplyTo(),
                        inherited(shared.replyTo().map(a -> a.value().value())),
                        false));
    }

    private static @Nullable String inherited(Optional<String> value) {
        return value.orElse(null);
    }

    static @Nullable String switchPath(NotificationType type) {
        return switch (type) {
            case CUSTOMER_ACCESS_REQUEST -> "mailCustomersWhoDidNotAsk";
            case NEW_PRIMARY_CONTACT -> "notifyNewPrimaryContact";
            case OLD_PRIMARY_CONTACT -> "notifyOldPrimaryContact";
            default -> null;
        };
    }

    private static boolean isOn(SettingsForm form, NotificationType type) {
        return switch (type) {
            case CUSTOMER_ACCESS_REQUEST -> form.isMailCustomersWhoDidNotAsk();
            case NEW_PRIMARY_CONTACT -> form.isNotifyNewPrimaryContact();
            case OLD_PRIMARY_CONTACT -> form.isNotifyOldPrimaryContact();
            default -> true;
        };
    }
}
