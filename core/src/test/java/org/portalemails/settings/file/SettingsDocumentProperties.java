package org.portalemails.settings.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsArbitraries;
import org.portalemails.settings.SettingsOwner;

@Label("Settings as text")
class SettingsDocumentProperties {
    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("what is written is read back as it was")
    void roundTrip(@ForAll("settings") PortalEmailSettings settings) {
        assertThat(SettingsDocument.read(SettingsDocument.write(settings))).isEqualTo(settings);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("line ends of another system change nothing")
    void lineEnds(@ForAll("settings") PortalEmailSettings settings) {
        String windows = SettingsDocument.write(settings).replace("\n", "\r\n");
        assertThat(SettingsDocument.read(windows)).isEqualTo(settings);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("a file of many owners is read back as it was, and written the same again")
    void fileRoundTrip(@ForAll("files") Map<SettingsOwner, PortalEmailSettings> settings) {
        String file = SettingsFile.write(settings);
        assertThat(SettingsFile.read(file)).isEqualTo(settings);
        assertThat(SettingsFile.write(new HashMap<>(SettingsFile.read(file)))).isEqualTo(file);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("a file with anything changed is read or refused with a place, never anything else")
    void mutated(
            @ForAll("settings") PortalEmailSettings settings, @ForAll int place, @ForAll("snippets") String snippet) {
        String document = SettingsDocument.write(settings);
        int at = Math.floorMod(place, document.length());
        String mutated = document.substring(0, at) + snippet + document.substring(Math.min(document.length(), at + 1));
        try {
            SettingsDocument.read(mutated);
        } catch (InvalidSettingsException e) {
            assertThat(e.violations()).isNotEmpty().allSatisfy(v -> assertThat(v.position())
                    .isNotNull());
        }
    }

    @Property
    @Label("anything at all is refused with a place")
    void garbage(@ForAll String anything) {
        assertThatThrownBy(() -> SettingsDocument.read(anything + "\n["))
                .isInstanceOfSatisfying(InvalidSettingsException.class, e -> assertThat(e.violations())
                        .allSatisfy(v -> assertThat(v.position()).isNotNull()));
    }

    @Provide
    Arbitrary<PortalEmailSettings> settings() {
        return SettingsArbitraries.settings();
    }

    @Provide
    Arbitrary<Map<SettingsOwner, PortalEmailSettings>> files() {
        return Arbitraries.maps(SettingsArbitraries.owners(), SettingsArbitraries.settings())
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> snippets() {
        return Arbitraries.of(
                "",
                "\n",
                "'",
                "'''",
                "\"",
                "\"\"\"",
                "\\",
                "\\u12",
                "\\UFFFFFFFF",
                "[",
                "]",
                "=",
                "#",
                "\u0000",
                "true",
                "[]",
                "{}",
                "1979-05-27",
                "0x1",
                "é",
                "\ud800",
                ".",
                "[text.reset-password.fr]\n");
    }
}
