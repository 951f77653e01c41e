package org.portalemails.mail.reply;

import org.jspecify.annotations.Nullable;

/** Whether a refusal for good means that the mailbox is dead. One rule for conversations and for bounces. */
public final class DeadAddress {
    private DeadAddress() {}

    /**
     * Reads code and words. A particular enhanced code decides, unless the words say that the mailbox is there; the words
     * decide where there is no code, or only one that says "something about the address".
     *
     * @param enhancedCode the enhanced code of the refusal, or {@code null}
     * @param text the words of the refusal
     * @return whether no mail will ever arrive there
     */
    public static boolean saidBy(@Nullable String enhancedCode, String text) {
        RefusalReason reason = RefusalReason.of(text);
        if (enhancedCode == null || EnhancedCode.isGeneral(enhancedCode)) {
            return reason.isHard();
        }
        return EnhancedCode.saysDead(enhancedCode) && !reason.contradictsDeath();
    }
}
