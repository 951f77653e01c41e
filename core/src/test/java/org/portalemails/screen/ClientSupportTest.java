package org.portalemails.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.screen.ClientSupport.Gap;

@DisplayName("What mail programs drop")
class ClientSupportTest {
    @Test
    @DisplayName("is found in elements, in styles of elements and in style sheets, each once and by its name")
    void everywhere() {
        assertThat(
                        ClientSupport.gaps(
                                "<p style='Border-Radius: 4px; color: red'>a <ruby>b</ruby></p>"
                                        + "<p style=\"border&#45;radius:2px\">c</p><style>p { DISPLAY : flex !important } a:hover{top:1px}</style>"))
                .extracting(Gap::feature)
                .containsExactly("border-radius", "<ruby>", "<style>", "display:flex", "top");
        assertThat(ClientSupport.gaps("<p style='border-radius:4px'>").get(0).clients())
                .isEqualTo(List.of("Outlook (Windows)"));
    }

    @Test
    @DisplayName("is nothing in what every program shows, nor in words that look like a style")
    void nothing() {
        assertThat(ClientSupport.gaps(
                        "<p style=\"color:red;font-size:16px;display:block\">border-radius: 4px <b>x</b></p>"))
                .isEmpty();
        assertThat(ClientSupport.gaps("a < b and display:flex")).isEmpty();
        assertThat(ClientSupport.gaps("")).isEmpty();
    }
}
