package org.portalemails.settings.form;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.portalemails.notification.MergeField;
import org.portalemails.notification.MergeField.Flag;
import org.portalemails.template.MergeValues;
import org.portalemails.template.RenderedText;

/** Values to try a text with, which no text holds by chance: so it can be seen which fields it shows. */
final class TrialValues {
    private static final String SAMPLE = "\uf8ff";
    private static final int SAMPLE_LENGTH = 60;

    private final Collection<MergeField> fields;

    TrialValues(Collection<MergeField> fields) {
        this.fields = fields;
    }

    /** The fields whose values can be seen in a text that was rendered with these. */
    Set<String> shownIn(RenderedText text) {
        Set<String> shown = new HashSet<>(text.secretFields());
        String words = text.masked();
        for (MergeField field : fields) {
            if (words.contains(sample(field))) {
                shown.add(field.name());
            }
        }
        return shown;
    }

    /**
     * Values to try a text with.
     *
     * @param everything whether every field has one; else only those that always do, or that must stand there
     */
    MergeValues values(boolean everything) {
        MergeValues.Builder values = MergeValues.builder();
        for (MergeField field : fields) {
            boolean always = mustStand(field) || !field.is(Flag.MAY_BE_ABSENT) && !field.is(Flag.LIST);
            if (!everything && !always) {
                continue;
            }
            if (field.is(Flag.LINK)) {
                values.hole(field.name());
            } else {
                values.text(field.name(), sample(field));
            }
        }
        return values.build();
    }

    /** A value that no text holds by chance, as long as a long name. */
    private static String sample(MergeField field) {
        String marked = SAMPLE + field.name() + SAMPLE;
        return marked + ".".repeat(Math.max(0, SAMPLE_LENGTH - marked.length()));
    }

    private boolean mustStand(MergeField field) {
        return field.is(Flag.REQUIRED_IN_CONTENT)
                || field.is(Flag.REQUIRED_WHILE_SWITCHED_ON)
                || field.is(Flag.ONE_REQUIRED_IN_CONTENT);
    }
}
