package org.portalemails.template.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The vocabulary of mails")
class HtmlVocabularyTest {
    @ParameterizedTest
    @ValueSource(strings = {"o:p", "zap", "a-b", "a_b", "a.b", "z9", "a0", "st1:city"})
    @DisplayName("leaves out elements of other programs by their names")
    void leftOut(String name) {
        assertThat(HtmlVocabulary.isMeaningless(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"p", "form", "a`b", "{a", "a/", "é", "a@b", "a[0]"})
    @DisplayName("does not leave out what it has, what it refuses, and what is no name")
    void notLeftOut(String name) {
        assertThat(HtmlVocabulary.isMeaningless(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v:shapes", "o:spid", "popover", "inert", ":x"})
    @DisplayName("leaves out attributes of other programs, and those that only a script undoes")
    void attributesLeftOut(String name) {
        assertThat(HtmlVocabulary.isMeaninglessAttribute(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "xml:lang", "xmlns:o", "onclick", "on:click", "a:{b", "data-x"})
    @DisplayName("keeps or refuses all other attributes")
    void attributesNotLeftOut(String name) {
        assertThat(HtmlVocabulary.isMeaninglessAttribute(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "data-x_y", "a", "z", "x0", "x9", "xml:lang", "xmlns:o"})
    @DisplayName("has attributes of letters, digits, hyphens and underscores")
    void allowed(String name) {
        assertThat(HtmlVocabulary.isAllowedAttribute(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"onload", "a`", "a{", "a/", "a:b", "@click", "é", "A"})
    @DisplayName("has no others")
    void refused(String name) {
        assertThat(HtmlVocabulary.isAllowedAttribute(name)).isFalse();
    }
}
