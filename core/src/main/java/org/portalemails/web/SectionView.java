package org.portalemails.web;

import java.util.List;
import org.portalemails.view.TextView;

/**
 * A section of the screen.
 *
 * @param id for links within the page
 * @param title its heading
 * @param lead one sentence below it; possibly empty
 * @param mail the code of the mail whose texts it has; empty for other sections
 * @param fields its fields, in the order of the manual; the switch of a mail is among them
 * @param texts its texts, one for each language; empty for other sections
 * @param mergeFields what may be merged into the texts
 * @param sparse whether events may lack values, so that there is a second variant of the mail to look at
 */
public record SectionView(
        String id,
        String title,
        String lead,
        String mail,
        List<FieldView> fields,
        List<TextTabView> texts,
        List<MergeFieldView> mergeFields,
        boolean sparse) {
    /** Copies the lists. */
    public SectionView {
        fields = List.copyOf(fields);
        texts = List.copyOf(texts);
        mergeFields = List.copyOf(mergeFields);
    }

    /**
     * A text in one language.
     *
     * @param language the language tag
     * @param path before {@code .subject}, {@code .content} and {@code .format}
     * @param subjectLabel what people call the subject
     * @param contentLabel what people call the content
     * @param shared what applies where nothing is typed
     * @param sharedLanguage the language in which that is written
     * @param sharedFrom what people call the level it comes from
     * @param drifted whether the shared text has changed since the saved one was written
     */
    public record TextTabView(
            String language,
            String path,
            String subjectLabel,
            String contentLabel,
            TextView shared,
            String sharedLanguage,
            String sharedFrom,
            boolean drifted) {}
}
