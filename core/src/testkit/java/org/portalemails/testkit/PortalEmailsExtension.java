package org.portalemails.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.portalemails.PortalEmails;
import org.portalemails.announce.Notifier;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.inmemory.InMemorySettingsStore;
import org.portalemails.inmemory.InMemorySuppressionList;
import org.portalemails.recovery.AccountRecovery;
import org.portalemails.screen.SettingsScreen;

/**
 * JUnit extension: gives each test a {@link TestPortal} of its own, and any part of it, as parameters of the test method or
 * of {@code @BeforeEach} and {@code @AfterEach}.
 *
 * <p>Use {@code @ExtendWith(PortalEmailsExtension.class)} for a portal as {@link TestPortal#create()} makes it, or register
 * one with {@link #with}. Parameters may be: {@link TestPortal}, {@link PortalEmails}, {@link Notifier}, {@link
 * AccountRecovery}, {@link SettingsScreen}, {@link SettableClock}, {@link RecordingTransport}, {@link OutboxDispatcher}, {@link InMemoryOutbox}, {@link
 * InMemorySettingsStore}, {@link InMemorySuppressionList}.
 *
 * @since 0.1.0
 */
public final class PortalEmailsExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(PortalEmailsExtension.class);

    private static final Map<Class<?>, Function<TestPortal, Object>> PARTS = parts();

    private final UnaryOperator<TestPortal.Builder> change;

    /** For {@code @ExtendWith}. */
    public PortalEmailsExtension() {
        this(UnaryOperator.identity());
    }

    private PortalEmailsExtension(UnaryOperator<TestPortal.Builder> change) {
        this.change = Objects.requireNonNull(change, "change");
    }

    /**
     * An extension for {@code @RegisterExtension} whose portals differ from the samples.
     *
     * @param change is given the builder of each portal
     * @return the extension
     */
    public static PortalEmailsExtension with(UnaryOperator<TestPortal.Builder> change) {
        return new PortalEmailsExtension(change);
    }

    private static Map<Class<?>, Function<TestPortal, Object>> parts() {
        Map<Class<?>, Function<TestPortal, Object>> parts = new LinkedHashMap<>();
        parts.put(TestPortal.class, portal -> portal);
        parts.put(PortalEmails.class, TestPortal::portalEmails);
        parts.put(Notifier.class, TestPortal::notifier);
        parts.put(AccountRecovery.class, TestPortal::accountRecovery);
        parts.put(SettingsScreen.class, TestPortal::settingsScreen);
        parts.put(SettableClock.class, TestPortal::clock);
        parts.put(RecordingTransport.class, TestPortal::transport);
        parts.put(OutboxDispatcher.class, TestPortal::dispatcher);
        parts.put(InMemoryOutbox.class, TestPortal::outbox);
        parts.put(InMemorySettingsStore.class, TestPortal::settingsStore);
        parts.put(InMemorySuppressionList.class, TestPortal::suppressionList);
        return parts;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARTS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException("each test has a portal of its own: take "
                    + parameter.getParameter().getType().getSimpleName()
                    + " as a parameter of the test method or of @BeforeEach, not of a constructor or of @BeforeAll");
        }
        TestPortal portal = context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        TestPortal.class,
                        key -> change.apply(TestPortal.builder()).build(),
                        TestPortal.class);
        return Objects.requireNonNull(PARTS.get(parameter.getParameter().getType()))
                .apply(portal);
    }
}
