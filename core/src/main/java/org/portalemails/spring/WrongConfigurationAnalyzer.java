package org.portalemails.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Prints what is wrong, where it is written, and what to write. */
final class WrongConfigurationAnalyzer extends AbstractFailureAnalyzer<WrongConfigurationException> {
    private final Environment environment;

    WrongConfigurationAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable root, WrongConfigurationException cause) {
        return new FailureAnalysis(
                PropertyOrigin.told(
                        String.valueOf(cause.getMessage()),
                        cause.property()
                                .map(name -> PropertyOrigin.of(name, environment))
                                .orElse(null)),
                cause.action(),
                cause);
    }
}
