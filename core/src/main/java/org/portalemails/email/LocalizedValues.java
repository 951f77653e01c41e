package org.portalemails.email;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.portalemails.event.ContactRole;

/** Dates, lists and roles in the words of the reader. */
final class LocalizedValues {
    private final Locale language;
    private final ZoneId zone;

    private LocalizedValues(Locale language, ZoneId zone) {
        this.language = language;
        this.zone = zone;
    }

    static LocalizedValues of(Locale language, ZoneId zone) {
        return new LocalizedValues(language, zone);
    }

    String date(Instant moment) {
        return DateTimeFormatter.ISO_LOCAL_DATE
                .withZone(zone)
                .withLocale(language)
                .format(moment);
    }

    String moment(Instant moment) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(zone).format(moment);
    }

    String list(List<String> items) {
        return String.join(", ", items);
    }

    String contactRole(ContactRole role) {
        return role.code();
    }
}
