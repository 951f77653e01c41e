package org.portalemails.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.portalemails.address.EmailAddress;
import org.portalemails.language.UnsafeCharacters;
import org.portalemails.language.VisibleText;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.Switch;

/** Generators of the domain: any settings that can exist, whether or not the rules would let them be saved. */
public final class SettingsArbitraries {
    private SettingsArbitraries() {}

    static Arbitrary<Locale> languages() {
        return Arbitraries.of("en", "fr", "fr-CA", "de", "en-GB", "es-419", "pt-BR")
                .map(Locale::forLanguageTag);
    }

    static Arbitrary<EmailAddress> addresses() {
        return Arbitraries.of("a@b.example", "o'hara+portal@xn--bcher-kva.example", "comptes@société.example")
                .map(EmailAddress::of);
    }

    static Arbitrary<String> lines(int max) {
        return Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(max)
                .filter(s -> VisibleText.isIn(s) && UnsafeCharacters.first(s, false) < 0);
    }

    static Arbitrary<MailText> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "'",
                "''",
                "'''",
                "\"",
                "\"\"\"",
                "\\",
                "\\u0041",
                "\n",
                "\r\n",
                "\t",
                "]",
                "# no comment",
                " = ",
                "{{companyName}}",
                "<p>",
                "é’œ",
                "\ud83d\ude80",
                " ",
                "#",
                "[text]");
        Arbitrary<String> contents = Arbitraries.oneOf(pieces, lines(20))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(list -> String.join("", list))
                .filter(s -> VisibleText.isIn(s));
        return Combinators.combine(lines(40), contents, Arbitraries.of(ContentFormat.values()))
                .as(MailText::new);
    }

    public static Arbitrary<PortalEmailSettings> settings() {
        Arbitrary<Map<NotificationType, Map<Locale, MailText>>> texts = Arbitraries.maps(
                        Arbitraries.of(NotificationType.onScreen()),
                        Arbitraries.maps(languages(), texts()).ofMaxSize(3))
                .ofMaxSize(4);
        Arbitrary<Optional<EmailAddress>> address = addresses().optional();
        Arbitrary<Set<Integer>> flags = Arbitraries.integers().between(0, 4).set();
        Arbitrary<String> names = lines(30).map(String::strip);
        return Combinators.combine(address, address, address, names.optional(), languages(), flags, texts)
                .as((to, from, reply, name, language, ticked, byType) -> {
                    PortalEmailSettings.Builder builder = PortalEmailSettings.builder()
                            .accessRequestsTo(to.orElse(null))
                            .sendFrom(from.orElse(null))
                            .replyTo(reply.orElse(null))
                            .set(
                                    Setting.FAILURES_TO,
                                    ticked.contains(2) ? reply.or(() -> to).orElse(null) : null)
                            .senderName(name.orElse(null))
                            .language(language)
                            .frenchRequired(ticked.contains(0))
                            .turn(Switch.MAIL_CUSTOMERS_WHO_DID_NOT_ASK, ticked.contains(1))
                            .turn(Switch.NOTIFY_NEW_PRIMARY_CONTACT, ticked.contains(2))
                            .turn(Switch.NOTIFY_OLD_PRIMARY_CONTACT, ticked.contains(3));
                    byType.forEach((type, byLanguage) -> byLanguage.forEach((lang, text) -> {
                        builder.text(type, lang, text);
                        if (ticked.contains(4)) {
                            builder.basedOn(type, lang, text.fingerprint());
                        }
                    }));
                    if (ticked.contains(1)) {
                        builder.brandText(BrandText.SIGNATURE, language, name.orElse("Luc\nMontréal"))
                                .brandText(BrandText.FOOTER, Locale.FRENCH, "<p>{{portalName}}</p>");
                    }
                    if (ticked.contains(1) && ticked.contains(4)) {
                        builder.basedOn(BrandText.SIGNATURE, language, BrandText.fingerprint("Luc"));
                    }
                    return builder.build();
                });
    }

    public static Arbitrary<SettingsOwner> owners() {
        return Arbitraries.of("*", "g:4711", "g:a b", "g:\"é\\.", "g:*", "g:text", "g:#]")
                .map(SettingsOwner::ofKey);
    }
}
