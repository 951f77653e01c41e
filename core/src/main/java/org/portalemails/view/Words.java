package org.portalemails.view;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.language.Messages;
import org.portalemails.settings.Level;

/** How facts become the text of a view. */
final class Words {
    private Words() {}

    /** What people call a code; the code itself if they have no word for it, such as an operator's own reason. */
    static String label(String family, String code, Locale reader) {
        Messages words = Messages.in(reader);
        String key = family + "." + code;
        return words.has(key) ? words.text(key) : code;
    }

    /** What people call a level: where there is one company, the installation default is that company's. */
    static String level(Level level, CompanyDirectory companies, Locale reader) {
        String alone = "level." + level.code() + ".one";
        return !companies.hasSeveral() && Messages.in(reader).has(alone)
                ? Messages.in(reader).text(alone)
                : label("level", level.code(), reader);
    }

    /** What a transport wrote of an attempt: our own words in the reader's language, those of a server as they came. */
    static String said(@Nullable String text, Locale reader) {
        if (text == null) {
            return "";
        }
        String code =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String said = label("said", code, reader);
        return said.equals(code) ? text : said;
    }

    static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    static String moment(@Nullable Instant moment) {
        return moment == null ? "" : moment.toString();
    }

    static <V> Map<String, V> copy(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
