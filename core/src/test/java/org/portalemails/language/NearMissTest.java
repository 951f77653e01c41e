package org.portalemails.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A name that is not known")
class NearMissTest {
    private static final List<String> KNOWN = List.of(
            "recipientFirstName",
            "recipientLastName",
            "recipientFullName",
            "recipientEmail",
            "companyName",
            "companyCustomerNames",
            "customerGroupName",
            "senderCompanyName",
            "portalName",
            "portalUrl",
            "supportContactName",
            "supportContactEmail",
            "supportContactPhone",
            "sentDate",
            "userName",
            "userNames",
            "resetLink",
            "resetLinkExpiresAt",
            "resetLinkValidMinutes",
            "requestedAt");

    @Test
    @DisplayName("is compared as a whole: one slip of the finger")
    void slips() {
        assertThat(NearMiss.of("resetLnik", KNOWN)).startsWith("resetLink");
        assertThat(NearMiss.of("RESETLINK", KNOWN)).startsWith("resetLink");
        assertThat(NearMiss.of("portalURL", KNOWN)).startsWith("portalUrl");
        assertThat(NearMiss.of("usernames", KNOWN)).startsWith("userNames");
    }

    @Test
    @DisplayName("is compared word by word: a word too few, too many or misspelt")
    void words() {
        assertThat(NearMiss.of("custmerName", KNOWN)).contains("customerGroupName", "companyName");
        assertThat(NearMiss.of("firstName", KNOWN)).startsWith("recipientFirstName");
        assertThat(NearMiss.of("supportPhone", KNOWN)).startsWith("supportContactPhone");
        assertThat(NearMiss.of("passwordResetLink", KNOWN)).startsWith("resetLink");
    }

    @Test
    @DisplayName("gets no suggestion if nothing is like it, or if it is too long to be a name")
    void nothing() {
        assertThat(NearMiss.of("zzzz", KNOWN)).isEmpty();
        assertThat(NearMiss.of("", KNOWN)).isEmpty();
        assertThat(NearMiss.of("a".repeat(60_000), KNOWN)).isEmpty();
    }

    @Test
    @DisplayName("has a distance that counts inserting, deleting, replacing and swapping neighbours")
    void distance() {
        assertThat(NearMiss.distance("", "")).isZero();
        assertThat(NearMiss.distance("abc", "")).isEqualTo(3);
        assertThat(NearMiss.distance("abc", "acb")).isEqualTo(1);
        assertThat(NearMiss.distance("kitten", "sitting")).isEqualTo(3);
    }
}
