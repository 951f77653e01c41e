package org.portalemails.benchmarks.render;

import io.jstach.jstache.JStache;

/** The two mails as JStachio wants them: compiled into classes together with this one. */
final class JStachioMails {
    private JStachioMails() {}

    @JStache(template = FrenchMail.LATIN_1)
    record Latin1(
            String recipientFullName,
            String companyName,
            String portalName,
            String userName,
            String resetLinkExpiresAt,
            String resetLinkValidMinutes,
            String supportContactName,
            String supportContactEmail) {
        Latin1(FrenchMail.Values v) {
            this(
                    v.recipientFullName(),
                    v.companyName(),
                    v.portalName(),
                    v.userName(),
                    v.resetLinkExpiresAt(),
                    v.resetLinkValidMinutes(),
                    v.supportContactName(),
                    v.supportContactEmail());
        }
    }

    @JStache(template = FrenchMail.TYPOGRAPHIC)
    record Typographic(
            String recipientFullName,
            String companyName,
            String portalName,
            String userName,
            String resetLinkExpiresAt,
            String resetLinkValidMinutes,
            String supportContactName,
            String supportContactEmail) {
        Typographic(FrenchMail.Values v) {
            this(
                    v.recipientFullName(),
                    v.companyName(),
                    v.portalName(),
                    v.userName(),
                    v.resetLinkExpiresAt(),
                    v.resetLinkValidMinutes(),
                    v.supportContactName(),
                    v.supportContactEmail());
        }
    }
}
