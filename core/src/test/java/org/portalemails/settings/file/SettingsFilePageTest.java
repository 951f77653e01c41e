package org.portalemails.settings.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.address.EmailAddress;
import org.portalemails.inmemory.InMemorySettingsStore;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.form.SettingsRules;
import org.portalemails.testkit.SettableClock;

@DisplayName("The page about settings as a file")
class SettingsFilePageTest {
    @Test
    @DisplayName("shows a file that can be imported, and names every value and mail there is")
    void example() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "settings-file.md"));
        int start = page.indexOf("```toml\n") + "```toml\n".length();
        String file = page.substring(start, page.indexOf("```", start));
        Map<SettingsOwner, PortalEmailSettings> settings = SettingsFile.read(file);
        assertThat(settings).hasSize(3);
        assertThat(SettingsFile.read(SettingsFile.write(settings))).isEqualTo(settings);
        SettingsImport plan =
                SettingsImport.dryRun(file, new InMemorySettingsStore(new SettableClock()), SettingsRules.standard());
        assertThat(plan.steps())
                .allSatisfy(step -> assertThat(step.violations()).isEmpty());
        assertThat(plan.apply("deploy")).hasSize(3);

        for (NotificationType type : NotificationType.onScreen()) {
            assertThat(page).contains("`" + type.code() + "`");
        }
        PortalEmailSettings everything = PortalEmailSettings.builder()
                .accessRequestsTo(EmailAddress.of("a@b.example"))
                .sendFrom(EmailAddress.of("a@b.example"))
                .replyTo(EmailAddress.of("a@b.example"))
                .senderName("x")
                .build();
        SettingsDocument.write(everything)
                .lines()
                .filter(line -> line.contains(" = "))
                .forEach(line -> assertThat(page).contains("`" + line.substring(0, line.indexOf(" = "))));
    }
}
