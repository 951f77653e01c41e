package org.portalemails.delivery;

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
final class BrandImages {
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
    BrandImages(SettingsStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * Finds an image.
     *
     * @param group whose mail shows it
     * @param digest its {@link BrandImage#digest()}
     * @return empty if neither the group nor the company-wide default has or recently had it
     */
    Optional<BrandImage> find(CustomerGroupId group, String digest) {
        synchronized (kept) {
            BrandImage known = kept.get(digest);
            if (known != null) {
                return Optional.of(known);
            }
        }
        Optional<BrandImage> found = among(owner -> store.find(owner).stream(), group, digest)
                .or(() -> among(owner -> store.history(owner, VERSIONS).stream(), group, digest));
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

    private static Optional<BrandImage> among(
            Function<SettingsOwner, Stream<StoredSettings>> versions, CustomerGroupId group, String digest) {
        return Stream.of(SettingsOwner.group(group), SettingsOwner.COMPANY_WIDE)
                .flatMap(versions)
                .flatMap(stored -> images(stored.settings()))
                .filter(image -> image.digest().equals(digest))
                .findFirst();
    }

    private static Stream<BrandImage> images(PortalEmailSettings settings) {
        return List.of(Setting.LOGO, Setting.DARK_LOGO).stream().flatMap(setting -> settings.get(setting).stream());
    }
}
