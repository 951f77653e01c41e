package org.portalemails.composition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.portalemails.layout.MailLayout;
import org.portalemails.notification.MailValues;
import org.portalemails.template.TextKind;
import org.portalemails.template.mustache.PartedValues;
import org.portalemails.template.mustache.Template;

/**
 * The shapes of the mails that were made lately. Safe for many threads; bounded, and emptied when full.
 *
 * <p>A mail without a shape takes the direct way: one with a value that could change what stands around it, and every mail in a layout
 * of a host, which gets the subject and the preheader as they are.
 */
final class MailShapes {
    private static final int MOST = 1_000;
    private static final long MOST_CHARACTERS = 4_000_000;

    /** All that a shape depends on. */
    private record Key(Template content, Surroundings around, List<Object> decisions) {}

    private final Map<Key, Optional<MailShape>> known = new ConcurrentHashMap<>();
    private final AtomicLong characters = new AtomicLong();

    /** The parts that a content becomes: as {@link PreparedTexts#body} makes them, without a note. */
    MailBody body(Template content, MailValues values, String subject, Surroundings around) {
        Optional<PartedValues> parted = content.kind() == TextKind.HTML && around.layout() == MailLayout.standard()
                ? content.parted(values.merge())
                : Optional.empty();
        return parted.flatMap(own -> shape(content, own, around)
                        .flatMap(shape -> shape.with(own.texts(), subject, values.addresses())))
                .orElseGet(() -> PreparedTexts.body(content, values, subject, around, null));
    }

    private Optional<MailShape> shape(Template content, PartedValues values, Surroundings around) {
        Key key = new Key(content, around, values.decisions());
        Optional<MailShape> shape = known.get(key);
        if (shape == null) {
            shape = MailShape.of(content, values, around);
            int length = shape.map(MailShape::length).orElse(0);
            if (known.size() >= MOST || characters.addAndGet(length) > MOST_CHARACTERS) {
                known.clear();
                characters.set(length);
            }
            known.put(key, shape);
        }
        return shape;
    }
}
