package org.portalemails.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.email.PlannedMail;
import org.portalemails.host.CustomerGroup;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.inmemory.InMemorySettingsStore;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.SealedSecret;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.Disposition;
import org.portalemails.outbox.spi.Settlement;
import org.portalemails.screen.ScreenPermission;
import org.portalemails.screen.ScreenUser;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.SettableClock;

@DisplayName("The endpoint of the screen")
class ScreenEndpointTest {
    private static final SettingsOwner RETAIL = SettingsOwner.group(new CustomerGroupId("RETAIL"));

    private final SettableClock clock = new SettableClock();
    private PayloadSealer sealer = PayloadSealer.unprotected();
    private final InMemoryOutbox outbox = new InMemoryOutbox(clock, new PayloadSealer() {
        @Override
        public SealedSecret seal(byte[] clear, byte[] associatedData) {
            return sealer.seal(clear, associatedData);
        }

        @Override
        public byte[] open(SealedSecret sealed, byte[] associatedData) {
            return sealer.open(sealed, associatedData);
        }

        @Override
        public SealedSecret authenticate(byte[] content) {
            return sealer.authenticate(content);
        }

        @Override
        public void verify(SealedSecret mark, byte[] content) {
            sealer.verify(mark, content);
        }
    });
    private final InMemorySettingsStore store = new InMemorySettingsStore(clock);
    private final PortalEmails portalEmails = PortalEmails.builder()
            .customerGroups(id -> id.value().equals("unknown")
                    ? Optional.empty()
                    : Optional.of(new CustomerGroup(
                            id, "Détail " + id.value(), !id.value().equals("frame"))))
            .settingsStore(store)
            .outbox(outbox)
            .profile(SampleSettings.profile())
            .clock(clock)
            .build();
    private @Nullable ScreenUser user =
            new ScreenUser("claire", EmailAddress.of("claire@erable.example"), (what, where) -> true);
    private int transactions;
    private final ScreenEndpoint endpoint = new ScreenEndpoint(
            new ScreenData(
                    portalEmails.settingsScreen(),
                    id -> Optional.of(new CustomerGroup(id, "Détail " + id.value(), true)),
                    outbox),
            outbox,
            principal -> Optional.ofNullable(user),
            new UnitOfWork() {
                @Override
                public <T> T of(Supplier<T> work) {
                    transactions++;
                    return work.get();
                }
            });

    private ScreenAnswer get(String path, String... parameters) {
        return endpoint.answer(new ScreenRequest("GET", path, map(parameters), "", null));
    }

    private ScreenAnswer post(String path, Map<String, String> values, String... parameters) {
        return endpoint.answer(new ScreenRequest("POST", path, map(parameters), Json.write(values), null));
    }

    private static Map<String, String> map(String... pairs) {
        Map<String, String> map = new HashMap<>(Map.of("lang", "fr-CA"));
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static Map<String, String> sound() {
        return Map.of(
                "sendFrom", "portail@erable.example",
                "language", "fr-CA",
                "resetPassword.translations[fr-CA].subject", "Mot de passe",
                "resetPassword.translations[fr-CA].content", "<p>{{resetLink}}</p>",
                "resetPassword.translations[fr-CA].format", "html");
    }

    private MailId announced(String recipient, String name) {
        PlannedMail.Send plain = SampleMails.plain("RETAIL", recipient);
        ComposedMail mail = plain.mail();
        ComposedMail named = new ComposedMail(
                mail.id(),
                mail.eventId(),
                mail.type(),
                mail.group(),
                mail.language(),
                mail.messageId(),
                mail.date(),
                mail.from(),
                mail.replyTo(),
                new Mailbox(name, mail.to().address()),
                mail.subject(),
                mail.text(),
                mail.html(),
                mail.links());
        outbox.append(List.of(new PlannedMail.Send(named, null)));
        return mail.id();
    }

    @Test
    @DisplayName("finds a mail by the person's name, their address, its Message-ID or its id, and in no other group")
    void finds() {
        MailId id = announced("marie@erables.example", "Marie-Ève Côté");
        announced("luc@erables.example", "Luc Roy");
        for (String typed : List.of(
                "cote",
                "Marie-Ève C",
                " marie@erables.example ",
                "Marie@Erables.example",
                "Marie-Ève Côté <marie@erables.example>",
                "<" + id + "@erable.example>",
                id + "@erable.example",
                id.value())) {
            assertThat(get("mails", "group", "RETAIL", "to", typed).text())
                    .as(typed)
                    .contains(id.value())
                    .doesNotContain("luc@erables.example");
            assertThat(get("mails", "group", "OTHER", "to", typed).text())
                    .as(typed)
                    .doesNotContain(id.value());
        }
        assertThat(get("mails", "to", "nobody").text()).contains("\"mails\":[]");
        assertThat(get("mails", "to", "<no-such@erable.example>").text()).contains("\"mails\":[]");
        assertThat(get("mails", "reason", "rejected").text()).contains("\"mails\":[]");
        assertThat(get("mails", "route", "default").text()).contains(id.value());
        for (String nonsense : List.of(
                "behind=yesterday",
                "behind=-999999999-01-01T00:00:00Z_a",
                "from=-0001-01-01T00:00:00Z",
                "before=+10000-01-01T00:00:00Z",
                "reason=\0")) {
            String[] parts = nonsense.split("=", 2);
            assertThat(get("mails", parts[0], parts[1]).status()).as(nonsense).isEqualTo(400);
        }
    }

    @Test
    @DisplayName("queues again what is found, also by its Message-ID, and nothing of another group")
    void requeueAll() {
        MailId id = announced("marie@erables.example", "Marie-Ève Côté");
        announced("luc@erables.example", "Luc Roy");
        outbox.claim(new ClaimRequest("node", 2, Duration.ofHours(1)))
                .forEach(claim ->
                        outbox.settle(List.of(new Settlement(claim, new Disposition.End(EntryReason.REJECTED), null))));
        String typed = "<" + id + "@erable.example>";
        assertThat(post("requeue-all", Map.of(), "group", "OTHER", "to", typed).text())
                .contains("\"count\":0");
        assertThat(post("requeue-all", Map.of(), "group", "RETAIL", "to", typed).text())
                .contains("\"count\":1");
        assertThat(post("requeue-all", Map.of(), "group", "RETAIL", "to", "roy").text())
                .contains("\"count\":1");
    }

    @Test
    @DisplayName(
            "shows what a mail says to who may see it, in a frame that runs and loads nothing, and says when it cannot")
    void content() {
        MailId id = announced("marie@erables.example", "Marie Côté");
        assertThat(get("content", "id", id.value()).text())
                .contains("\"shown\":true", "marie@erables.example")
                .contains("\"messageId\":\"" + id);
        ScreenAnswer frame = get("content-frame", "id", id.value());
        assertThat(frame.status()).isEqualTo(200);
        assertThat(frame.headers().get("Content-Security-Policy")).contains("default-src 'none'", "sandbox");
        outbox.cancel(id, "by-hand");
        assertThat(get("content", "id", id.value()).text()).contains("\"shown\":false", "ne peut plus être affiché");
        assertThat(get("content-frame", "id", id.value()).text()).contains("ne peut plus être affiché");
        assertThat(get("content", "id", "no-such").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("says why a mail that is kept cannot be read: its key is gone")
    void unreadable() {
        MailId id = announced("marie@erables.example", "Marie Côté");
        sealer = AesGcmSealer.of("another", new byte[32]);
        ScreenAnswer content = get("content", "id", id.value());
        assertThat(content.status()).isEqualTo(200);
        assertThat(content.text()).contains("\"shown\":false", "la clé qui le protège est absente");
        ScreenAnswer frame = get("content-frame", "id", id.value());
        assertThat(frame.status()).isEqualTo(200);
        assertThat(frame.text()).contains("ne peut plus être affiché");
    }

    @Test
    @DisplayName("says that a mail cannot be sent again where the host tells nothing again, and who put mails on hold")
    void resendAndHold() {
        MailId id = announced("marie@erables.example", "Marie Côté");
        assertThat(post("resend", Map.of(), "id", id.value()).status()).isEqualTo(422);
        assertThat(post("resend", Map.of(), "id", "no-such").status()).isEqualTo(404);
        assertThat(get("mails").text()).contains("\"resendable\":false");
        post("hold", Map.of("reason", "textes en révision"), "group", "RETAIL");
        assertThat(get("mails").text()).contains("\"author\":\"claire\"");
    }

    private static Stream<String> paths() {
        return ScreenEndpoint.paths().stream();
    }

    /** All but what only shows. */
    private static Stream<String> changes() {
        return paths().filter(path -> !path.endsWith("frame"));
    }

    private ScreenAnswer asked(String path) {
        Set<String> questions =
                Set.of("words", "screen", "history", "version", "export", "mails", "mail", "content", "content-frame");
        return questions.contains(path)
                ? get(path, "group", "RETAIL", "id", "m-1", "version", "1")
                : post(
                        path,
                        Map.of(),
                        "group",
                        "RETAIL",
                        "mail",
                        "reset-password",
                        "to",
                        "a@b.example",
                        "id",
                        "m-1",
                        "values",
                        "{}");
    }

    @ParameterizedTest
    @MethodSource("paths")
    @DisplayName("answers nobody who is not signed in, and begins no transaction for them")
    void signedOut(String path) {
        user = null;
        ScreenAnswer answer = asked(path);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).contains("problem/signed-out");
        assertThat(transactions).isZero();
    }

    @ParameterizedTest
    @MethodSource("paths")
    @DisplayName("refuses everything to somebody without permissions, but the words of the page")
    void nothingPermitted(String path) {
        user = new ScreenUser("luc", null, (what, where) -> false);
        assertThat(asked(path).status()).isEqualTo(path.equals("words") ? 200 : 403);
        assertThat(transactions).isZero();
    }

    @Test
    @DisplayName("tells a permission for one group from that for all, and looking from changing")
    void permissions() {
        user = new ScreenUser(
                "luc", null, (what, where) -> what == ScreenPermission.SEE_SETTINGS && where.equals(RETAIL));
        assertThat(get("screen", "group", "RETAIL").status()).isEqualTo(200);
        assertThat(get("screen", "group", "RETAIL").text()).contains("\"editable\":false");
        assertThat(get("screen").status()).isEqualTo(403);
        assertThat(get("export").status()).isEqualTo(403);
        assertThat(post("save", sound(), "group", "RETAIL", "version", "0").status())
                .isEqualTo(403);
        assertThat(post("test", sound(), "group", "RETAIL", "mail", "reset-password", "to", "a@b.example")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @MethodSource("changes")
    @DisplayName("changes nothing without a body of JSON, which no form of another site has")
    void forged(String path) {
        ScreenAnswer answer = endpoint.answer(new ScreenRequest(
                "POST", path, map("group", "RETAIL", "version", "0", "values", Json.write(sound())), "", null));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(transactions).isZero();
    }

    @Test
    @DisplayName("opens the screen in the order of the manual, with its words to the letter")
    void opens() {
        ScreenView view = new ScreenData(portalEmails.settingsScreen(), id -> Optional.empty(), outbox)
                .open(RETAIL, user(), Locale.CANADA_FRENCH);
        assertThat(view.sections())
                .extracting(SectionView::title)
                .startsWith(
                        "Adresses courriel internes",
                        "Demande d'accès client",
                        "Confirmation de validation client",
                        "Notification nouveau contact principal",
                        "Notification ancien contact principal",
                        "Nom utilisateur oublié",
                        "Réinitialiser mot de passe");
        assertThat(view.sections().get(0).fields())
                .extracting(FieldView::label)
                .startsWith("Envoyer courriels de demande d'accès à\u00a0:", "Envoyer courriels de\u00a0:");
        assertThat(view.languages())
                .containsEntry("fr-CA", "Français (Canada)")
                .containsEntry("fr", "Français (autres pays)");
        assertThat(view.sections().get(1).texts().get(0))
                .satisfies(text -> assertThat(text.contentLabel()).isEqualTo("Contenu courriel de demande d'accès"));
        assertThat(view.sections().get(6).mergeFields())
                .as("examples as readers see them")
                .anySatisfy(
                        field -> assertThat((field.name() + " " + field.example()).replaceAll("[\u00a0\u202f]", " "))
                                .isEqualTo("requestedAt 24 novembre 2026 à 10 h 15 (heure de l’Est)"))
                .noneSatisfy(field -> assertThat(field.example()).contains("T15:"));
        assertThat(view.sections().get(1).fields().get(0).off()).isEqualTo("Sur demande seulement");
    }

    /** The labels of the manual: title, sections, fields, button. */
    private static final Map<Locale, List<String>> LABELS = Map.of(
            Locale.CANADA_FRENCH,
            List.of(
                    "Courriels portail",
                    "Adresses courriel internes",
                    "Envoyer courriels de demande d'accès à :",
                    "Envoyer courriels de :",
                    "Demande d'accès client",
                    "Envoyer un courriel aux clients qui ne se sont pas inscrits au portail eux-mêmes",
                    "Objet courriel demande d'accès",
                    "Contenu courriel de demande d'accès",
                    "Confirmation de validation client",
                    "Nouvel objet courriel de validation",
                    "Nouveau contenu courriel de validation",
                    "Notification nouveau contact principal",
                    "Envoyer courriel",
                    "Objet courriel",
                    "Contenu courriel",
                    "Notification ancien contact principal",
                    "Envoyer courriel",
                    "Objet courriel",
                    "Contenu courriel",
                    "Nom utilisateur oublié",
                    "Objet courriel nom d'utilisateur oublié",
                    "Contenu courriel Nom d'utilisateur oublié",
                    "Réinitialiser mot de passe",
                    "Objet courriel réinitialisation mot de passe",
                    "Contenu courriel réinitialisation mot de passe",
                    "Enregistrer"),
            Locale.ENGLISH,
            List.of(
                    "Portal Emails",
                    "Internal Email Addresses",
                    "Send Access Request Email Messages To:",
                    "Send Email Messages From:",
                    "Customer Access Request",
                    "Send Email To Customers Who Did Not Initiate Portal Access Themselves",
                    "Access Request Email Subject",
                    "Access Request Email Content",
                    "Customer Validation Confirmation",
                    "New Validation Email Subject",
                    "New Validation Email Content",
                    "Notify New Primary Contact",
                    "Send Email",
                    "Email Subject",
                    "Email Content",
                    "Notify Old Primary Contact",
                    "Send Email",
                    "Email Subject",
                    "Email Content",
                    "Forgot User Name",
                    "Forgot User Name Email Subject",
                    "Forgot User Name Email Content",
                    "Reset Password",
                    "Reset Password Email Subject",
                    "Reset Password Email Content",
                    "Save"));

    @ParameterizedTest
    @ValueSource(strings = {"fr-CA", "en"})
    @DisplayName("says every label of the manual word for word, in its order, and ours beside or after them")
    void labelsOfTheManual(String tag) {
        Locale reader = Locale.forLanguageTag(tag);
        ScreenView view = new ScreenData(portalEmails.settingsScreen(), id -> Optional.empty(), outbox)
                .open(RETAIL, user(), reader);
        List<String> labels =
                new ArrayList<>(List.of(String.valueOf(ScreenData.words(reader).get("screen.title"))));
        for (SectionView section : view.sections()) {
            labels.add(section.title());
            section.fields().forEach(field -> labels.add(field.label()));
            section.texts().stream()
                    .limit(1)
                    .forEach(text -> labels.addAll(List.of(text.subjectLabel(), text.contentLabel())));
        }
        labels.add(ScreenData.words(reader).get("screen.save"));
        assertThat(labels.stream().map(label -> label.replace('\u00a0', ' '))).containsSubsequence(LABELS.get(reader));
    }

    private ScreenUser user() {
        return java.util.Objects.requireNonNull(user);
    }

    @Test
    @DisplayName(
            "saves what is typed; the same again makes no new version; on top of an older version it merges and saves nothing")
    void saves() {
        assertThat(post("save", sound(), "group", "RETAIL", "version", "0").text())
                .startsWith("{\"saved\":true,\"version\":1,\"savedBy\":\"claire\"");
        assertThat(post("save", sound(), "group", "RETAIL", "version", "1").text())
                .startsWith("{\"saved\":true,\"version\":1");
        Map<String, String> other = new HashMap<>(sound());
        other.put("senderName", "Érable");
        other.put("replyTo", "a@erable.example");
        assertThat(post("save", other, "group", "RETAIL", "version", "1").text())
                .startsWith("{\"saved\":true,\"version\":2");
        Map<String, String> mine = new HashMap<>(sound());
        mine.put("replyTo", "b@erable.example");
        assertThat(post("save", mine, "group", "RETAIL", "version", "1").text())
                .startsWith("{\"saved\":false,\"version\":2")
                .contains("\"senderName\":\"Érable\"", "\"taken\":[\"senderName\"]")
                .contains("{\"path\":\"replyTo\",\"theirs\":\"a@erable.example\",\"mine\":\"b@erable.example\"}");
        assertThat(store.find(RETAIL).orElseThrow().version()).isEqualTo(2);
        assertThat(get("version", "group", "RETAIL", "version", "1").text())
                .contains("\"resetPassword.translations[fr-CA].subject\":\"Mot de passe\"", "\"senderName\":\"\"");
        assertThat(get("version", "group", "RETAIL", "version", "9").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("names every error at its field, in the order of the page, and saves nothing")
    void errors() {
        Map<String, String> wrong = new HashMap<>(sound());
        wrong.put("resetPassword.translations[fr-CA].content", "<p>{{prenom}}</p>");
        wrong.put("sendFrom", "claire@");
        wrong.put("failuresTo", "operators@");
        ScreenAnswer answer = post("save", wrong, "group", "RETAIL", "version", "0");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.headers().get("Content-Type")).startsWith("application/problem+json");
        assertThat(store.find(RETAIL)).isEmpty();
        String checked = post("check", wrong, "group", "RETAIL").text();
        assertThat(checked).startsWith("{\"savable\":false");
        assertThat(checked.indexOf("\"path\":\"sendFrom\"")).isLessThan(checked.indexOf("\"path\":\"failuresTo\""));
        assertThat(checked.indexOf("\"path\":\"failuresTo\""))
                .as("among the addresses of the page")
                .isPositive()
                .isLessThan(checked.indexOf("\"path\":\"resetPassword.translations[fr-CA].content\""));
    }

    @Test
    @DisplayName("shows a mail in a frame that loads and runs nothing, whatever a group is called")
    void frame() {
        for (String group : List.of("RETAIL", "company-default", "a/b")) {
            ScreenAnswer answer = endpoint.answer(new ScreenRequest(
                    "POST",
                    "frame",
                    map("group", group, "mail", "reset-password", "language", "fr-CA", "values", Json.write(sound())),
                    "",
                    null));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers())
                    .containsEntry(
                            "Content-Security-Policy",
                            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox");
            assertThat(answer.text()).startsWith("<!DOCTYPE html>").doesNotContain("resetLink");
        }
        assertThat(get("screen", "group", "frame").text()).contains("\"available\":false");
    }

    @Test
    @DisplayName("shows both variants of a mail: with all values, and without those that some events lack")
    void variants() {
        String[] asked = {"group", "RETAIL", "mail", "reset-password", "language", "fr-CA"};
        String full = post("preview", Map.of(), asked).text();
        String sparse = post(
                        "preview",
                        Map.of(),
                        "group",
                        "RETAIL",
                        "mail",
                        "reset-password",
                        "language",
                        "fr-CA",
                        "variant",
                        "sparse")
                .text();
        assertThat(full).contains("Demande faite par");
        assertThat(sparse).contains("quelqu’un a demandé").doesNotContain("Demande faite par");
    }

    @Test
    @DisplayName("sends a test with what is typed, for the company too, and not more than thirty in an hour")
    void tests() {
        Map<String, String> values = sound();
        for (int i = 0; i < 30; i++) {
            assertThat(post("test", values, "mail", "reset-password", "language", "fr-CA", "to", "zoe@erable.example")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(post("test", values, "mail", "reset-password", "language", "fr-CA", "to", "zoe@erable.example")
                        .status())
                .isEqualTo(429);
        assertThat(outbox.find(OutboxQuery.all().ofType(NotificationType.RESET_PASSWORD)))
                .hasSize(30)
                .allSatisfy(entry -> assertThat(entry.recipient()).isEqualTo("zoe@erable.example"));
        assertThat(get("mails", "to", "zoe@erable.example").text())
                .contains("\"recipient\":\"zoe@erable.example\"", "\"operable\":true");
    }

    @Test
    @DisplayName("says that a test needs a sender, where there is none at any level")
    void noSender() {
        ScreenAnswer answer =
                post("test", Map.of(), "mail", "reset-password", "language", "fr-CA", "to", "a@b.example");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("problem/no-sender", "adresse d’expéditeur");
        assertThat(outbox.find(OutboxQuery.all())).isEmpty();
    }

    @Test
    @DisplayName("answers nonsense with a client's error, never with one of the server")
    void nonsense() {
        assertThat(List.of(
                        get("screen", "group", "unknown"),
                        get("screen", "group", "x".repeat(500)),
                        get("mails", "state", "bogus"),
                        get("mails", "mail", "zzz"),
                        get("mails", "to", "no@body@nowhere"),
                        get("mails", "from", "yesterday"),
                        get("mails", "behind", "nothing"),
                        get("mail", "id", "nothing"),
                        get("mail"),
                        get("frame"),
                        get("no/such"),
                        post("preview", Map.of(), "mail", "bogus"),
                        post("preview", Map.of("x", "y"), "mail", "reset-password"),
                        post("restore", Map.of(), "version", "x"),
                        post("restore", Map.of(), "version", "7", "seen", "7"),
                        post("confirm", Map.of(), "what", "nothing", "seen", "1", "language", "fr"),
                        post("hold", Map.of()),
                        post("hold", Map.of("reason", "x"), "group", "unknown"),
                        post("import", Map.of("file", "[[")),
                        endpoint.answer(new ScreenRequest("POST", "save", map("version", "0"), "{", null)),
                        endpoint.answer(new ScreenRequest("DELETE", "screen", map(), "", null))))
                .allSatisfy(answer -> assertThat(answer.status()).isBetween(400, 499));
    }

    @Test
    @DisplayName("exports and imports, and says before what would change")
    void transfer() {
        post("save", sound(), "version", "0");
        String file = get("export").text();
        assertThat(post("import", Map.of("file", file)).text()).startsWith("{\"applied\":false,\"refused\":false");
        assertThat(post("import", Map.of("file", file.replace("Mot de passe", "Nouveau")), "apply", "true")
                        .text())
                .startsWith("{\"applied\":true");
        assertThat(store.find(SettingsOwner.INSTALLATION).orElseThrow().version())
                .isEqualTo(2);
    }
}
