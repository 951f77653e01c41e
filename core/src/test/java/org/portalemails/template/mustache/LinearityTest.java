package org.portalemails.template.mustache;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.file.SettingsFile;
import org.portalemails.template.MergeValues;
import org.portalemails.template.RenderedText;
import org.portalemails.template.RenderingTooLargeException;
import org.portalemails.template.TextKind;

/**
 * Twice the text is about twice the work: the ratio of processor time, best of several turns. A scanner whose work grows with the
 * square has a ratio of four.
 */
@DisplayName("The work of reading and rendering")
@Tag("exhaustive")
class LinearityTest {
    private static final double BOUND = 3;
    private static final int ATTEMPTS = 12;
    private static final int TRIES = 4;

    static Stream<String> units() {
        return Stream.of(
                "<!-- x -->",
                "<!-- x --!>",
                "<!--",
                "-->",
                "{{userName}}",
                "{{userName}} ",
                "{{#a}}x{{/a}}",
                "{{s}}",
                "<a href=\"mailto:x{{userName}}\">x</a>",
                "<a href=\"https://a.example/\">x</a>",
                "<a href=\"{{s}}\">x</a>",
                "<a href=\"https://a.example/\"></a>",
                "<p>",
                "<b></i>",
                "<td>x",
                "<li>",
                "<blockquote>",
                "<ul><li>",
                "</div>",
                "<div style=\"display:none\">x</div>",
                "<p style=\"a:url(https://a.example/);behavior:x\">x",
                "<style>@import x;p{}</style>",
                "<style>/* @import \"x\" ",
                "<o:p>x</o:p>",
                "<",
                "<<",
                "&",
                "&nbsp;",
                "&amp",
                "{",
                "{{",
                "{{{",
                "{{<b>",
                "{{&nbsp;",
                "%NAME",
                "[",
                "«",
                "&#123;&#123;",
                "x",
                " ",
                "\n",
                "\u00a0");
    }

    private static final List<Consumer<String>> WORK = List.of(
            text -> Template.read(text, TextKind.HTML),
            text -> Template.read(text, TextKind.PLAIN),
            text -> Template.read(text, TextKind.HTML).template().ifPresent(LinearityTest::render),
            text -> RenderedText.literal(TextKind.HTML, text).plain());

    private static void render(Template template) {
        MergeValues values =
                MergeValues.builder().text("userName", "Marie").text("a", "b").build();
        template.render(values).plain();
    }

    @ParameterizedTest
    @MethodSource("units")
    @DisplayName("grows as the text does")
    void doubling(String unit) {
        for (int i = 0; i < WORK.size(); i++) {
            String once = unit.repeat(Math.max(1, 24_000 / unit.length()));
            Consumer<String> work = WORK.get(i);
            assertThat(ratio(work, once, once + once))
                    .as("%s, work %d", unit, i)
                    .isLessThan(BOUND);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"# x\n", "\n", "a", "\\u0041", "[", "[group.'x'.", "''", "'", "\"", "= ", "\r", "x = '''\n"})
    @DisplayName("of a settings file grows as the file does")
    void settingsFile(String unit) {
        for (String head : List.of("", "[installation]\nsenderName = \"\"\"")) {
            String once = unit.repeat(24_000 / unit.length());
            Consumer<String> work = text -> {
                try {
                    SettingsFile.read("portalEmailSettings = 1\n" + head + text);
                } catch (InvalidSettingsException e) {
                    // Refused at its end at the latest.
                }
            };
            assertThat(ratio(work, once, once + once)).as(unit).isLessThan(BOUND);
        }
    }

    @Test
    @DisplayName("grows as the number of holes does")
    void holes() {
        List<RenderedText.Piece> pieces = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            pieces.add(new RenderedText.Piece.Secret("f" + i % 2_000));
            pieces.add(new RenderedText.Piece.Literal("x"));
        }
        RenderedText twice = RenderedText.of(TextKind.HTML, pieces);
        RenderedText once = RenderedText.of(TextKind.HTML, pieces.subList(0, 4_000));
        assertThat(ratio(
                        text -> {
                            text.plain();
                            text.filled(Map.of("f1", "x")).masked();
                        },
                        once,
                        twice))
                .isLessThan(BOUND);
    }

    /** The least of several tries: a machine that is busy with something else can only make it greater. */
    private static <T> double ratio(Consumer<T> work, T once, T twice) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < TRIES && least >= BOUND; i++) {
            least = Math.min(least, best(work, twice) / Math.max(best(work, once), 20_000));
        }
        return least;
    }

    /** Nanoseconds of processor time, the best of several turns. */
    private static <T> double best(Consumer<T> work, T text) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS; i++) {
            long begun = processorTime();
            try {
                work.accept(text);
            } catch (RenderingTooLargeException e) {
                // The bound was met on the way.
            }
            best = Math.min(best, processorTime() - begun);
        }
        return best;
    }

    /** Of this thread, in nanoseconds. Tests are compiled as part of the module, which does not read {@code java.management}. */
    private static long processorTime() {
        try {
            Object threads = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            Method time = Class.forName("java.lang.management.ThreadMXBean").getMethod("getCurrentThreadCpuTime");
            return (long) time.invoke(threads);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
