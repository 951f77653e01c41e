package org.portalemails.settings.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.language.Messages;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.Setting;

@DisplayName("A form has a property that frameworks can bind")
class FormPropertiesTest {
    private static void set(SettingsForm form, String property, Class<?> type, Object value)
            throws ReflectiveOperationException {
        SettingsForm.class.getMethod("set" + capital(property), type).invoke(form, value);
    }

    private static Object get(SettingsForm form, String property, Class<?> type) throws ReflectiveOperationException {
        String prefix = type == boolean.class ? "is" : "get";
        return SettingsForm.class.getMethod(prefix + capital(property)).invoke(form);
    }

    private static String capital(String property) {
        return property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
    }

    @Test
    @DisplayName("for every setting, with words in every language")
    void settings() throws ReflectiveOperationException {
        for (Setting<?> setting : Setting.all()) {
            boolean ticked =
                    setting.type() == Boolean.class && setting.builtIn().isPresent();
            Class<?> type = ticked ? boolean.class : String.class;
            Object typed = ticked ? (Object) true : "typed";
            SettingsForm form = new SettingsForm();
            set(form, setting.name(), type, typed);
            assertThat(form.value(setting)).isEqualTo(String.valueOf(typed));
            assertThat(get(form, setting.name(), type)).isEqualTo(typed);
            assertThat(Messages.in(Locale.CANADA_FRENCH).has("property." + setting.name()))
                    .as(setting.name())
                    .isTrue();
        }
    }

    @Test
    @DisplayName("for every mail on the screen")
    void sections() throws ReflectiveOperationException {
        for (NotificationType type : NotificationType.onScreen()) {
            SettingsForm form = new SettingsForm();
            SectionForm section = new SectionForm();
            set(form, SettingsForm.property(type), SectionForm.class, section);
            assertThat(form.section(type)).isSameAs(section);
            assertThat(get(form, SettingsForm.property(type), SectionForm.class))
                    .isSameAs(section);
        }
    }
}
