package com.example.folderstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.portalemails.PortalEmailsException;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;
import org.portalemails.settings.StaleSettingsException;
import org.portalemails.settings.StoredSettings;
import org.portalemails.settings.file.SettingsFile;

/**
 * Keeps every version of settings as a file that people can read: {@code <folder>/<hash of the owner>/<version>.toml}. Who saved
 * it and when stands in a comment on its first line. Knows no transactions: every save takes effect at once.
 *
 * <p>Of two saves on top of the same version one succeeds, on any number of processes: a hard link to a complete file is made
 * under the new name, which fails if the name is taken.
 */
// snippet: store
public final class FolderSettingsStore implements SettingsStore {
    private final Path folder;
    private final Clock clock;

    /** Keeps settings below a folder that exists; the clock says when something was saved. */
    public FolderSettingsStore(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public Optional<StoredSettings> find(SettingsOwner owner) {
        return history(owner, 1).stream().findFirst();
    }

    @Override
    public StoredSettings save(
            SettingsOwner owner, PortalEmailSettings settings, long expectedVersion, String savedBy) {
        if (expectedVersion < 0) {
            throw new IllegalArgumentException("expectedVersion: 0 or more");
        }
        Optional<StoredSettings> newest = find(owner);
        if (newest.map(StoredSettings::version).orElse(0L) != expectedVersion) {
            throw new StaleSettingsException(expectedVersion, newest);
        }
        StoredSettings saved = new StoredSettings(owner, expectedVersion + 1, settings, clock.instant(), savedBy);
        String text = "# " + saved.savedAt() + " " + URLEncoder.encode(savedBy, UTF_8) + "\n"
                + SettingsFile.write(Map.of(owner, settings));
        try {
            Path versions = Files.createDirectories(versionsOf(owner));
            Path complete = Files.writeString(Files.createTempFile(folder, "settings", ".new"), text);
            try {
                Files.createLink(versions.resolve(saved.version() + ".toml"), complete);
            } finally {
                Files.delete(complete);
            }
            return saved;
        } catch (FileAlreadyExistsException e) {
            throw new StaleSettingsException(expectedVersion, find(owner));
        } catch (IOException e) {
            throw new PortalEmailsException("settings could not be saved", e);
        }
    }

    @Override
    public List<StoredSettings> history(SettingsOwner owner, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit: at least 1");
        }
        return filesIn(versionsOf(owner)).stream()
                .sorted(Comparator.comparing(FolderSettingsStore::version).reversed())
                .limit(limit)
                .map(FolderSettingsStore::read)
                .toList();
    }

    @Override
    public List<SettingsOwner> owners() {
        return filesIn(folder).stream()
                .filter(Files::isDirectory)
                .flatMap(versions -> filesIn(versions).stream().limit(1))
                .map(file -> read(file).owner())
                .sorted(Comparator.comparing(SettingsOwner::key))
                .toList();
    }
    // end

    private static StoredSettings read(Path file) {
        try {
            String text = Files.readString(file);
            String[] saved = text.substring(2, text.indexOf('\n')).split(" ", 2);
            Map.Entry<SettingsOwner, PortalEmailSettings> settings =
                    SettingsFile.read(text).entrySet().iterator().next();
            return new StoredSettings(
                    settings.getKey(),
                    version(file),
                    settings.getValue(),
                    Instant.parse(saved[0]),
                    URLDecoder.decode(saved[1], UTF_8));
        } catch (IOException e) {
            throw new PortalEmailsException("settings could not be read", e);
        }
    }

    private static long version(Path file) {
        return Long.parseLong(file.getFileName().toString().replace(".toml", ""));
    }

    private Path versionsOf(SettingsOwner owner) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(owner.key().getBytes(UTF_8));
            return folder.resolve(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> filesIn(Path directory) {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw new PortalEmailsException("settings could not be listed", e);
        }
    }
}
