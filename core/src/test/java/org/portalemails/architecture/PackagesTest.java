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
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.portalemails.settings.ArrowAgainstTheDirection;

@DisplayName("The packages of the core")
class PackagesTest {
    /** In reading order: a package imports only packages above it. */
    private static final List<String> ORDER = List.of(
            "language",
            "address",
            "limit",
            "template.html",
            "template",
            "template.mustache",
            "host",
            "event",
            "notification",
            "layout",
            "settings",
            "settings.form",
            "settings.file",
            "email",
            "sender",
            "transport",
            "composition",
            "outbox",
            "outbox.spi",
            "announce",
            "recovery",
            "delivery",
            "links",
            "engine",
            "screen",
            "view",
            "web",
            "web.rest",
            "inmemory",
            "metrics",
            "spring");

    /** What ties everything together for a host: it may use the entry points too. */
    private static final String WIRING = "spring";

    private static final String TOP = "org.portalemails";

    /** The only types of the root that other packages may use. */
    private static final List<String> GROUND = List.of(
            "CompanyId",
            "CustomerGroupId",
            "HostKey",
            "PortalEmailsException",
            "UnknownCompanyException",
            "UnknownCustomerGroupException");

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/testkit/"))
            .importPackages(TOP);

    private static String packageOf(JavaClass type) {
        return type.getPackageName().equals(TOP) ? "" : type.getPackageName().substring(TOP.length() + 1);
    }

    private static DescribedPredicate<JavaClass> below(String name) {
        List<String> later = ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size());
        return DescribedPredicate.describe(
                "stand below " + name,
                type -> type.getPackageName().startsWith(TOP)
                        && (later.contains(packageOf(type)) || isEntryPoint(type) && !name.equals(WIRING)));
    }

    private static boolean isEntryPoint(JavaClass type) {
        return type.getPackageName().equals(TOP)
                && !GROUND.contains(type.getSimpleName())
                && !type.getSimpleName().equals("package-info");
    }

    static ArchRule arrowsOf(String name) {
        return noClasses()
                .that()
                .resideInAPackage(TOP + "." + name)
                .should()
                .dependOnClassesThat(below(name))
                .allowEmptyShould(false);
    }

    static List<String> order() {
        return ORDER;
    }

    @ParameterizedTest(name = "{0} imports only packages above it")
    @MethodSource("order")
    void imports(String name) {
        arrowsOf(name).check(CORE);
    }

    @ParameterizedTest(name = "{0} holds 1 to 30 types")
    @MethodSource("order")
    void size(String name) {
        assertThat(CORE.stream()
                        .filter(type -> packageOf(type).equals(name))
                        .filter(JavaClass::isTopLevelClass)
                        .filter(type -> !type.getSimpleName().equals("package-info")))
                .hasSizeBetween(1, 30);
    }

    @Test
    void everyPackageHasAPlaceInTheOrder() {
        assertThat(CORE.stream().map(PackagesTest::packageOf).distinct())
                .allSatisfy(name -> assertThat(name.isEmpty() || ORDER.contains(name))
                        .as(name)
                        .isTrue());
    }

    @Test
    void theGroundOfTheRootStandsOnNothing() {
        noClasses()
                .that(DescribedPredicate.describe(
                        "are the ground of the root",
                        type -> type.getPackageName().equals(TOP) && GROUND.contains(type.getSimpleName())))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are no ground",
                        type -> type.getPackageName().startsWith(TOP)
                                && !(packageOf(type).isEmpty() && GROUND.contains(type.getSimpleName()))
                                && !packageOf(type).equals("language")))
                .check(CORE);
    }

    @Test
    void nothingButTheRootUsesTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackages(TOP, TOP + ".engine")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(TOP + ".engine")
                .check(CORE);
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
                .resideOutsideOfPackages(TOP + ".metrics..", TOP + ".web.rest", TOP + "." + WIRING)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", TOP + ".metrics..")
                .check(CORE);
    }

    @Test
    void theCoreDependsOnTheJdkValidationAndSlf4jOnly() {
        classes()
                .that()
                .resideOutsideOfPackages(TOP + ".metrics..", TOP + ".web.rest", TOP + "." + WIRING)
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
        JavaClasses wrong = new ClassFileImporter().importClasses(ArrowAgainstTheDirection.class);
        assertThatThrownBy(() -> arrowsOf("settings").check(wrong)).isInstanceOf(AssertionError.class);
    }

    @Test
    void anEmptyPackageIsNoticed() {
        JavaClasses nothing = new ClassFileImporter().importClasses(String.class);
        assertThatThrownBy(() -> arrowsOf("settings").check(nothing)).isInstanceOf(AssertionError.class);
    }
}
