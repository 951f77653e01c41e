package org.portalemails.spring;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says of a property of ours that does not exist which ones there are. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownPropertyAnalyzer extends AbstractFailureAnalyzer<BindException> {
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, BindException cause) {
        Class<?> type = cause.getTarget().getType().resolve();
        if (!(cause.getCause() instanceof UnboundConfigurationPropertiesException unknown)
                || type == null
                || !type.isRecord()
                || !type.getPackageName().startsWith("org.portalemails")) {
            return null;
        }
        String names = unknown.getUnboundProperties().stream()
                .map(property -> property.getName().toString())
                .collect(Collectors.joining(", "));
        String known = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .map(DataObjectPropertyName::toDashedForm)
                .sorted()
                .collect(Collectors.joining(", "));
        return new FailureAnalysis(
                PropertyOrigin.told(
                        "there is no property " + names + ".",
                        unknown.getUnboundProperties().iterator().next().getOrigin()),
                "After " + cause.getName() + ". follows one of " + known + ".",
                cause);
    }
}
