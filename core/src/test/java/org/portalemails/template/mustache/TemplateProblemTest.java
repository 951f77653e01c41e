package org.portalemails.template.mustache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.template.Position;
import org.portalemails.template.Severity;

@DisplayName("A problem of a text")
class TemplateProblemTest {
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
}
