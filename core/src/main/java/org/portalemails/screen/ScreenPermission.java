package org.portalemails.screen;

/** What somebody may do on the screen, see {@link ScreenUser}. */
public enum ScreenPermission {
    /** Look at settings, their history and previews. */
    SEE_SETTINGS,
    /** Save, restore, import, and send test mails. */
    CHANGE_SETTINGS,
    /** Look at mails in the outbox, with the addresses they go to. */
    SEE_MAILS,
    /** Send again, cancel, put on hold and release. */
    HANDLE_MAILS
}
