package org.portalemails.language;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What people call the time of a zone, the same in summer and in winter: {@code Eastern Time}, {@code heure de l’Est}.
 *
 * <p>The names are those of CLDR for the zones of North America and of western Europe whose clocks change; every other zone is
 * told by its offset, which cannot be misread. Regina, for one, keeps one time all year: it is not "Central Time".
 *
 * @param english in English
 * @param french in French
 * @param zones ids of the IANA time zone database
 */
public record ZoneName(String english, String french, Set<String> zones) {
    public static final List<ZoneName> ALL = List.of(
            new ZoneName(
                    "Newfoundland Time", "heure de Terre-Neuve", Set.of("America/St_Johns", "Canada/Newfoundland")),
            new ZoneName(
                    "Atlantic Time",
                    "heure de l’Atlantique",
                    Set.of(
                            "America/Halifax",
                            "America/Moncton",
                            "America/Glace_Bay",
                            "America/Goose_Bay",
                            "Canada/Atlantic")),
            new ZoneName(
                    "Eastern Time",
                    "heure de l’Est",
                    Set.of(
                            "America/Toronto",
                            "America/Montreal",
                            "America/New_York",
                            "America/Detroit",
                            "America/Iqaluit",
                            "Canada/Eastern",
                            "US/Eastern")),
            new ZoneName(
                    "Central Time",
                    "heure du Centre",
                    Set.of("America/Winnipeg", "America/Chicago", "Canada/Central", "US/Central")),
            new ZoneName(
                    "Mountain Time",
                    "heure des Rocheuses",
                    Set.of("America/Edmonton", "America/Denver", "America/Boise", "Canada/Mountain", "US/Mountain")),
            new ZoneName(
                    "Pacific Time",
                    "heure du Pacifique",
                    Set.of("America/Vancouver", "America/Los_Angeles", "Canada/Pacific", "US/Pacific")),
            new ZoneName(
                    "Central European Time",
                    "heure d’Europe centrale",
                    Set.of(
                            "Europe/Paris",
                            "Europe/Brussels",
                            "Europe/Luxembourg",
                            "Europe/Monaco",
                            "Europe/Zurich",
                            "Europe/Amsterdam",
                            "Europe/Berlin",
                            "Europe/Vienna",
                            "Europe/Rome",
                            "Europe/Madrid")));

    /**
     * The name that tells a moment without doubt.
     *
     * @return empty if the zone has none here, or in the hour that the clocks pass twice
     */
    public static Optional<ZoneName> at(Instant moment, ZoneId zone) {
        ZonedDateTime local = moment.atZone(zone);
        boolean twice = zone.getRules().getValidOffsets(local.toLocalDateTime()).size() > 1;
        return twice
                ? Optional.empty()
                : ALL.stream().filter(name -> name.zones.contains(zone.getId())).findFirst();
    }

    /** {@code UTC}, {@code UTC−05:00}: with the minus sign, at which no line breaks. */
    public static String offset(ZoneOffset offset) {
        return offset.getTotalSeconds() == 0 ? "UTC" : "UTC" + offset.getId().replace('-', '\u2212');
    }
}
