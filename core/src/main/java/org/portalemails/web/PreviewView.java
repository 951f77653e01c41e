package org.portalemails.web;

import java.util.List;

/**
 * A mail as its reader will see it, with examples and masked secrets.
 *
 * @param sound whether it could be sent; else only the notes are filled in
 * @param from the sender
 * @param to an example of a recipient
 * @param subject the subject
 * @param text the part as plain text
 * @param html the document; empty for a mail of plain text only. To be shown in a frame of its own: it is what an administrator wrote
 * @param dropped what mail programs will not show of it, and which
 * @param notes what else should be known
 */
public record PreviewView(
        boolean sound,
        String from,
        String to,
        String subject,
        String text,
        String html,
        List<String> dropped,
        List<String> notes) {
    /** Copies the lists. */
    public PreviewView {
        dropped = List.copyOf(dropped);
        notes = List.copyOf(notes);
    }

    /** Without the mail. */
    @Override
    public String toString() {
        return "PreviewView[" + (sound ? "sound" : "with errors") + "]";
    }
}
