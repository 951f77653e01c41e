package org.portalemails.demo.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.portalemails.demo.security.DemoUsers;
import org.springframework.context.MessageSource;

/** How pages write moments, ages and people. */
public record Words(Locale reader, DemoUsers users, MessageSource messages, Clock clock) {
    private static final ZoneId ZONE = ZoneId.of("America/Toronto");

    /** A moment, in words: day and time. */
    public String moment(@Nullable Instant moment) {
        return moment == null
                ? "–"
                : say(
                        "moment",
                        DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                                .withLocale(reader)
                                .withZone(ZONE)
                                .format(moment),
                        DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                                .withLocale(reader)
                                .withZone(ZONE)
                                .format(moment));
    }

    /** How long ago. */
    public String age(@Nullable Instant moment) {
        return moment == null ? "–" : duration(Duration.between(moment, clock.instant()));
    }

    /** A length of time, in its largest unit. */
    public String duration(Duration length) {
        long seconds = Math.max(0, length.toSeconds());
        if (seconds < 60) {
            return say("ago.seconds", seconds);
        }
        if (seconds < 3600) {
            return say("ago.minutes", seconds / 60);
        }
        return seconds < 86_400 ? say("ago.hours", seconds / 3600) : say("ago.days", seconds / 86_400);
    }

    /** A user as people know them. */
    public String person(String userName) {
        return users.fullName(userName);
    }

    private String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, reader);
    }
}
