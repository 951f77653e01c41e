package org.portalemails.settings;

/**
 * A text that stands in every mail of a sender, once per language. Merge fields are those of the {@linkplain
 * org.portalemails.host.PortalProfile profile}.
 */
public enum BrandText {
    /** What the logo shows, for those who do not see it: one line without fields; required with a logo. */
    LOGO_TEXT("logoText", 100),
    /** How every mail ends: who writes, and whom to call. */
    SIGNATURE("signature", 2_000),
    /** Below the mail, in small letters: who we are, our postal address. */
    FOOTER("footer", 2_000);

    private final String code;
    private final int maxLength;

    BrandText(String code, int maxLength) {
        this.code = code;
        this.maxLength = maxLength;
    }

    /** Its name in forms, files and the history. */
    public String code() {
        return code;
    }

    /** The most characters that may be typed. */
    public int maxLength() {
        return maxLength;
    }
}
