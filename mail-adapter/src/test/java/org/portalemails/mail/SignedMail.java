package org.portalemails.mail;

/** A mail as it leaves, with a signature. */
public final class SignedMail {
    private SignedMail() {}

    /** Its bytes. */
    public static byte[] of(DkimKey key) {
        return SmtpTransport.builder("mail.invalid", 587).sign(key).writer().write(TestMails.mail());
    }
}
