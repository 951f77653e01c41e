package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A mail service")
class SmtpPresetTest {
    private static SmtpTransportBuilder builder(SmtpPreset preset) {
        return preset.needsRegion() ? preset.transport("ca-central-1") : preset.transport();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("that takes mails only from whoever signs in is refused without credentials, and no other")
    void users(SmtpPreset preset) {
        if (preset.needsUser()) {
            assertThatThrownBy(() -> builder(preset).build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("credentials: " + preset + " takes mails only from whoever signs in");
            builder(preset)
                    .credentials(SmtpCredentials.password("portal", "secret"))
                    .build()
                    .close();
        } else {
            assertThat(Stream.of("google-relay", "mailpit")).contains(preset.toString());
            builder(preset).build().close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca-central-1", "us-gov-west-1", "us-isob-east-1", "eusc-de-east-1", "ap-southeast-7"})
    @DisplayName("has regions")
    void regions(String region) {
        assertThat(SmtpPreset.SES.transport(region)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "canada",
                "ca-central",
                "CA-CENTRAL-1",
                "ca_central_1",
                "ca-central-1.evil.example",
                "ca-central-1 "
            })
    @DisplayName("has none whose name is not written so")
    void noRegions(String region) {
        assertThatThrownBy(() -> SmtpPreset.SES.transport(region))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("region: a name such as ca-central-1 or us-gov-west-1");
    }
}
