package org.portalemails.spring;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.ClassUtils;

/** Says of a value of ours that is none of its kind which ones there are, as they are written; Spring Boot would show constants of Java. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class WrongValueAnalyzer extends AbstractFailureAnalyzer<BindException> {
    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("portal-emails");

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, BindException cause) {
        ConfigurationProperty property = cause.getProperty();
        Class<?> type = cause.getTarget().getType().resolve();
        String values = type == null ? null : values(ClassUtils.resolvePrimitiveIfNecessary(type));
        if (property == null || values == null || !OURS.isAncestorOf(property.getName())) {
            return null;
        }
        return new FailureAnalysis(
                PropertyOrigin.told(
                        property.getName() + " cannot be \"" + property.getValue() + "\".", property.getOrigin()),
                "Write " + values + ".",
                cause);
    }

    private static @Nullable String values(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant ->
                            ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type == Duration.class) {
            return "a number and its unit, such as 500ms, 30s, 10m or 7d";
        }
        if (type == ZoneId.class) {
            return "a time zone such as America/Toronto or UTC";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        return Number.class.isAssignableFrom(type) ? "a number" : null;
    }
}
