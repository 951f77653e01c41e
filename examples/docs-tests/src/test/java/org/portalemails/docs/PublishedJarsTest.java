package org.portalemails.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the jars say about themselves. */
@DisplayName("A published jar")
class PublishedJarsTest {
    private static final Set<String> MODULES =
            Set.of("org.portalemails.core", "org.portalemails.mail", "org.portalemails.jdbc");

    private static Stream<ModuleReference> jars() {
        Path[] jars = Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .filter(path ->
                        path.matches(".*portal-emails-(core|mail-adapter|jdbc-adapter)-[^/\\\\]*(?<!testkit)\\.jar"))
                .map(Path::of)
                .toArray(Path[]::new);
        return ModuleFinder.of(jars).findAll().stream();
    }

    @TestFactory
    @DisplayName("exports to OSGi what it exports as a module, and publishes no more")
    Stream<DynamicTest> exportsTheSame() {
        assertThat(jars().map(jar -> jar.descriptor().name())).containsExactlyInAnyOrderElementsOf(MODULES);
        return jars().map(jar -> DynamicTest.dynamicTest(jar.descriptor().name(), () -> {
            Set<String> asModule = jar.descriptor().exports().stream()
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toCollection(TreeSet::new));
            String header = manifest(jar).getMainAttributes().getValue("Export-Package");
            Set<String> asBundle = Arrays.stream(
                            header.replaceAll(";[a-z-]+:?=\"[^\"]*\"", "").split(","))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(asBundle).isEqualTo(asModule);
        }));
    }

    @TestFactory
    @DisplayName("tells its name, version and licence to OSGi, and works with Jakarta Validation 3.0 and 3.1")
    Stream<DynamicTest> bundle() {
        return jars().map(jar -> DynamicTest.dynamicTest(jar.descriptor().name(), () -> {
            var attributes = manifest(jar).getMainAttributes();
            assertThat(attributes.getValue("Bundle-SymbolicName")).startsWith("org.portalemails.portal-emails-");
            assertThat(attributes.getValue("Bundle-License")).startsWith("Apache-2.0");
            if (jar.descriptor().name().equals("org.portalemails.core")) {
                assertThat(attributes.getValue("Import-Package")).contains("jakarta.validation;version=\"[3.0,4)\"");
            }
        }));
    }

    @TestFactory
    @DisplayName("has a POM that stands alone: no parent, no property of it, and the core brings two libraries")
    Stream<DynamicTest> poms() {
        return Stream.of("core", "core/bom", "mail-adapter", "jdbc-adapter")
                .map(module -> DynamicTest.dynamicTest(module, () -> {
                    String pom = Documents.read(Documents.ROOT.resolve(module + "/.flattened-pom.xml"));
                    assertThat(pom).doesNotContain("<parent>", "<relativePath>", "<scope>test</scope>", "<build>");
                    assertThat(pom.replace("${project.version}", "")).doesNotContain("${");
                    if (module.equals("core")) {
                        assertThat(pom.split("<scope>compile</scope>", -1)).hasSize(3);
                    }
                }));
    }

    private static Manifest manifest(ModuleReference jar) throws IOException {
        try (JarFile file = new JarFile(Path.of(jar.location().orElseThrow()).toFile())) {
            return file.getManifest();
        }
    }
}
