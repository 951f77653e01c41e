package org.portalemails.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalemails.layout.MailFrame;
import org.portalemails.layout.MailLayout;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MailText;
import org.portalemails.notification.MailValues;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.template.RenderingTooLargeException;
import org.portalemails.testkit.SampleSettings;

@DisplayName("The shapes of mails")
class MailShapesTest {
    private static final MailText TEXT =
            new MailText("For {{recipientFullName}}", "<p>Welcome, {{recipientFullName}}!</p>", ContentFormat.HTML);

    private final PreparedTexts texts = new PreparedTexts(FieldCatalogue.builtIn());

    private Written write(String name, MailLayout layout) {
        return write(TEXT, name, layout);
    }

    private Written write(MailText text, String name, MailLayout layout) {
        MailValues values = MailValues.examples(
                NotificationType.RESET_PASSWORD,
                SampleSettings.profile(),
                Locale.ENGLISH,
                Map.of("recipientFullName", name),
                FieldCatalogue.builtIn());
        EffectiveSettings settings = EffectiveSettings.of(null, InheritedSettings.NOTHING, BuiltInTexts.load());
        return texts.write(text, values, Surroundings.of(layout, SampleSettings.profile(), Locale.ENGLISH, settings));
    }

    @Test
    @DisplayName("do not stand between a host's layout and the subject and preheader of each mail")
    void layoutOfHost() {
        List<MailFrame> frames = new ArrayList<>();
        MailLayout own = (blocks, frame) -> {
            frames.add(frame);
            return blocks.get(0).content();
        };
        assertThat(write("Jane", own).body().html().masked()).isEqualTo("<p>Welcome, Jane!</p>");
        assertThat(write("Zoé", own).body().html().masked()).isEqualTo("<p>Welcome, Zoé!</p>");
        assertThat(frames).extracting(MailFrame::subject).containsExactly("For Jane", "For Zoé");
        assertThat(frames).extracting(MailFrame::preheader).containsExactly("Welcome, Jane!", "Welcome, Zoé!");
    }

    @Test
    @DisplayName("share what their mails have in common, and nothing else")
    void shared() {
        Written jane = write("Jane", MailLayout.standard());
        Written zoe = write("Zoé & Cie", MailLayout.standard());
        assertThat(jane.body().html().masked().replace("Jane", "Zoé &amp; Cie"))
                .isEqualTo(zoe.body().html().masked());
        assertThat(zoe.body().text().masked()).startsWith("Welcome, Zoé & Cie!\n");
        assertThat(zoe.subject()).isEqualTo("For Zoé & Cie");
    }

    @ParameterizedTest
    @CsvSource({"50, 2000", "200, 250"})
    @DisplayName("make no mail longer than it may be")
    void tooLong(int times, int length) {
        MailText text = new MailText("s", "<p>{{recipientFullName}}</p>".repeat(times), ContentFormat.HTML);
        assertThat(write(text, "Jane", MailLayout.standard()).showsSomething()).isTrue();
        assertThatExceptionOfType(RenderingTooLargeException.class)
                .isThrownBy(() -> write(text, "\"".repeat(length), MailLayout.standard()));
    }
}
