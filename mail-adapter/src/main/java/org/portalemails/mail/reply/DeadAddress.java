package org.portalemails.mail.reply;

import org.jspecify.annotations.Nullable;

/** Whether a refusal for good means that the mailbox is dead. One rule for conversations and for bounces. */
public final class DeadAddress {
    private DeadAddress() {}

    /**
     * Reads code and words. Doubt means alive:
     *
     * <ol>
     *   <li>Words about now, about the mail, about a full mailbox, or about who we are and where we come from: alive, whatever the
     *       code.
     *   <li>A code that says so of itself (full, too large, log in first): alive, whatever the words.
     *   <li>Words that say that nobody is there: dead, whatever the code.
     *   <li>A recipient refused without a reason: dead with the codes that large hosts give to unknown mailboxes (5.1.0, 5.4.1).
     *   <li>Else the code decides.
     * </ol>
     *
     * @param enhancedCode the enhanced code of the refusal, or {@code null}
     * @param text the words of the refusal
     * @return whether no mail will ever arrive there
     */
    public static boolean saidBy(@Nullable String enhancedCode, String text) {
        RefusalWords words = RefusalWords.in(text);
        RefusalReason reason = words.reason();
        if (words.speakOfNow() || words.speakOfUs() || EnhancedCode.saysAlive(enhancedCode)) {
            return false;
        }
        return switch (reason.address()) {
            case DEAD -> true;
            case ALIVE -> false;
            case NOT_SAID ->
                EnhancedCode.saysDead(enhancedCode)
                        || reason == RefusalReason.REJECTED && EnhancedCode.saysRecipient(enhancedCode);
        };
    }
}
