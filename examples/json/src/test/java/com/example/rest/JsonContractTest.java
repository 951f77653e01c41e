package com.example.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.settings.form.SettingsRules;

/** The JSON of a host is the same whichever library writes it. New samples are written with {@code -Ddocs.write=true}, by Jackson 2. */
@DisplayName("The JSON of the views")
class JsonContractTest {
    @Test
    @DisplayName("is as it was")
    void samples() {
        Samples.all().forEach((name, view) -> {
            String now = Contract.canonical(JsonLibrary.JACKSON_2.write(view));
            assertThat(now).as(name).isEqualTo(Contract.kept(name, now));
        });
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("is the same text, but for the order of keys, under")
    void written(JsonLibrary library) {
        Samples.all().forEach((name, view) -> assertThat(Contract.canonical(library.write(view)))
                .as(name)
                .isEqualTo(Contract.kept(name, Contract.canonical(JsonLibrary.JACKSON_2.write(view)))));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("has no null under")
    void noNull(JsonLibrary library) {
        Samples.all().values().forEach(view -> assertThat(library.write(view))
                .doesNotContainPattern("[:\\[,]\\s*null"));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("can be read back into the same records by")
    void read(JsonLibrary library) {
        Samples.all().forEach((name, view) -> assertThat((Object) library.read(library.write(view), view.getClass()))
                .as(name)
                .isEqualTo(view));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("of a form is written alike, and comes in as it was, under")
    void form(JsonLibrary library) {
        SettingsForm form = Samples.form();
        String written = Contract.canonical(library.write(form));
        assertThat(written).isEqualTo(Contract.kept("form", Contract.canonical(JsonLibrary.JACKSON_2.write(form))));
        SettingsForm read = library.read(written, SettingsForm.class);
        assertThat(Contract.canonical(library.write(read))).isEqualTo(written);
        assertThat(SettingsRules.standard().parse(read, InheritedSettings.NOTHING, null))
                .isEqualTo(SettingsRules.standard().parse(form, InheritedSettings.NOTHING, null));
        assertThat(read.getVersion()).isEqualTo(4);
        assertThat(read.getMessageLanguage()).isEqualTo("fr-CA");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("of a form need not say everything: what is not said is empty, under")
    void partOfAForm(JsonLibrary library) {
        SettingsForm read = library.read(
                """
                {"sendFrom": "portail@boreal.example", "notifyNewPrimaryContact": true, "replyTo": null, "version": 7,
                 "resetPassword": {"subject": "Mot de passe", "content": "{{resetLink}}",
                   "translations": {"en": {"subject": "Password", "content": "{{resetLink}}"}}},
                 "brand": {"fr-CA": {"signature": "Le service des comptes"}}}
                """,
                SettingsForm.class);
        assertThat(read.getSendFrom()).isEqualTo("portail@boreal.example");
        assertThat(read.isNotifyNewPrimaryContact()).isTrue();
        assertThat(read.getReplyTo()).isEmpty();
        assertThat(read.getSenderName()).isEmpty();
        assertThat(read.getVersion()).isEqualTo(7);
        assertThat(read.getResetPassword().getSubject()).isEqualTo("Mot de passe");
        assertThat(read.getResetPassword().translation("en").getSubject()).isEqualTo("Password");
        assertThat(read.brand("fr-CA").getSignature()).isEqualTo("Le service des comptes");
    }

    @Test
    @DisplayName("has a sample of every record")
    void everyRecord() {
        Set<Class<?>> met = new HashSet<>();
        Samples.all().values().forEach(view -> meet(view, met));
        assertThat(met).containsExactlyInAnyOrderElementsOf(Samples.VIEWS);
    }

    private static void meet(Object value, Set<Class<?>> met) {
        if (value instanceof Record) {
            met.add(value.getClass());
            for (var component : value.getClass().getRecordComponents()) {
                try {
                    meet(component.getAccessor().invoke(value), met);
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError(e);
                }
            }
        } else if (value instanceof Iterable<?> list) {
            list.forEach(one -> meet(one, met));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(one -> meet(one, met));
        }
    }

    @Test
    @DisplayName("does not change with the language of the machine")
    void machine() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            samples();
        } finally {
            Locale.setDefault(before);
        }
    }
}
