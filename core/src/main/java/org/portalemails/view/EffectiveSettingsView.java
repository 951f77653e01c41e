package org.portalemails.view;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.Setting;

/**
 * What applies to a customer group, each value with the level it comes from.
 *
 * @param usable whether anything can be sent: some level has a sender
 * @param values every value, in the order of the screen
 * @param brand the texts that stand in every mail, for each language that was asked for
 * @param texts the texts of the mails on the screen, for each language that was asked for
 */
public record EffectiveSettingsView(
        boolean usable, List<SettingView> values, List<EffectiveBrandView> brand, List<EffectiveTextView> texts) {
    /** Copies the lists. */
    public EffectiveSettingsView {
        values = List.copyOf(values);
        brand = List.copyOf(brand);
        texts = List.copyOf(texts);
    }

    /**
     * What applies.
     *
     * @param recipients the languages of the recipients whose texts are wanted; possibly none
     * @param companies the host's: people call levels otherwise where there are several
     * @param reader who reads the labels
     */
    public static EffectiveSettingsView of(
            EffectiveSettings settings, Collection<Locale> recipients, CompanyDirectory companies, Locale reader) {
        return new EffectiveSettingsView(
                settings.isUsable(),
                Setting.all().stream()
                        .map(setting -> SettingView.of(settings, setting, companies, reader))
                        .toList(),
                Stream.of(BrandText.values())
                        .flatMap(what -> recipients.stream()
                                .map(recipient -> EffectiveBrandView.of(settings, what, recipient, companies, reader)))
                        .toList(),
                NotificationType.onScreen().stream()
                        .flatMap(type -> recipients.stream()
                                .map(recipient -> EffectiveTextView.of(settings, type, recipient, companies, reader)))
                        .toList());
    }
}
