package org.portalemails.template.mustache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.template.MergeValues;
import org.portalemails.template.TextKind;

/**
 * The Mustache specification's own tests are the judge of our subset.
 *
 * <p>A case is inside the subset if it parses; then it must render what the specification says. A case that does not parse must
 * be in {@link #NOT_OURS}, with the code of the message that tells its author why; and nothing else may be in that list. Line
 * ends are compared as LF, since a source is read so.
 */
@DisplayName("The Mustache specification")
class MustacheSpecificationTest {
    private static final String UNESCAPED = "template.unescaped-output";
    private static final String DOTTED = "template.dotted-name";
    private static final String DELIMITERS = "template.delimiters";
    private static final String PARTIAL = "template.partial";
    private static final String INHERITANCE = "template.inheritance";
    private static final String CURRENT_ALONE = "template.current-outside-section";

    /** Cases outside of the subset, by file and name, and the message that each fails with. */
    private static final Map<String, String> NOT_OURS = new TreeMap<>();

    static {
        // Values are always escaped: no {{{x}}} and no {{&x}}.
        for (String name : List.of(
                "interpolation/Ampersand",
                "interpolation/Triple Mustache Integer Interpolation",
                "interpolation/Triple Mustache Decimal Interpolation",
                "interpolation/Ampersand Decimal Interpolation",
                "interpolation/Triple Mustache Null Interpolation",
                "interpolation/Ampersand Null Interpolation",
                "interpolation/Triple Mustache Context Miss Interpolation",
                "interpolation/Ampersand Context Miss Interpolation",
                "interpolation/Implicit Iterators - Triple Mustache",
                "interpolation/Implicit Iterators - Ampersand",
                "interpolation/Ampersand - Standalone",
                "interpolation/Triple Mustache With Padding",
                "sections/Implicit Iterator - Triple mustache",
                "sections/Implicit Iterator - Ampersand")) {
            NOT_OURS.put(name, UNESCAPED);
        }
        // The catalogue of fields is flat: no names with dots.
        NOT_OURS.put("inverted/Dotted Names - Truthy", DOTTED);
        NOT_OURS.put("sections/Dotted Names - Broken Chains", DOTTED);
        // The whole data of a mail are never one value.
        NOT_OURS.put("interpolation/Implicit Iterators - Basic Integer Interpolation", CURRENT_ALONE);
    }

    /** Files that are not about our subset at all: every case must fail, with this code among its messages. */
    private static final Map<String, List<String>> FILES_NOT_OURS = Map.of(
            "delimiters", List.of(DELIMITERS, PARTIAL),
            "partials", List.of(PARTIAL),
            "dynamic-names", List.of(PARTIAL),
            "inheritance", List.of(INHERITANCE));

    /** How many cases are in our subset. */
    private static final int OURS = 36;

    @TestFactory
    @DisplayName("is met by every case of our subset, and refused by name in every other")
    Stream<DynamicTest> cases() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (String file : List.of("interpolation", "sections", "inverted", "comments")) {
            for (Map<?, ?> test : tests(file)) {
                String name = file + "/" + test.get("name");
                tests.add(DynamicTest.dynamicTest(name, () -> run(name, test)));
            }
        }
        tests.add(DynamicTest.dynamicTest("no case is listed that does not exist", () -> assertThat(
                        tests.stream().map(DynamicTest::getDisplayName))
                .containsAll(NOT_OURS.keySet())));
        assertThat(tests.size() - 1 - NOT_OURS.size()).isEqualTo(OURS);
        System.out.println("mustache interpolation, sections, inverted, comments: "
                + (tests.size() - 1 - NOT_OURS.size()) + " in our subset, " + NOT_OURS.size() + " not ours");
        NOT_OURS.forEach((name, code) -> System.out.println("mustache " + name + ": not ours, fails with " + code));
        return tests.stream();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delimiters", "partials", "dynamic-names", "inheritance"})
    @DisplayName("has files that are not ours: every case fails with the message for it")
    void otherFiles(String file) throws Exception {
        for (Map<?, ?> test : tests(file)) {
            assertThat(codes((String) test.get("template")))
                    .as(file + "/" + test.get("name"))
                    .containsAnyElementsOf(FILES_NOT_OURS.get(file));
        }
        System.out.println("mustache " + file + ": " + tests(file).size() + " not ours, all refused");
    }

    @Test
    @DisplayName("has lambdas, which are not ours: a value of a field is a text, a list or a secret, never a function")
    void lambdas() throws Exception {
        for (Map<?, ?> test : tests("lambdas")) {
            assertThat(test.get("data").toString())
                    .as("lambdas/" + test.get("name"))
                    .contains("lambda={");
            System.out.println("mustache ~lambdas/" + test.get("name") + ": not ours, no function can be a value");
        }
    }

    private static void run(String name, Map<?, ?> test) {
        String source = (String) test.get("template");
        String refusal = NOT_OURS.get(name);
        if (refusal != null) {
            assertThat(codes(source)).contains(refusal);
            return;
        }
        String expected = ((String) test.get("expected")).replace("\r\n", "\n");
        Template template = Template.parse(source, TextKind.PLAIN);
        // The specification's values are HTML in one case only; its quotes are escaped, and so are ours.
        if (name.endsWith("HTML Escaping")) {
            template = Template.parse(source, TextKind.HTML);
        }
        assertThat(template.render(values(test.get("data"))).masked()).isEqualTo(expected);
    }

    private static List<String> codes(String source) {
        return Template.read(source, TextKind.PLAIN).problems().stream()
                .map(TemplateProblem::code)
                .toList();
    }

    /** Numbers and truth values as their texts; {@code false} and {@code null} as no value. */
    private static MergeValues values(Object data) {
        MergeValues.Builder values = MergeValues.builder();
        if (data instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                String field = (String) key;
                if (value instanceof List<?> list) {
                    values.list(field, list.stream().map(String::valueOf).toList());
                } else if (value != null && !value.equals(false)) {
                    values.text(field, value.toString());
                }
            });
        }
        return values.build();
    }

    private static List<Map<?, ?>> tests(String file) throws Exception {
        Object json = new Json(resource(file)).read();
        List<Map<?, ?>> tests = new ArrayList<>();
        for (Object test : (List<?>) ((Map<?, ?>) json).get("tests")) {
            tests.add((Map<?, ?>) test);
        }
        return tests;
    }

    /** From the specification's repository, unchanged; its licence lies beside it. */
    private static String resource(String file) throws IOException {
        try (InputStream in =
                MustacheSpecificationTest.class.getResourceAsStream("/mustache-specification/" + file + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
