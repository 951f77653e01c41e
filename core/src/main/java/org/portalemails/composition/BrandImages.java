package org.portalemails.composition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.portalemails.CustomerGroupId;
import org.portalemails.layout.BrandImage;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Setting;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;
import org.portalemails.settings.StoredSettings;

/**
 * The logos that settings hold and held: a mail that waits in the outbox names its logo by a digest, and gets that one even if
 * settings were saved with another logo since.
 *
 * <p>Thread-safe; keeps the last few images.
 */
public final class BrandImages {
    /** How many versions back a logo is looked for: a mail waits for days, not for years. */
    private static final int VERSIONS = 50;

    private static final int KEPT = 16;

    private final SettingsStore store;
    private final Map<String, BrandImage> kept = new LinkedHashMap<>();

    /**
     * The images in a store.
     *
     * @param store the store
     */
    public BrandImages(SettingsStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * Finds an image.
     *
     * @param group whose mail shows it
     * @param digest its {@link BrandImage#digest()}
     * @return empty if neither the group nor what it inherits from has or recently had it
     */
    public Optional<BrandImage> find(CustomerGroupId group, String digest) {
        synchronized (kept) {
            BrandImage known = kept.get(digest);
            if (known != null) {
                return Optional.of(known);
            }
        }
        List<SettingsOwner> owners = owners(group);
        Optional<BrandImage> found = among(owner -> store.find(owner).stream(), owners, digest)
                .or(() -> among(owner -> store.history(owner, VERSIONS).stream(), owners, digest));
        found.ifPresent(image -> {
            synchronized (kept) {
                if (kept.size() >= KEPT) {
                    kept.remove(kept.keySet().iterator().next());
                }
                kept.put(digest, image);
            }
        });
        return found;
    }

    /** Not every group's: another group is none of its business. Which company it belonged to when the mail was written, the mail does not say. */
    private List<SettingsOwner> owners(CustomerGroupId group) {
        List<SettingsOwner> owners = new ArrayList<>(List.of(SettingsOwner.group(group), SettingsOwner.INSTALLATION));
        store.owners().stream().filter(SettingsOwner.Company.class::isInstance).forEach(owners::add);
        return owners;
    }

    private static Optional<BrandImage> among(
            Function<SettingsOwner, Stream<StoredSettings>> versions, List<SettingsOwner> owners, String digest) {
        return owners.stream()
                .flatMap(versions)
                .flatMap(stored -> images(stored.settings()))
                .filter(image -> image.digest().equals(digest))
                .findFirst();
    }

    private static Stream<BrandImage> images(PortalEmailSettings settings) {
        return List.of(Setting.LOGO, Setting.DARK_LOGO).stream().flatMap(setting -> settings.get(setting).stream());
    }
}
