package org.portalemails.jdbc.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.RememberedSettings;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.file.SettingsDocument;

/**
 * Settings by the SHA-256 of the document in which they stand, so that a document is read once and not for every announcement.
 *
 * <p>The key is the content and nothing else. A version would not do: one that was saved, read and rolled back may be saved again
 * with other content under the same number. So there is nothing to invalidate, on this node or on others, and nobody can be given
 * what a transaction has not committed: who asks for a hash has seen it in a row of his own transaction.
 *
 * <p>Bounded by the characters of the documents; the one that was not asked for longest goes first. Safe for many threads.
 */
public final class ReadDocuments {
    private static final int MOST_CHARACTERS = 8 << 20;
    /** What an entry costs beside its document. */
    private static final int OVERHEAD = 512;

    private static final int MOST_OWNERS = 10_000;
    /** The mark of an owner without settings, after {@link #memory}. */
    private static final String NONE = "";

    private final int mostCharacters;
    private final LinkedHashMap<String, Entry> byHash = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<SettingsOwner, String> lastSeen = new ConcurrentHashMap<>();
    /** Tells our marks from those of another database's memory. */
    private final String memory = UUID.randomUUID() + ":";

    private int characters;

    private record Entry(PortalEmailSettings settings, int characters) {}

    public ReadDocuments() {
        this(MOST_CHARACTERS);
    }

    public ReadDocuments(int mostCharacters) {
        this.mostCharacters = mostCharacters;
    }

    /** Notes what an owner's newest document was, or that he had none; in whatever transaction. */
    public void saw(SettingsOwner owner, @Nullable String hash) {
        if (lastSeen.size() >= MOST_OWNERS) {
            lastSeen.clear();
        }
        lastSeen.put(owner, hash == null ? NONE : hash);
    }

    /** What was seen last of some owners, if something is known of each, document included. */
    public Optional<RememberedSettings> remembered(Collection<SettingsOwner> owners) {
        Map<SettingsOwner, PortalEmailSettings> settings = new LinkedHashMap<>();
        Map<SettingsOwner, String> marks = new LinkedHashMap<>();
        for (SettingsOwner owner : owners) {
            String hash = lastSeen.get(owner);
            PortalEmailSettings known = hash == null || hash.equals(NONE) ? null : known(hash);
            if (hash == null || known == null && !hash.equals(NONE)) {
                return Optional.empty();
            }
            if (known != null) {
                settings.put(owner, known);
            }
            marks.put(owner, memory + hash);
        }
        return Optional.of(new RememberedSettings(settings, marks));
    }

    /** The hash in a mark of ours, empty for no settings; {@code null} if it is not ours. */
    @Nullable
    public String hashIn(String mark) {
        return mark.startsWith(memory) ? mark.substring(memory.length()) : null;
    }

    /** What a hash stands for, or {@code null} if it is not known here. */
    public synchronized @Nullable PortalEmailSettings known(String hash) {
        Entry entry = byHash.get(hash);
        return entry == null ? null : entry.settings();
    }

    /** Reads a document, and remembers it by the hash that it has, whatever a row says. */
    public PortalEmailSettings read(String document) {
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
    public static String hash(String document) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(document.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
