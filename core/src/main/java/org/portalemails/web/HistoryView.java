package org.portalemails.web;

import java.util.List;
import org.portalemails.view.VersionView;

/**
 * The newest versions of settings.
 *
 * @param versions newest first
 */
public record HistoryView(List<VersionView> versions) {
    /** Copies the list. */
    public HistoryView {
        versions = List.copyOf(versions);
    }
}
