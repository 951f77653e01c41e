package org.portalemails.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.Switch;

@Label("What applies to a group")
class EffectiveSettingsProperties {
    private static final BuiltInTexts BUILT_IN = BuiltInTexts.load();
    private static final NotificationType MAIL = NotificationType.RESET_PASSWORD;

    private static MailText text(String name) {
        return new MailText(name, "{{resetLink}}", ContentFormat.PLAIN);
    }

    private static PortalEmailSettings in(String... languages) {
        PortalEmailSettings.Builder builder = PortalEmailSettings.builder();
        for (String language : languages) {
            builder.text(MAIL, Locale.forLanguageTag(language), text("in " + language));
        }
        return builder.build();
    }

    private static String chosen(
            @Nullable PortalEmailSettings group, @Nullable PortalEmailSettings installation, String reader) {
        return chosen(group, null, installation, reader);
    }

    private static String chosen(
            @Nullable PortalEmailSettings group,
            @Nullable PortalEmailSettings company,
            @Nullable PortalEmailSettings installation,
            String reader) {
        EffectiveText text = EffectiveSettings.of(group, InheritedSettings.byGroup(company, installation), BUILT_IN)
                .text(MAIL, Locale.forLanguageTag(reader));
        return text.level() + " " + text.language().toLanguageTag();
    }

    @Example
    @Label("is the nearest level that has the reader's language, or a near relative of it")
    void levels() {
        assertThat(chosen(in("fr-CA"), in("fr-CA", "en"), "fr-CA")).isEqualTo("GROUP fr-CA");
        assertThat(chosen(in("fr"), in("fr-CA"), "fr-CA")).isEqualTo("GROUP fr");
        assertThat(chosen(in("en"), in("fr"), "fr-CA")).isEqualTo("INSTALLATION fr");
        assertThat(chosen(in("en"), in("en"), "fr-CA")).isEqualTo("BUILT_IN fr-CA");
        assertThat(chosen(in("en"), null, "fr-FR")).isEqualTo("BUILT_IN fr");
        assertThat(chosen(null, in("fr-CA"), "fr-BE")).isEqualTo("INSTALLATION fr-CA");
        assertThat(chosen(null, null, "en-GB")).isEqualTo("BUILT_IN en");
    }

    @Example
    @Label(
            "is the company's before the installation's, and never another level's in a language that is not the reader's")
    void companies() {
        assertThat(chosen(null, in("fr"), in("fr-CA"), "fr-CA")).isEqualTo("COMPANY fr");
        assertThat(chosen(in("en"), in("fr-CA"), in("fr-CA"), "fr-CA")).isEqualTo("COMPANY fr-CA");
        assertThat(chosen(in("fr-CA"), in("fr-CA"), null, "fr-CA")).isEqualTo("GROUP fr-CA");
        assertThat(chosen(null, in("en"), in("fr"), "fr")).isEqualTo("INSTALLATION fr");
    }

    @Example
    @Label("for a reader in whose language there is nothing, is the language of the settings, and at last English")
    void defaultLanguage() {
        PortalEmailSettings french =
                in("fr").toBuilder().language(Locale.CANADA_FRENCH).build();
        assertThat(chosen(french, null, "de")).isEqualTo("GROUP fr");
        assertThat(chosen(null, french, "de")).isEqualTo("INSTALLATION fr");
        assertThat(chosen(in("fr"), null, "de")).isEqualTo("BUILT_IN en");
        PortalEmailSettings spanish = PortalEmailSettings.builder()
                .language(Locale.forLanguageTag("es"))
                .build();
        assertThat(chosen(spanish, french, "de")).isEqualTo("BUILT_IN en");
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("always has a text, and the text stands at the level and in the language it names")
    void textIsWhereItSays(
            @ForAll("settings") Optional<PortalEmailSettings> group,
            @ForAll("settings") Optional<PortalEmailSettings> company,
            @ForAll("settings") Optional<PortalEmailSettings> installation,
            @ForAll("languages") Locale reader) {
        EffectiveSettings effective = EffectiveSettings.of(
                group.orElse(null),
                InheritedSettings.byGroup(company.orElse(null), installation.orElse(null)),
                BUILT_IN);
        for (NotificationType type : NotificationType.values()) {
            EffectiveText text = effective.text(type, reader);
            Map<Locale, MailText> there =
                    switch (text.level()) {
                        case GROUP -> group.orElseThrow().texts(type);
                        case COMPANY -> company.orElseThrow().texts(type);
                        case INSTALLATION -> installation.orElseThrow().texts(type);
                        case BUILT_IN -> BUILT_IN.texts(type);
                    };
            assertThat(there).containsEntry(text.language(), text.text());
            // Nobody gets a foreign language while some level has his own.
            boolean served = Stream.of(
                            group.map(own -> own.texts(type)).orElse(Map.of()),
                            company.map(own -> own.texts(type)).orElse(Map.of()),
                            installation.map(own -> own.texts(type)).orElse(Map.of()),
                            BUILT_IN.texts(type))
                    .flatMap(texts -> texts.keySet().stream())
                    .anyMatch(language -> language.getLanguage().equals(reader.getLanguage()));
            assertThat(text.language().getLanguage().equals(reader.getLanguage()))
                    .isEqualTo(served);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label(
            "takes addresses from the group, else from its company, else from the installation; and switches from the nearest as a whole")
    void values(
            @ForAll("settings") Optional<PortalEmailSettings> group,
            @ForAll("settings") Optional<PortalEmailSettings> company,
            @ForAll("settings") Optional<PortalEmailSettings> installation) {
        EffectiveSettings effective = EffectiveSettings.of(
                group.orElse(null),
                InheritedSettings.byGroup(company.orElse(null), installation.orElse(null)),
                BUILT_IN);
        Optional<EmailAddress> own = group.flatMap(PortalEmailSettings::sendFrom);
        Optional<EmailAddress> ofCompany = company.flatMap(PortalEmailSettings::sendFrom);
        Optional<EmailAddress> shared = installation.flatMap(PortalEmailSettings::sendFrom);
        assertThat(effective.sendFrom())
                .isEqualTo(own.map(address -> new Sourced<>(address, Level.GROUP))
                        .or(() -> ofCompany.map(address -> new Sourced<>(address, Level.COMPANY)))
                        .or(() -> shared.map(address -> new Sourced<>(address, Level.INSTALLATION))));
        assertThat(effective.isUsable()).isEqualTo(effective.sendFrom().isPresent());
        Sourced<Boolean> expected = group.map(
                        g -> new Sourced<>(g.isOn(Switch.NOTIFY_OLD_PRIMARY_CONTACT), Level.GROUP))
                .or(() -> company.map(c -> new Sourced<>(c.isOn(Switch.NOTIFY_OLD_PRIMARY_CONTACT), Level.COMPANY)))
                .or(() -> installation.map(
                        c -> new Sourced<>(c.isOn(Switch.NOTIFY_OLD_PRIMARY_CONTACT), Level.INSTALLATION)))
                .orElse(new Sourced<>(false, Level.BUILT_IN));
        assertThat(effective.isOn(Switch.NOTIFY_OLD_PRIMARY_CONTACT)).isEqualTo(expected);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("after a reset to the shared text is the shared text")
    void reset(
            @ForAll("settings") Optional<PortalEmailSettings> group,
            @ForAll("settings") Optional<PortalEmailSettings> company,
            @ForAll("settings") Optional<PortalEmailSettings> installation,
            @ForAll("languages") Locale reader) {
        PortalEmailSettings own = group.orElse(PortalEmailSettings.blank());
        EffectiveText shared = EffectiveSettings.of(
                        own, InheritedSettings.byGroup(company.orElse(null), installation.orElse(null)), BUILT_IN)
                .sharedText(MAIL, reader);
        PortalEmailSettings without = own;
        for (Locale language : own.texts(MAIL).keySet()) {
            without = without.withText(MAIL, language, null);
        }
        EffectiveText now = EffectiveSettings.of(
                        without, InheritedSettings.byGroup(company.orElse(null), installation.orElse(null)), BUILT_IN)
                .text(MAIL, reader);
        assertThat(now).isEqualTo(shared);
        assertThat(now.level()).isNotEqualTo(Level.GROUP);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("and to a group without settings of its own is what applies to its company")
    void ofCompany(
            @ForAll("settings") Optional<PortalEmailSettings> company,
            @ForAll("settings") Optional<PortalEmailSettings> installation,
            @ForAll("languages") Locale reader) {
        EffectiveSettings itself = EffectiveSettings.of(
                company.orElse(null), InheritedSettings.byCompany(installation.orElse(null)), BUILT_IN);
        EffectiveSettings ofGroup = EffectiveSettings.of(
                null, InheritedSettings.byGroup(company.orElse(null), installation.orElse(null)), BUILT_IN);
        for (Setting<?> setting : Setting.all()) {
            assertThat(itself.get(setting)).isEqualTo(ofGroup.get(setting));
        }
        assertThat(itself.text(MAIL, reader)).isEqualTo(ofGroup.text(MAIL, reader));
        assertThat(itself.sharedText(MAIL, reader).level()).isIn(Level.INSTALLATION, Level.BUILT_IN);
    }

    @Provide
    Arbitrary<Optional<PortalEmailSettings>> settings() {
        return SettingsArbitraries.settings().optional();
    }

    @Provide
    Arbitrary<Locale> languages() {
        return Arbitraries.of(List.of("en", "fr", "fr-CA", "fr-BE", "de", "de-AT", "es", "pt-BR", "ja"))
                .map(Locale::forLanguageTag);
    }
}
