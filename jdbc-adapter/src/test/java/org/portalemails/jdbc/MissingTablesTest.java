package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.settings.SettingsOwner;

@DisplayName("A table that is missing")
class MissingTablesTest {
    @OnEveryServer
    @DisplayName("is named by whoever meets it first, with what to do")
    void isNamed(Dialect dialect) {
        try (HikariDataSource empty = DatabaseUnderTest.emptyDatabase(dialect)) {
            PortalDatabase database = PortalDatabase.builder(empty)
                    .hostConnection(ConnectionSource.of(empty))
                    .dialect(dialect)
                    .sealer(AesGcmSealer.of("test", new byte[32]))
                    .build();
            assertThatThrownBy(() -> database.settingsStore().find(SettingsOwner.INSTALLATION))
                    .isInstanceOf(StorageException.class)
                    .satisfies(failure -> assertSays(failure, "portal_email_settings"));
            assertThatThrownBy(() -> database.administration().counts())
                    .isInstanceOf(StorageException.class)
                    .satisfies(failure -> assertSays(failure, "portal_email_outbox"));
        }
    }

    private static void assertSays(Throwable failure, String table) {
        assertThat(failure.getMessage().toLowerCase(Locale.ROOT))
                .contains("a table is missing", table, "schemainstaller.install()", "portal-emails.schema=install")
                .doesNotContain("\n", "select");
    }
}
