package org.portalemails.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A problem of a text")
class TemplateProblemTest {
    private static Properties bundle(String suffix) throws Exception {
        Properties properties = new Properties();
        try (InputStream in = Template.class.getResourceAsStream("messages" + suffix + ".properties")) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }

    private static Set<String> arguments(String pattern) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\[([a-z]+)]").matcher(pattern);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    @Test
    @DisplayName("has words in English and French for every code, with the same arguments")
    void translations() throws Exception {
        Properties english = bundle("");
        Properties french = bundle("_fr");
        assertThat(french.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String code : english.stringPropertyNames()) {
            assertThat(arguments(french.getProperty(code))).as(code).isEqualTo(arguments(english.getProperty(code)));
            assertThat(french.getProperty(code)).as(code).isNotEqualTo(english.getProperty(code));
        }
        for (String code : bundle("_fr_CA").stringPropertyNames()) {
            assertThat(english.stringPropertyNames()).contains(code);
        }
    }

    @Test
    @DisplayName(
            "says courriel in Canada and e-mail in France, and English to everybody else, whatever the host's locale")
    void languages() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.FRANCE);
            TemplateProblem problem =
                    TemplateProblem.error("template.element-not-allowed", Position.START, "element", "form");
            assertThat(problem.message(Locale.ENGLISH)).isEqualTo("The element <form> is not allowed in an email.");
            assertThat(problem.message(Locale.JAPAN)).isEqualTo("The element <form> is not allowed in an email.");
            assertThat(problem.message(Locale.FRANCE))
                    .isEqualTo("L’élément <form> ne peut pas figurer dans un e-mail.");
            assertThat(problem.message(Locale.CANADA_FRENCH))
                    .isEqualTo("L’élément <form> ne peut pas figurer dans un courriel.");
            assertThat(problem)
                    .hasToString("1:1 template.element-not-allowed: The element <form> is not allowed in an email.");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    @DisplayName("shows what was typed shortened, on one line, and never read as a pattern")
    void arguments() {
        TemplateProblem problem =
                TemplateProblem.error("template.expression", Position.START, "field", "a\n[field] " + "b".repeat(100));
        assertThat(problem.arguments().get("field")).isEqualTo("a [field] " + "b".repeat(20) + "…");
        assertThat(problem.message(Locale.ENGLISH)).contains("“a [field] bbb").hasSizeLessThan(200);
    }

    @Test
    @DisplayName("has its code for words if nobody wrote any, and an ellipsis for an argument that is missing")
    void missing() {
        assertThat(TemplateProblem.error("template.nonsense", Position.START).message(Locale.FRENCH))
                .isEqualTo("template.nonsense");
        assertThat(new TemplateProblem("template.too-long", Severity.ERROR, Position.START, Map.of())
                        .message(Locale.ENGLISH))
                .isEqualTo("The text is longer than … characters.");
    }

    @Test
    @DisplayName("that is a warning never asks for the removal of what is left out already")
    void leftOut() throws Exception {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.FRENCH, Locale.CANADA_FRENCH)) {
            for (String code : bundle("").stringPropertyNames()) {
                if (code.endsWith("left-out") || code.equals("template.conditional-comment")) {
                    assertThat(TemplateProblem.warning(code, Position.START, "element", "x")
                                    .message(locale))
                            .as(code)
                            .containsAnyOf("left out", "retiré")
                            .doesNotContainPattern("Supprimez|Remove|Delete");
                }
            }
        }
    }
}
