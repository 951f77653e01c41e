package org.portalemails.testkit;

import org.portalemails.announce.Announcement;

/**
 * AssertJ assertions about mails, to be imported statically beside AssertJ's own:
 *
 * <pre>{@code
 * assertThat(portal).sent(RESET_PASSWORD).to("contact@customer.example").withSubjectContaining("password");
 * }</pre>
 *
 * <p>What a failure shows of a link is its host: tokens stay out of build logs.
 *
 * @since 0.1.0
 */
public final class PortalEmailsAssertions {
    private PortalEmailsAssertions() {}

    /**
     * Begins a sentence about what a portal sent.
     *
     * @param portal the portal
     * @return the assertion
     */
    public static PortalMailsAssert assertThat(TestPortal portal) {
        return assertThat(portal.mails());
    }

    /**
     * Begins a sentence about what a host's own portal sent.
     *
     * @param mails from its outbox and its transport
     * @return the assertion
     */
    public static PortalMailsAssert assertThat(PortalMails mails) {
        return new PortalMailsAssert(mails);
    }

    /**
     * Begins a sentence about the answer to an announcement.
     *
     * @param announcement the answer
     * @return the assertion
     */
    public static AnnouncementAssert assertThat(Announcement announcement) {
        return new AnnouncementAssert(announcement);
    }
}
