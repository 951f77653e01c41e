package org.portalemails.settings;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Port: keeps settings and every older version of them. Implemented by {@code inmemory} and by the JDBC adapter.
 *
 * <p>For whoever implements it:
 *
 * <ul>
 *   <li>Transaction: all methods work inside the caller's current transaction, on its connection, and never commit or roll
 *       back. If there is none, each call is atomic by itself.
 *   <li>Threads: may be called from many at once.
 *   <li>Nothing is overwritten silently: of two saves on top of the same version exactly one succeeds, on any number of
 *       nodes; the other throws {@link StaleSettingsException} and changes nothing.
 *   <li>{@code find} after a {@code save} in the same transaction sees it. After a {@link StaleSettingsException} the transaction stays
 *       usable: the newest version can be read in it, and a right edit saved.
 *   <li>What comes back equals what was saved, whatever it holds: texts of tens of thousands of characters, every script, quotes and line breaks, the
 *       fingerprints that texts are based on. {@code org.portalemails.settings.file.SettingsDocument} writes settings as one text and reads
 *       them again, for stores that keep a text; what a release wrote, every later one reads.
 *   <li>Owners are told apart exactly, by every character of {@link SettingsOwner#key()}: case matters, and an id may be as long as {@link
 *       org.portalemails.CustomerGroupId#MAX_LENGTH}. Blank settings are settings: an owner that saved them is another thing than one that
 *       saved nothing.
 *   <li>Storage failures become a {@link org.portalemails.PortalEmailsException} with the cause and without values.
 * </ul>
 */
public interface SettingsStore {
    /**
     * The newest settings of an owner.
     *
     * @param owner whose
     * @return empty if nothing was ever saved
     */
    Optional<StoredSettings> find(SettingsOwner owner);

    /**
     * The newest settings of several owners. Every announcement asks for those of a group and the installation's: an
     * implementation for which a question is expensive overrides this.
     *
     * @param owners whose; any number, possibly none; each at most once
     * @return by owner, only those that have some
     */
    default Map<SettingsOwner, StoredSettings> findAll(Collection<SettingsOwner> owners) {
        Map<SettingsOwner, StoredSettings> found = new LinkedHashMap<>();
        owners.forEach(owner -> find(owner).ifPresent(stored -> found.put(owner, stored)));
        return found;
    }

    /**
     * The newest settings of several owners as this store read them last, in whatever transaction; asks the storage nothing. They may
     * be out of date, or may never have been committed: for a caller who has that checked while he writes, see {@code
     * Outbox.appendIf}. Unless overridden nothing is remembered.
     *
     * @param owners whose; each at most once
     * @return empty unless something is known of each of them
     */
    default Optional<RememberedSettings> remembered(Collection<SettingsOwner> owners) {
        return Optional.empty();
    }

    /**
     * Saves a new version, also if it differs in nothing from the one before.
     *
     * @param owner whose
     * @param settings what to keep
     * @param expectedVersion the version on which the edit was based; 0 if there were no settings
     * @param savedBy who saves, in the host's words; 1 to 100 characters
     * @return what is stored now, with version {@code expectedVersion + 1}; equal to what {@code find} gives from now on
     * @throws StaleSettingsException if the newest version is not {@code expectedVersion}: with both, the newest one empty if there is none
     * @throws IllegalArgumentException if {@code expectedVersion} is negative, or {@code savedBy} is blank or longer
     */
    StoredSettings save(SettingsOwner owner, PortalEmailSettings settings, long expectedVersion, String savedBy);

    /**
     * All versions of an owner's settings, newest first, the current one included.
     *
     * @param owner whose
     * @param limit the most to return; at least 1
     * @return possibly empty
     * @throws IllegalArgumentException if the limit is below 1
     */
    List<StoredSettings> history(SettingsOwner owner, int limit);

    /**
     * One version of an owner's settings. Reads the whole history unless an implementation overrides it.
     *
     * @param owner whose
     * @param version which
     * @return empty if there is no such version
     */
    default Optional<StoredSettings> find(SettingsOwner owner, long version) {
        return history(owner, Integer.MAX_VALUE).stream()
                .filter(stored -> stored.version() == version)
                .findFirst();
    }

    /**
     * The same settings for work that is in no transaction of the host's, such as answering forgotten passwords: read in transactions
     * of their own. A store that needs no transaction, and one whose connections come from wherever it is called, answers itself.
     *
     * @return a store to read from
     */
    default SettingsStore outsideTransactions() {
        return this;
    }

    /**
     * Everyone who has settings, each once, in the order of {@link SettingsOwner#key()} as {@link String#compareTo} has it: the
     * installation default first, capitals before small letters.
     *
     * @return possibly empty
     */
    List<SettingsOwner> owners();
}
