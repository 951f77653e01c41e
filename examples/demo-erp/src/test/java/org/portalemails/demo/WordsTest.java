package org.portalemails.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.recovery.RecoveryKind;
import org.portalemails.recovery.RecoveryOutcome;

@DisplayName("The words of the pages")
class WordsTest {
    private static Properties words(String file) throws IOException {
        Properties words = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(WordsTest.class.getResourceAsStream("/words/" + file)),
                StandardCharsets.UTF_8)) {
            words.load(reader);
        }
        return words;
    }

    @Test
    @DisplayName("are the same in both languages, and none is empty")
    void complete() throws IOException {
        Properties english = words("words.properties");
        Properties french = words("words_fr_CA.properties");
        assertThat(french.keySet()).isEqualTo(english.keySet());
        assertThat(Stream.concat(english.values().stream(), french.values().stream()))
                .noneMatch(word -> word.toString().isBlank())
                .as("a straight apostrophe disappears where a word has arguments")
                .noneMatch(word ->
                        word.toString().contains("{0}") && word.toString().contains("'"));
    }

    @Test
    @DisplayName("name every mail, state, reason and outcome that the library knows")
    void codes() throws IOException {
        List<String> keys = Stream.of(
                        Arrays.stream(NotificationType.values()).map(type -> "mail." + type.code()),
                        Arrays.stream(EntryState.values()).map(state -> "outbox.state." + state.code()),
                        Arrays.stream(SkipReason.values()).map(reason -> "reason." + reason.code()),
                        Arrays.stream(EntryReason.values()).map(reason -> "reason." + reason.code()),
                        Arrays.stream(EntryReason.values()).map(reason -> "reason." + reason.code()),
                        Stream.of(AttemptFacts.LOST, AttemptFacts.BOUNCED, AttemptFacts.NOT_PREPARED)
                                .map(outcome -> "reason." + outcome),
                        Arrays.stream(RecoveryKind.values()).map(kind -> "recovery.kind." + kind.code()),
                        Arrays.stream(RecoveryOutcome.values()).map(outcome -> "recovery.outcome." + outcome.code()))
                .flatMap(all -> all)
                .toList();
        assertThat(words("words.properties").stringPropertyNames()).containsAll(keys);
    }
}
