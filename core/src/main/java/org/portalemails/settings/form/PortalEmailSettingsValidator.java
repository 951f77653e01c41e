package org.portalemails.settings.form;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.ConstraintValidatorContext.ConstraintViolationBuilder;
import jakarta.validation.ConstraintValidatorContext.ConstraintViolationBuilder.NodeBuilderCustomizableContext;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.portalemails.settings.SettingsViolation;

/** Brings what {@link SettingsRules} finds to a Jakarta {@code Validator}; made by the provider, thread-safe. */
public class PortalEmailSettingsValidator implements ConstraintValidator<ValidPortalEmailSettings, SettingsForm> {
    /** {@code name.translations[key].name}: the only shape with a key. */
    private static final Pattern KEYED = Pattern.compile("(\\w+)\\.(\\w+)\\[([^\\]]*)\\](?:\\.(\\w+))?");

    private boolean warnings;

    /** For the provider. */
    public PortalEmailSettingsValidator() {}

    @Override
    public void initialize(ValidPortalEmailSettings constraint) {
        this.warnings = constraint.warnings();
    }

    @Override
    public boolean isValid(@Nullable SettingsForm form, ConstraintValidatorContext context) {
        if (form == null) {
            return true;
        }
        Locale reader = Locale.forLanguageTag(form.getMessageLanguage());
        boolean valid = true;
        context.disableDefaultConstraintViolation();
        for (SettingsViolation violation : form.check().of(form)) {
            if (violation.isError() != warnings) {
                valid = false;
                report(violation.path(), violation.message(reader), context);
            }
        }
        return valid;
    }

    private static void report(String path, String message, ConstraintValidatorContext context) {
        ConstraintViolationBuilder builder = context.buildConstraintViolationWithTemplate(literal(message));
        Matcher keyed = KEYED.matcher(path);
        if (keyed.matches()) {
            var map = builder.addPropertyNode(keyed.group(1)).addPropertyNode(keyed.group(2));
            String last = keyed.group(4);
            if (last == null) {
                map.addBeanNode().inIterable().atKey(keyed.group(3)).addConstraintViolation();
            } else {
                map.addPropertyNode(last).inIterable().atKey(keyed.group(3)).addConstraintViolation();
            }
            return;
        }
        NodeBuilderCustomizableContext node = null;
        for (String name : path.split("\\.")) {
            node = node == null ? builder.addPropertyNode(name) : node.addPropertyNode(name);
        }
        if (node != null) {
            node.addConstraintViolation();
        }
    }

    /**
     * A message holds merge fields in braces, which the provider's interpolator would take for parameters: escaped by
     * section 6.3.1 of the Jakarta Validation specification.
     */
    private static String literal(String message) {
        StringBuilder escaped = new StringBuilder(message.length() + 16);
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            if (c == '{' || c == '}' || c == '$' || c == '\\') {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }
}
