package org.portalemails.benchmarks.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.portalemails.address.EmailAddress;
import org.portalemails.benchmarks.PairedRun;
import org.portalemails.composition.MailBody;
import org.portalemails.composition.PreparedTexts;
import org.portalemails.composition.Surroundings;
import org.portalemails.host.PortalProfile;
import org.portalemails.layout.MailLayout;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MailText;
import org.portalemails.notification.MailValues;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Setting;
import org.portalemails.template.TextKind;

/**
 * The built-in mail for a new password, from its values to its complete parts: with the layout, without it, and as somebody would write
 * exactly this mail by hand, escaped values between fixed pieces, the same characters.
 */
public final class LayoutRendering {
    private static final int WARM_UP = 20_000;
    private static final int MAILS = 200;
    private static final String LINK =
            "https://portal.example/reset?token=Jq8x2Y0b7lQ9m3Ww5Rt1Zs4Vn6Kc8Hd2Fg0Pa&step=1";

    private LayoutRendering() {}

    /** The two parts of a mail. */
    private record Parts(String text, String html) {
        int length() {
            return text.length() + html.length();
        }
    }

    /** Fixed pieces, and the values between them; also where a value stands twice. */
    private static final class ByHand {
        private final TextKind kind;
        private final List<String> pieces = new ArrayList<>();
        private final List<String> values = new ArrayList<>();

        ByHand(TextKind kind, String text, List<String> known) {
            this.kind = kind;
            int from = 0;
            for (int at = 0; at < text.length(); ) {
                String found = null;
                for (String value : known) {
                    if (text.startsWith(kind.escape(value), at)) {
                        found = value;
                        break;
                    }
                }
                if (found == null) {
                    at++;
                    continue;
                }
                pieces.add(text.substring(from, at));
                values.add(found);
                at += kind.escape(found).length();
                from = at;
            }
            pieces.add(text.substring(from));
        }

        String write() {
            String[] all = new String[pieces.size() + values.size()];
            for (int i = 0; i < values.size(); i++) {
                all[2 * i] = pieces.get(i);
                all[2 * i + 1] = kind.escape(values.get(i));
            }
            all[all.length - 1] = pieces.get(values.size());
            return String.join("", all);
        }
    }

    /**
     * Runs all.
     *
     * @param arguments ignored
     * @throws Exception if a contestant fails
     */
    public static void main(String[] arguments) throws Exception {
        for (Locale language : List.of(Locale.ENGLISH, Locale.CANADA_FRENCH)) {
            measure(language);
        }
    }

    private static void measure(Locale language) throws Exception {
        PortalProfile profile = PortalProfile.builder()
                .senderCompanyName("Fournitures Générales & Fils inc.")
                .portalName("Portail clients")
                .portalUrl("https://portal.example/")
                .supportContact("Comptes clients", EmailAddress.of("comptes@portal.example"), "+1 418 555-0100")
                .messageIdDomain("mail.portal.example")
                .build();
        BuiltInTexts builtIn = BuiltInTexts.load();
        MailText text = builtIn.text(NotificationType.RESET_PASSWORD, language);
        Map<String, String> given = Map.of(
                "recipientFullName", "Éloïse D'Amours-Tremblay",
                "userName", "eloise.damours",
                "requestedByName", "Luc Gagnon");
        MailValues values = MailValues.examples(
                NotificationType.RESET_PASSWORD, profile, language, given, FieldCatalogue.builtIn());
        PreparedTexts texts = new PreparedTexts(FieldCatalogue.builtIn());
        EffectiveSettings framed = EffectiveSettings.of(null, InheritedSettings.NOTHING, builtIn);
        EffectiveSettings bare = EffectiveSettings.of(
                null,
                InheritedSettings.byGroup(
                        null,
                        PortalEmailSettings.builder().set(Setting.LAYOUT, false).build()),
                builtIn);
        Callable<Parts> withLayout = () -> rendered(texts, text, values, profile, language, framed);
        Callable<Parts> withoutLayout = () -> rendered(texts, text, values, profile, language, bare);

        Parts expected = withLayout.call();
        List<String> known = new ArrayList<>(given.values());
        known.add(LINK);
        ByHand html = new ByHand(TextKind.HTML, expected.html(), known);
        ByHand plain = new ByHand(TextKind.PLAIN, expected.text(), known);
        Callable<Parts> byHand = () -> new Parts(plain.write(), html.write());
        if (!byHand.call().equals(expected)) {
            throw new IllegalStateException("not the same mail");
        }
        Map<String, Callable<Parts>> contestants = new LinkedHashMap<>();
        contestants.put("by hand", byHand);
        contestants.put("with the layout", withLayout);
        contestants.put("without the layout", withoutLayout);
        PairedRun<Parts> run = new PairedRun<>(contestants, Parts::length, MAILS);
        run.measure(WARM_UP);
        System.out.println(language.toLanguageTag() + ", " + expected.text().length() + " characters of text and "
                + expected.html().length() + " of HTML");
        for (String name : contestants.keySet()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %8.1f us %8.2f x by hand %8.2f x without the layout %8d bytes%n",
                    name,
                    run.nanos(name) / 1000,
                    run.ratio(name, "by hand"),
                    run.ratio(name, "without the layout"),
                    run.allocated(name));
        }
    }

    private static Parts rendered(
            PreparedTexts texts,
            MailText text,
            MailValues values,
            PortalProfile profile,
            Locale language,
            EffectiveSettings settings) {
        Surroundings around = Surroundings.of(MailLayout.standard(), profile, language, settings);
        MailBody body = texts.write(text, values, around).body();
        return new Parts(
                body.text().reveal(field -> LINK),
                Objects.requireNonNull(body.html()).reveal(field -> LINK));
    }
}
