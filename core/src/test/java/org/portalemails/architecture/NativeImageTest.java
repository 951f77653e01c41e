package org.portalemails.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a native image needs to know is either not needed or declared. No native image is built here. */
@DisplayName("For a native image, the core")
class NativeImageTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path METADATA = RESOURCES.resolve("META-INF/native-image/org.portalemails/portal-emails-core");

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/testkit/"))
            .importPackages("org.portalemails");

    @Test
    void usesNoReflectionAndLooksUpNoServices() {
        noClasses()
                .that()
                // Where Spring is, it makes beans by reflection itself, or ahead of time.
                .resideOutsideOfPackage("org.portalemails.spring")
                .and()
                // It reads the components of views, which are declared.
                .doNotHaveFullyQualifiedName("org.portalemails.web.Json")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.reflect..", "java.lang.invoke..", "java.beans..")
                .orShould()
                .callMethod(Class.class, "forName", String.class)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(java.util.ServiceLoader.class)
                .check(CORE);
    }

    @Test
    void declaresEveryViewThatIsWrittenAsJson() throws IOException {
        String configuration = Files.readString(METADATA.resolve("reflect-config.json"));
        assertThat(Pattern.compile("\"name\": \"(.*?)\", \"allPublicMethods\": true, \"allRecordComponents\": true")
                        .matcher(configuration)
                        .results()
                        .map(found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(CORE.stream()
                        .filter(type -> type.isRecord()
                                && List.of("org.portalemails.view", "org.portalemails.web")
                                        .contains(type.getPackageName()))
                        .map(JavaClass::getName)
                        .filter(name -> !name.endsWith(".ScreenRequest") && !name.endsWith(".ScreenAnswer"))
                        .toList());
    }

    @Test
    void declaresEveryResource() throws IOException {
        String configuration = Files.readString(METADATA.resolve("resource-config.json"));
        List<Pattern> patterns = Pattern.compile("\"pattern\": \"(.*)\"")
                .matcher(configuration)
                .results()
                .map(found -> Pattern.compile(found.group(1).replace("\\\\", "\\")))
                .toList();
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            List<String> resources = files.filter(Files::isRegularFile)
                    .map(file -> RESOURCES.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.startsWith("META-INF/"))
                    .toList();
            assertThat(resources).hasSizeGreaterThan(10).allSatisfy(name -> assertThat(patterns)
                    .anyMatch(pattern -> pattern.matcher(name).matches()));
        }
    }
}
