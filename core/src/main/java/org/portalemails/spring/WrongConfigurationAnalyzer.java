package org.portalemails.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints what is wrong and what to write. */
final class WrongConfigurationAnalyzer extends AbstractFailureAnalyzer<WrongConfigurationException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, WrongConfigurationException cause) {
        return new FailureAnalysis("Portal Emails: " + cause.getMessage(), cause.action(), cause);
    }
}
