package org.portalemails.settings.form;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A {@link SettingsForm} keeps all rules. Adds no rule of its own: it reports what {@link SettingsRules} finds, each
 * violation at its property path and in the form's {@linkplain SettingsForm#getMessageLanguage() language}.
 */
@Documented
@Constraint(validatedBy = PortalEmailSettingsValidator.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(ValidPortalEmailSettings.List.class)
public @interface ValidPortalEmailSettings {
    /**
     * Whether to report the warnings and not the errors.
     *
     * @return {@code false}
     */
    boolean warnings() default false;

    /**
     * Not used: each violation has its own message.
     *
     * @return a stand-in
     */
    String message() default "portal email settings";

    /**
     * See the Jakarta Validation specification.
     *
     * @return none
     */
    Class<?>[] groups() default {};

    /**
     * See the Jakarta Validation specification.
     *
     * @return none
     */
    Class<? extends Payload>[] payload() default {};

    /** Several of them. */
    @Documented
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface List {
        /**
         * See the Jakarta Validation specification.
         *
         * @return the constraints
         */
        ValidPortalEmailSettings[] value();
    }
}
