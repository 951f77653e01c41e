package com.example.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.PortalEmails;
import org.portalemails.delivery.OutboxDispatcher;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;

@DisplayName("Ahead-of-time processing")
class AheadOfTimeTest {
    /** The host without what its tests define. */
    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    @Import({PortalEmailsWiring.class, Passwords.class})
    static class Application {}

    private static <C extends GenericApplicationContext> C withProperties(C context) throws IOException {
        new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yaml"))
                .forEach(context.getEnvironment().getPropertySources()::addLast);
        return context;
    }

    @Test
    @CompileWithForkedClassLoader
    @SuppressWarnings("unchecked")
    @DisplayName("makes the beans without reflection, and they start")
    void starts() throws Exception {
        AnnotationConfigApplicationContext described = withProperties(new AnnotationConfigApplicationContext());
        described.register(Application.class);
        TestGenerationContext generation = new TestGenerationContext();
        var initializer = new ApplicationContextAotGenerator().processAheadOfTime(described, generation);
        generation.writeGeneratedContent();
        for (String properties : List.of("ProfileProperties", "ScreenProperties")) {
            assertThat(RuntimeHintsPredicates.reflection()
                            .onType(TypeReference.of("org.portalemails.spring." + properties)))
                    .accepts(generation.getRuntimeHints());
        }

        TestCompiler.forSystem().with(generation).compile(compiled -> {
            try (GenericApplicationContext context = withProperties(new GenericApplicationContext())) {
                compiled.getInstance(ApplicationContextInitializer.class, initializer.canonicalName())
                        .initialize(context);
                context.refresh();
                assertThat(context.getBean(PortalEmails.class)).isNotNull();
                assertThat(context.getBean(OutboxDispatcher.class)).isNotNull();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
