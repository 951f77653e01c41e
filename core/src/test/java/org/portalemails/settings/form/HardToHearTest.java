package org.portalemails.settings.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.settings.SettingsViolation;

@DisplayName("An author's document is hard to hear, and the author is told where,")
class HardToHearTest {
    private static List<String> found(String content) {
        return HardToHear.in(content, "content").stream()
                .map(SettingsViolation::toString)
                .toList();
    }

    @Test
    @DisplayName("where a table for looks does not say so; each rule is told once, at its first place")
    void tables() {
        assertThat(found("<html><body><p>x</p>\n<table><tr><td>a</table><table><tr><td>b</table>"))
                .containsExactly("content:2:1 text.table-without-role");
        assertThat(found("<body><table role=presentation><tr><td>a</table><table><tr><th>h<td>b</table>"))
                .isEmpty();
        assertThat(found("<body>\n<table>\n<tr><td><table><tr><th>h</table></table>"))
                .as("headings of a table in it are not its own")
                .containsExactly("content:2:1 text.table-without-role");
        assertThat(found("<body><table><tr><td>never closed")).hasSize(1);
    }

    @Test
    @DisplayName("where headings leave out an order, or do not begin with the first")
    void headings() {
        assertThat(found("<body><h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2><h1>e</h1>"))
                .isEmpty();
        assertThat(found("<body><h1>a</h1>\n<h3>b</h3>\n<h5>c</h5>"))
                .containsExactly("content:2:1 text.heading-skipped");
        assertThat(found("<body><h2>a</h2>")).containsExactly("content:1:7 text.heading-skipped");
    }

    @Test
    @DisplayName("but only there: in every other text the layout mends both")
    void mended() {
        assertThat(found("<table><tr><td>a</table><h4>b</h4>")).isEmpty();
    }
}
