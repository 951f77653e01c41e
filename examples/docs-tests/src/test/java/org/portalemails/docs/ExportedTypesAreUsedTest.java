package org.portalemails.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What is exported is there for somebody: each type is named by an example, by code that a document shows (which is compiled under
 * {@code examples}), by the test kit, or by an adapter that is another module. Otherwise it need not be public.
 */
@DisplayName("An exported type")
class ExportedTypesAreUsedTest {
    private static final String COMPOSITION =
            "between notification and composition: what a kind of mail decides stands beside its texts, and another package makes the mail";

    /** Types that nobody outside has to name, and why they are exported all the same. */
    private static final Map<String, String> NOT_NAMED = Map.of(
            "org.portalemails.notification.Decision", COMPOSITION,
            "org.portalemails.notification.Occasion", COMPOSITION,
            "org.portalemails.notification.Recipient", COMPOSITION,
            "org.portalemails.notification.SendingConditions", COMPOSITION,
            "org.portalemails.settings.form.ValidPortalEmailSettings",
                    "stands on SettingsForm, for hosts that let Jakarta Validation check it",
            "org.portalemails.settings.form.PortalEmailSettingsValidator",
                    "named by the annotation; the provider makes it");

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
    private static final Pattern QUALIFIED =
            Pattern.compile("(?<!\")\\borg\\.portalemails(?:\\.[a-z]\\w*)*\\.[A-Z]\\w*");

    /** The qualified names of types in all sources of a folder; of a nested type the outer one. */
    private static Set<String> namedIn(String... folders) throws IOException {
        Set<String> named = new TreeSet<>();
        for (String folder : folders) {
            try (Stream<Path> files = Files.walk(Documents.ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !file.toString().contains("/target/"))
                        .flatMap(file -> QUALIFIED
                                .matcher(COMMENT.matcher(Documents.read(file)).replaceAll(" "))
                                .results())
                        .forEach(found -> named.add(found.group()));
            }
        }
        return named;
    }

    /** Each exported type with whether somebody outside its own module names it. */
    private static SortedMap<String, Boolean> uses() throws IOException {
        Set<String> everywhere = namedIn("examples", "core/src/testkit");
        SortedMap<String, Boolean> uses = new TreeMap<>();
        for (String module : ExportedTypes.MODULES) {
            Set<String> named = new TreeSet<>(everywhere);
            for (String other : ExportedTypes.MODULES) {
                if (!other.equals(module)) {
                    named.addAll(namedIn(other + "/src/main"));
                }
            }
            ExportedTypes.of(module)
                    .forEach((packageName, types) -> types.forEach(
                            type -> uses.put(packageName + "." + type, named.contains(packageName + "." + type))));
        }
        return uses;
    }

    @Test
    void isNamedByAnExampleADocumentTheTestKitOrAnAdapter() throws IOException {
        Set<String> unused = uses().entrySet().stream()
                .filter(use -> !use.getValue())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unused)
                .as("show it in an example or a document, make it package-private, or say here why it is exported")
                .isEqualTo(new TreeSet<>(NOT_NAMED.keySet()));
    }

    @Test
    void isFoundWithItsUses() throws IOException {
        assertThat(uses())
                .hasSizeGreaterThan(100)
                .containsEntry("org.portalemails.PortalEmails", true)
                .containsEntry("org.portalemails.outbox.spi.ClaimRequest", true)
                .containsEntry("org.portalemails.notification.Occasion", false);
    }
}
