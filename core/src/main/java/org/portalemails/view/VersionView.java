package org.portalemails.view;

import java.util.List;
import java.util.Locale;
import org.portalemails.settings.SettingsHistory;

/**
 * An entry of the history: who saved when, and what differs from the version before.
 *
 * @param version 1 for the first, one more for each save
 * @param savedBy who saved it, in the host's words
 * @param savedAt when
 * @param changes what differs, in the order of the screen; for the first version, from blank settings
 */
public record VersionView(long version, String savedBy, String savedAt, List<ChangeView> changes) {
    /** Copies the list. */
    public VersionView {
        changes = List.copyOf(changes);
    }

    /** One version. */
    public static VersionView of(SettingsHistory.Entry entry, Locale reader) {
        return new VersionView(
                entry.stored().version(),
                entry.stored().savedBy(),
                Words.moment(entry.stored().savedAt()),
                entry.changes().stream()
                        .map(change -> ChangeView.of(change, reader))
                        .toList());
    }
}
