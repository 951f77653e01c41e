package org.portalemails.notification;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.portalemails.event.ContactRole;
import org.portalemails.language.Messages;
import org.portalemails.language.ZoneName;

/**
 * Dates, lists and roles in the words of the reader: English, French, and for every other language the forms of ISO 8601,
 * which nobody misreads.
 *
 * <p>The words stand here and are not asked of the Java runtime, whose locale data change between versions (the narrow
 * no-break space before {@code AM} in JDK 20, the name of London's time in JDK 25) and with system properties: a mail reads the same wherever it is made.
 * Immutable.
 */
final class LocalizedValues {
    /** Between what must not be torn apart at the end of a line. */
    private static final char NO_BREAK = '\u00a0';

    private static final List<String> ENGLISH_MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    private static final List<String> FRENCH_MONTHS = List.of(
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre");
    /** Where English puts the month first and counts twelve hours; also English without a region, as in CLDR. */
    private static final Set<String> MONTH_FIRST = Set.of("", "US", "CA", "PH");

    private enum Style {
        ENGLISH_MONTH_FIRST,
        ENGLISH_DAY_FIRST,
        FRENCH,
        NEUTRAL
    }

    private final Style style;
    private final ZoneId zone;
    private final Messages messages;

    private LocalizedValues(Style style, ZoneId zone, Messages messages) {
        this.messages = messages;
        this.style = style;
        this.zone = zone;
    }

    static LocalizedValues of(Locale language, ZoneId zone) {
        Style style =
                switch (language.getLanguage()) {
                    case "en" ->
                        MONTH_FIRST.contains(language.getCountry())
                                ? Style.ENGLISH_MONTH_FIRST
                                : Style.ENGLISH_DAY_FIRST;
                    case "fr" -> Style.FRENCH;
                    default -> Style.NEUTRAL;
                };
        return new LocalizedValues(style, zone, Messages.in(language));
    }

    /** The day on which a moment falls in the zone: {@code November 24, 2026}, {@code 24 novembre 2026}. */
    String date(Instant moment) {
        OffsetDateTime local = moment.atZone(zone).toOffsetDateTime();
        int day = local.getDayOfMonth();
        int month = local.getMonthValue();
        int year = local.getYear();
        return switch (style) {
            case ENGLISH_MONTH_FIRST -> ENGLISH_MONTHS.get(month - 1) + NO_BREAK + day + ", " + year;
            case ENGLISH_DAY_FIRST -> "" + day + NO_BREAK + ENGLISH_MONTHS.get(month - 1) + " " + year;
            case FRENCH -> (day == 1 ? "1er" : "" + day) + NO_BREAK + FRENCH_MONTHS.get(month - 1) + " " + year;
            case NEUTRAL -> year + "-" + twoDigits(month) + "-" + twoDigits(day);
        };
    }

    /**
     * Day, time and zone: a link's end must mean the same to a reader in another zone. {@code November 24, 2026 at 10:15
     * a.m. Eastern Time}, {@code 24 novembre 2026 à 10 h 15 (heure de l’Est)}; with the offset from UTC where the zone has
     * no name here.
     */
    String moment(Instant moment) {
        OffsetDateTime local = moment.atZone(zone).toOffsetDateTime();
        int hour = local.getHour();
        String minute = twoDigits(local.getMinute());
        int twelve = hour % 12 == 0 ? 12 : hour % 12;
        String offset = ZoneName.offset(local.getOffset());
        Optional<ZoneName> name = ZoneName.at(moment, zone);
        String english = name.map(ZoneName::english).orElse(offset);
        String french = name.map(ZoneName::french).orElse(offset);
        String time =
                switch (style) {
                    case ENGLISH_MONTH_FIRST ->
                        " at " + twelve + ":" + minute + NO_BREAK + (hour < 12 ? "a.m. " : "p.m. ") + english;
                    case ENGLISH_DAY_FIRST -> " at " + twoDigits(hour) + ":" + minute + " " + english;
                    case FRENCH -> " à " + hour + NO_BREAK + "h" + NO_BREAK + minute + " (" + french + ")";
                    case NEUTRAL -> " " + twoDigits(hour) + ":" + minute + " (" + offset + ")";
                };
        return date(moment) + time;
    }

    /** {@code A, B and C}, {@code A, B et C}. */
    String list(List<String> items) {
        String and =
                switch (style) {
                    case ENGLISH_MONTH_FIRST, ENGLISH_DAY_FIRST -> " and ";
                    case FRENCH -> " et ";
                    case NEUTRAL -> ", ";
                };
        int last = items.size() - 1;
        return last < 1 ? String.join("", items) : String.join(", ", items.subList(0, last)) + and + items.get(last);
    }

    /** What a contact is to their company; in English for a language that has no words. */
    String contactRole(ContactRole role) {
        return messages.text("role." + role.code());
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
