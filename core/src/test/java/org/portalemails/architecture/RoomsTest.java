package org.portalemails.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The rooms of the core")
class RoomsTest {
    /** In reading order: a room imports only rooms to its left. */
    private static final List<String> ROOMS = List.of(
            "template", "settings", "limit", "event", "email", "outbox", "recovery", "delivery", "metrics", "inmemory");

    private static final String TOP = "org.portalemails";

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/testkit/"))
            .importPackages(TOP);

    /** What the whole house may use of the top package. */
    private static final DescribedPredicate<JavaClass> FRONT_DOOR = DescribedPredicate.describe(
            "stand at the front door",
            type -> type.getPackageName().equals(TOP)
                    && !List.of("CustomerGroupId", "PortalEmailsException").contains(type.getSimpleName())
                    && !type.getSimpleName().equals("package-info"));

    static ArchRule arrowsOf(String room) {
        List<String> right = new ArrayList<>();
        for (String other : ROOMS.subList(ROOMS.indexOf(room) + 1, ROOMS.size())) {
            right.add(TOP + "." + other + "..");
        }
        return noClasses()
                .that()
                .resideInAPackage(TOP + "." + room + "..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(right.toArray(String[]::new))
                        .or(FRONT_DOOR)
                        .as("live to the right of " + room))
                .allowEmptyShould(false);
    }

    @ParameterizedTest(name = "{0} imports only rooms to its left")
    @ValueSource(
            strings = {
                "template",
                "settings",
                "limit",
                "event",
                "email",
                "outbox",
                "recovery",
                "delivery",
                "metrics",
                "inmemory"
            })
    void aRoomImportsOnlyRoomsToItsLeft(String room) {
        arrowsOf(room).check(CORE);
    }

    @ParameterizedTest(name = "{0} is furnished")
    @ValueSource(
            strings = {
                "template",
                "settings",
                "limit",
                "event",
                "email",
                "outbox",
                "recovery",
                "delivery",
                "metrics",
                "inmemory"
            })
    void noRoomIsEmpty(String room) {
        assertThat(CORE.stream()
                        .filter(type -> type.getPackageName().equals(TOP + "." + room))
                        .filter(type -> !type.getSimpleName().equals("package-info")))
                .isNotEmpty();
    }

    @Test
    void everyPackageIsAKnownRoom() {
        assertThat(CORE.stream().map(JavaClass::getPackageName).distinct())
                .allSatisfy(name -> assertThat(name.equals(TOP) || ROOMS.contains(name.substring(TOP.length() + 1)))
                        .as(name)
                        .isTrue());
    }

    @Test
    void theCoreKnowsNeitherSqlNorMail() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.mail..", "javax.naming..")
                .check(CORE);
    }

    @Test
    void onlyTheMetricsKnowMicrometer() {
        noClasses()
                .that()
                .resideOutsideOfPackage(TOP + ".metrics..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", TOP + ".metrics..")
                .check(CORE);
    }

    @Test
    void theCoreDependsOnTheJdkValidationAndSlf4jOnly() {
        classes()
                .that()
                .resideOutsideOfPackage(TOP + ".metrics..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "org.portalemails..",
                        "jakarta.validation..",
                        "org.slf4j..",
                        "org.jspecify..")
                .check(CORE);
    }

    @Test
    void anArrowAgainstTheDirectionIsNoticed() {
        JavaClasses wrong =
                new ClassFileImporter().importClasses(org.portalemails.settings.ArrowAgainstTheDirection.class);
        assertThatThrownBy(() -> arrowsOf("settings").check(wrong)).isInstanceOf(AssertionError.class);
    }

    @Test
    void anEmptyRoomIsNoticed() {
        JavaClasses nothing = new ClassFileImporter().importClasses(String.class);
        assertThatThrownBy(() -> arrowsOf("settings").check(nothing)).isInstanceOf(AssertionError.class);
    }
}
