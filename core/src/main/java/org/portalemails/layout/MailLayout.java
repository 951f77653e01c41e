package org.portalemails.layout;

import java.util.List;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;

/**
 * Makes a whole HTML document of what an administrator wrote: one look for all mails. A host may bring its own in the place of
 * {@link #standard}; {@code MailLayoutContract} of the test kit asks whether its mails can be read by everybody.
 *
 * <p>It is called for every mail that has HTML, at the announcement, perhaps by several threads at once and within a transaction of
 * the host: it must be a pure function that asks nobody for anything. It is not called for contents that are whole documents.
 *
 * <p>For whoever implements it, a document
 *
 * <ul>
 *   <li>is whole, from the document type to {@code </html>}; names its character encoding, and language and direction ({@code lang}, {@code
 *       dir}) of the frame;
 *   <li>has the subject as its {@code <title>}, escaped, and exactly one {@code <h1>};
 *   <li>shows of each block content, signature and footer in this order, and gives every block its own {@code lang};
 *   <li>gives every image an {@code alt}, and loads nothing from elsewhere: an image is the logo of the frame, as {@code cid:};
 *   <li>marks every table that is there for its looks with {@code role="presentation"};
 *   <li>has no script, style sheet from elsewhere, frame or form;
 *   <li>is equal for equal blocks and frames.
 * </ul>
 *
 * <p>Authors write with a small vocabulary that every layout has to know: {@code <a class="button" href="…">}, {@code <p class="note">},
 * {@code <p class="code">} and {@code <code>}.
 */
public interface MailLayout {
    /**
     * Lays out one mail.
     *
     * @param blocks what the mail says, in each language one block, in the order in which it is read; at least one
     * @param frame what stands around it
     * @return a whole document of kind {@link TextKind#HTML}. It has the holes of the blocks, which must not be filled: they become
     *     links when the mail leaves. {@link RenderedText#rewritten} keeps them
     */
    RenderedText document(List<MailBlock> blocks, MailFrame frame);

    /**
     * Tells layouts and their versions apart, in the history of a mail. Unless overridden the simple name of the class.
     *
     * @return 1 to 60 visible ASCII characters without blanks, such as {@code acme-3}
     */
    default String version() {
        String name = getClass().getSimpleName();
        return name.isEmpty() ? "own" : name;
    }

    /**
     * The layout of the library.
     *
     * @return one column, readable from 320 pixels, in light and in dark, without pictures and without style sheets
     */
    static MailLayout standard() {
        return StandardLayout.INSTANCE;
    }
}
