package org.portalemails.settings.form;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.language.VisibleText;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;

/** Subject and content of one mail in one language, as a person types them. Mutable; for one thread. */
public class TextForm {
    private String subject = "";
    private String content = "";
    private String format = "";

    /** An empty text. */
    public TextForm() {}

    static void fill(TextForm form, MailText text) {
        form.setSubject(text.subject());
        form.setContent(text.content());
        form.setFormat(text.format().code());
    }

    boolean isBlank() {
        return !VisibleText.isIn(subject) && !VisibleText.isIn(content);
    }

    /**
     * The subject.
     *
     * @return never {@code null}
     */
    public String getSubject() {
        return subject;
    }

    /**
     * Sets the subject.
     *
     * @param subject as typed; {@code null} counts as empty
     */
    public void setSubject(@Nullable String subject) {
        this.subject = Objects.requireNonNullElse(subject, "");
    }

    /**
     * The content.
     *
     * @return never {@code null}
     */
    public String getContent() {
        return content;
    }

    /**
     * Sets the content.
     *
     * @param content as typed; {@code null} counts as empty
     */
    public void setContent(@Nullable String content) {
        this.content = Objects.requireNonNullElse(content, "");
    }

    /**
     * How the content is written.
     *
     * @return {@code "html"}, {@code "plain"}, or empty to let it be detected; never {@code null}
     */
    public String getFormat() {
        return format;
    }

    /**
     * Sets how the content is written.
     *
     * @param format {@code "html"}, {@code "plain"}; empty or {@code null} to let it be detected by {@link
     *     ContentFormat#detect}
     */
    public void setFormat(@Nullable String format) {
        this.format = Objects.requireNonNullElse(format, "");
    }
}
