package org.portalemails.screen;

import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.language.VisibleText;
import org.portalemails.settings.SettingsOwner;

/**
 * Somebody who works with the <em>Portal Emails</em> screen.
 *
 * @param name stands in the history beside what they save, in the host's words: 1 to 100 characters
 * @param address where their test mails go unless they type another address; {@code null} if it is not known
 * @param may what they may do, and where: the settings or mails of a group, or the settings that the groups of a company inherit; {@link
 *     SettingsOwner#INSTALLATION} stands for the installation default, and for the mails of all groups
 */
public record ScreenUser(
        String name, @Nullable EmailAddress address, BiPredicate<ScreenPermission, SettingsOwner> may) {
    /**
     * Refuses nonsense.
     *
     * @throws IllegalArgumentException if the name shows nothing or is longer than 100 characters
     */
    public ScreenUser {
        Objects.requireNonNull(may, "may");
        if (!VisibleText.isIn(name) || name.length() > 100) {
            throw new IllegalArgumentException("name of a user of the screen: 1 to 100 characters");
        }
    }

    /** Only the name. */
    @Override
    public String toString() {
        return "ScreenUser[" + name + "]";
    }
}
