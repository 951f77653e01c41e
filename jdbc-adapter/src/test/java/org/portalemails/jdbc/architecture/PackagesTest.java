package org.portalemails.jdbc.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.limit.ArrowAgainstTheDirection;

@DisplayName("The packages of the JDBC adapter")
class PackagesTest {
    private static final String TOP = "org.portalemails.jdbc";

    /** In reading order: a package imports only packages above it. The exported package hands out what they make. */
    private static final List<String> ORDER = List.of(
            "sql",
            "dialect",
            "transaction",
            "limit",
            "links",
            "suppression",
            "settings",
            "outbox",
            "recovery",
            "administration",
            "jta",
            "spring");

    /** What ties the adapter to a framework: it may use the entry points too. */
    private static final List<String> WIRING = List.of("jta", "spring");

    /** What hosts choose or catch: the only types of the exported package that other packages may use. */
    private static final List<String> GROUND = List.of(
            "ConnectionSource",
            "Dialect",
            "NoTransactionException",
            "StorageException",
            "TableNames",
            "TransientStorageException");

    private static final JavaClasses ADAPTER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(TOP);

    private static String packageOf(JavaClass type) {
        return type.getPackageName().equals(TOP) ? "" : type.getPackageName().substring(TOP.length() + 1);
    }

    private static boolean isGround(JavaClass type) {
        return type.getPackageName().equals(TOP)
                && GROUND.contains(outermost(type).getSimpleName());
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(PackagesTest::outermost).orElse(type);
    }

    private static DescribedPredicate<JavaClass> below(String name) {
        List<String> later = ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size());
        return DescribedPredicate.describe(
                "stand below " + name,
                type -> type.getPackageName().startsWith(TOP)
                        && (later.contains(packageOf(type))
                                || packageOf(type).isEmpty() && !isGround(type) && !WIRING.contains(name)));
    }

    private static ArchRule arrowsOf(String name) {
        return noClasses()
                .that()
                .resideInAPackage(TOP + "." + name)
                .should()
                .dependOnClassesThat(below(name))
                .allowEmptyShould(false);
    }

    private static List<JavaClass> typesIn(String name) {
        return ADAPTER.stream()
                .filter(type -> packageOf(type).equals(name))
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .toList();
    }

    static List<String> order() {
        return ORDER;
    }

    @ParameterizedTest(name = "{0} imports only packages above it")
    @MethodSource("order")
    void imports(String name) {
        arrowsOf(name).check(ADAPTER);
    }

    @ParameterizedTest(name = "{0} holds 1 to 30 types")
    @MethodSource("order")
    void size(String name) {
        assertThat(typesIn(name)).hasSizeBetween(1, 30);
    }

    @Test
    void everyPackageHasAPlaceInTheOrder() {
        assertThat(ADAPTER.stream().map(PackagesTest::packageOf).distinct())
                .allMatch(name -> name.isEmpty() || ORDER.contains(name));
    }

    @Test
    @DisplayName("export what hosts choose or catch, the database and the installer, and nothing else")
    void exported() throws Exception {
        Path classes = Path.of(PortalDatabase.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ModuleDescriptor module;
        try (InputStream compiled = Files.newInputStream(classes.resolve("module-info.class"))) {
            module = ModuleDescriptor.read(compiled);
        }

        assertThat(module.exports())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactlyInAnyOrder(TOP, TOP + ".jta", TOP + ".spring");
        assertThat(typesIn("").stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getSimpleName))
                .containsAll(GROUND)
                .contains("PortalDatabase", "SchemaInstaller")
                .hasSize(GROUND.size() + 2);
    }

    @Test
    void whatHostsChooseOrCatchStandsOnNothing() {
        noClasses()
                .that(DescribedPredicate.describe("are chosen or caught by hosts", PackagesTest::isGround))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(TOP + ".*..")
                .check(ADAPTER);
    }

    @Test
    void rulesOfVendorsAreChosenInOnePlace() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Rules")
                .and()
                .doNotHaveSimpleName("DialectRules")
                .should()
                .onlyBeAccessed()
                .byAnyPackage(TOP + ".dialect")
                .check(ADAPTER);
    }

    @Test
    void anArrowAgainstTheDirectionIsNoticed() {
        JavaClasses wrong = new ClassFileImporter().importClasses(ArrowAgainstTheDirection.class);
        assertThatThrownBy(() -> arrowsOf("limit").check(wrong)).isInstanceOf(AssertionError.class);
    }

    @Test
    void anEmptyPackageIsNoticed() {
        JavaClasses nothing = new ClassFileImporter().importClasses(String.class);
        assertThatThrownBy(() -> arrowsOf("limit").check(nothing)).isInstanceOf(AssertionError.class);
    }
}
