package org.portalemails.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a test class as its author would, to see how it fails. */
final class JupiterRun {
    private JupiterRun() {}

    /** Runs all tests of a class; throws the first failure. */
    static void of(Class<?> testClass) throws Throwable {
        for (Throwable failure : failuresOf(testClass).values()) {
            throw failure;
        }
    }

    /** Runs all tests of a class; answers by the name of the method why it failed. */
    static Map<String, Throwable> failuresOf(Class<?> testClass) {
        Map<String, Throwable> failures = new LinkedHashMap<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(testClass))
                .filters(org.junit.platform.launcher.EngineFilter.includeEngines("junit-jupiter"))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    failures.put(
                            test.getSource()
                                    .filter(MethodSource.class::isInstance)
                                    .map(source -> ((MethodSource) source).getMethodName())
                                    .orElse(test.getDisplayName()),
                            result.getThrowable().orElseThrow());
                }
            }
        });
        return failures;
    }
}
