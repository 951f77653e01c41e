package org.portalemails.settings.form;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.NotificationType;

@DisplayName("What somebody typed for a field")
class FieldNamesTest {
    private static final FieldNames NAMES = new FieldNames(FieldCatalogue.builtIn(), NotificationType.RESET_PASSWORD);

    @Test
    @DisplayName("is known by its name or its label, whatever the case and the accents")
    void exact() {
        assertThat(NAMES.similar("RESETLINK")).containsExactly("resetLink");
        assertThat(NAMES.similar("prenom du destinataire")).containsExactly("recipientFirstName");
    }

    @Test
    @DisplayName("is known by how it begins, where it was too long to be kept whole")
    void cut() {
        assertThat(NAMES.similar("resetLinkE…")).containsExactly("resetLinkExpiresAt");
        assertThat(NAMES.similar("Minutes de valid…")).containsExactly("resetLinkValidMinutes");
        assertThat(NAMES.similar("resetLink…"))
                .containsExactly("resetLink", "resetLinkExpiresAt", "resetLinkValidMinutes");
        assertThat(NAMES.similar("Link that nobody has…")).isEmpty();
    }
}
