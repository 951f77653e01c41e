package org.portalemails.notification;

/** The switches of the screen: each decides whether one mail is sent. Off unless somebody turns it on. */
public enum Switch {
    /** <em>Send Email To Customers Who Did Not Initiate Portal Access Themselves</em>. */
    MAIL_CUSTOMERS_WHO_DID_NOT_ASK("mailCustomersWhoDidNotAsk"),
    /** <em>Notify New Primary Contact: Send Email</em>. */
    NOTIFY_NEW_PRIMARY_CONTACT("notifyNewPrimaryContact"),
    /** <em>Notify Old Primary Contact: Send Email</em>. */
    NOTIFY_OLD_PRIMARY_CONTACT("notifyOldPrimaryContact");

    private final String code;

    Switch(String code) {
        this.code = code;
    }

    /**
     * The stable name: a property of the form and a key of the settings file.
     *
     * @return ASCII letters
     */
    public String code() {
        return code;
    }
}
