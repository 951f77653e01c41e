package org.portalemails.jdbc.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.file.SettingsDocument;

@DisplayName("Documents that were read before")
class ReadDocumentsTest {
    private static String document(int number) {
        return SettingsDocument.write(PortalEmailSettings.builder()
                .senderName("sender " + (1_000 + number))
                .build());
    }

    private static boolean knows(ReadDocuments documents, int number) {
        return documents.known(ReadDocuments.hash(document(number))) != null;
    }

    @Test
    @DisplayName("are known by their content")
    void byContent() {
        ReadDocuments documents = new ReadDocuments();
        assertThat(knows(documents, 1)).isFalse();
        PortalEmailSettings read = documents.read(document(1));
        assertThat(documents.known(ReadDocuments.hash(document(1)))).isSameAs(read);
        assertThat(knows(documents, 2)).isFalse();
    }

    @Test
    @DisplayName("are bounded: the one that was not asked for longest is forgotten first")
    void bounded() {
        int each = document(1).length() + 512;
        ReadDocuments documents = new ReadDocuments(each * 3);
        List<Integer> known = new ArrayList<>();
        documents.read(document(1));
        documents.read(document(2));
        documents.read(document(3));
        assertThat(knows(documents, 1)).isTrue();
        documents.read(document(4));
        for (int number = 1; number <= 4; number++) {
            if (knows(documents, number)) {
                known.add(number);
            }
        }
        assertThat(known).containsExactly(1, 3, 4);
        for (int number = 5; number < 1_000; number++) {
            documents.read(document(number % 7));
            documents.read(document(number));
        }
        known.clear();
        for (int number = 0; number < 1_000; number++) {
            if (knows(documents, number)) {
                known.add(number);
            }
        }
        assertThat(known).hasSize(3);
    }

    @Test
    @DisplayName("are not remembered if one alone is beyond the bound, or if it is not understood")
    void notRemembered() {
        ReadDocuments documents = new ReadDocuments(100);
        assertThat(documents.read(document(1))).isEqualTo(SettingsDocument.read(document(1)));
        assertThat(knows(documents, 1)).isFalse();
        assertThatThrownBy(() -> documents.read("nonsense")).isInstanceOf(InvalidSettingsException.class);
        assertThat(documents.known(ReadDocuments.hash("nonsense"))).isNull();
    }
}
