package org.portalemails.settings;

/** In how many languages a mail is written. */
public enum MailLanguages {
    /** In the reader's, or the nearest one for which there is a text. */
    RECIPIENT("recipient"),
    /** In both languages of the settings, for everybody. */
    BOTH("both"),
    /** In the reader's if there is a text in it, else in both languages of the settings. */
    BOTH_IF_UNKNOWN("both-if-unknown");

    private final String code;

    MailLanguages(String code) {
        this.code = code;
    }

    /** The stable name, for forms and files. */
    public String code() {
        return code;
    }

    static MailLanguages parse(String typed) {
        for (MailLanguages one : values()) {
            if (one.code.equals(typed.strip())) {
                return one;
            }
        }
        throw new RefusedSettingException("brand.mail-languages-unknown");
    }
}
