package org.portalemails.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsDocument;

/**
 * Settings by the SHA-256 of the document in which they stand, so that a document is read once and not for every announcement.
 *
 * <p>The key is the content and nothing else. A version would not do: one that was saved, read and rolled back may be saved again
 * with other content under the same number. So there is nothing to invalidate, on this node or on others, and nobody can be given
 * what a transaction has not committed: who asks for a hash has seen it in a row of his own transaction.
 *
 * <p>Bounded by the characters of the documents; the one that was not asked for longest goes first. Safe for many threads.
 */
final class ReadDocuments {
    private static final int MOST_CHARACTERS = 8 << 20;
    /** What an entry costs beside its document. */
    private static final int OVERHEAD = 512;

    private final int mostCharacters;
    private final LinkedHashMap<String, Entry> byHash = new LinkedHashMap<>(64, 0.75f, true);
    private int characters;

    private record Entry(PortalEmailSettings settings, int characters) {}

    ReadDocuments() {
        this(MOST_CHARACTERS);
    }

    ReadDocuments(int mostCharacters) {
        this.mostCharacters = mostCharacters;
    }

    /** What a hash stands for, or {@code null} if it is not known here. */
    synchronized @Nullable PortalEmailSettings known(String hash) {
        Entry entry = byHash.get(hash);
        return entry == null ? null : entry.settings();
    }

    /** Reads a document, and remembers it by the hash that it has, whatever a row says. */
    PortalEmailSettings read(String document) {
        PortalEmailSettings settings = SettingsDocument.read(document);
        remember(hash(document), new Entry(settings, document.length() + OVERHEAD));
        return settings;
    }

    private synchronized void remember(String hash, Entry entry) {
        if (entry.characters() > mostCharacters || byHash.putIfAbsent(hash, entry) != null) {
            return;
        }
        characters += entry.characters();
        Iterator<Map.Entry<String, Entry>> oldest = byHash.entrySet().iterator();
        while (characters > mostCharacters) {
            characters -= oldest.next().getValue().characters();
            oldest.remove();
        }
    }

    /** 64 lower-case hexadecimal digits. */
    static String hash(String document) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(document.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
