package org.portalemails.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.MailId;
import org.portalemails.language.Messages;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxPage;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.screen.ScreenAccess;
import org.portalemails.screen.ScreenPermission;
import org.portalemails.screen.ScreenUser;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.view.CheckView;
import org.portalemails.view.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what the components of the <em>Portal Emails</em> screen ask for, on any server: an adapter tells it the request and sends its answer. Every
 * request is of somebody whom {@link ScreenAccess} knows and permits it to; what changes something is a {@code POST}, which the host protects against
 * forgery as it protects its own pages. Where it does not, an object as JSON is asked for all the same: forms of other sites have none.
 *
 * <p>Threads: may be called from many at once. Errors are answers: bodies by RFC 9457, see {@link Problem}.
 */
public final class ScreenEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(ScreenEndpoint.class);

    /** The longest body that is read, in characters: every text as long as it may be, and two logos. */
    public static final int MAX_BODY = 8_000_000;

    private static final int VERSIONS = 50;
    private static final Instant EARLIEST = Instant.parse("0001-01-02T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-30T00:00:00Z");

    /** As a mail program shows it, or the id of a mail alone, which is a UUID unless the host makes others. */
    private static final Pattern MESSAGE_ID =
            Pattern.compile("<?([0-9A-Za-z-]{1,64})@[^@<> ]+>?|(?=[0-9a-f-]{36}$)([0-9a-f-]+)");

    private static final Map<String, String> HEADERS = Map.of(
            "Cache-Control", "no-store",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer");

    /** As a mail program writes whom a mail is to. */
    private static final Pattern ADDRESSED = Pattern.compile("[^<>]*<([^<>]*@[^<>]*)>");

    /**
     * A mail in a frame shows the styles and the pictures that travel in it, and nothing else. {@code frame-ancestors} counts where a host forbids
     * frames with {@code X-Frame-Options}.
     */
    private static final String FRAME_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox";

    private final ScreenData data;
    private final OutboxAdministration outbox;
    private final ScreenAccess access;
    private final UnitOfWork unitOfWork;
    private final TestMailLimit limit;
    private final TestMailLimit senderChecks;

    /**
     * An endpoint.
     *
     * @param data what is shown
     * @param outbox whose mails are handled
     * @param access who may do what
     * @param unitOfWork the host's transactions
     */
    public ScreenEndpoint(ScreenData data, OutboxAdministration outbox, ScreenAccess access, UnitOfWork unitOfWork) {
        this.data = Objects.requireNonNull(data, "data");
        this.outbox = Objects.requireNonNull(outbox, "outbox");
        this.access = Objects.requireNonNull(access, "access");
        this.unitOfWork = Objects.requireNonNull(unitOfWork, "unitOfWork");
        this.limit = new TestMailLimit(30, Duration.ofHours(1), Clock.systemUTC());
        this.senderChecks = new TestMailLimit(120, Duration.ofHours(1), Clock.systemUTC());
    }

    /** Answers a request. */
    public ScreenAnswer answer(ScreenRequest request) {
        Locale reader = language(request.parameter("lang"));
        try {
            if (request.body().length() > MAX_BODY) {
                return problem(reader, 413, "too-long");
            }
            Optional<ScreenUser> user = access.userOf(request.principal());
            if (user.isEmpty()) {
                return problem(reader, 401, "signed-out");
            }
            return new Answering(request, user.get(), reader).answer();
        } catch (NotPermitted refused) {
            return problem(reader, 403, "not-permitted");
        } catch (TestMailLimit.Reached reached) {
            return problem(reader, 429, "tests");
        } catch (RuntimeException failure) {
            Problem problem = Problem.of(failure, reader);
            if (problem.status() == 500) {
                LOG.error("{} failed", request, failure);
            }
            return json(problem.status(), Problem.MEDIA_TYPE, problem);
        }
    }

    private static ScreenAnswer problem(Locale reader, int status, String code) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "tag:portalemails.org,2026:problem/" + code);
        body.put("title", Messages.in(reader).text("screen.problem." + code));
        body.put("status", status);
        body.put("detail", "");
        return json(status, Problem.MEDIA_TYPE, body);
    }

    private static ScreenAnswer json(int status, String type, Object body) {
        return text(status, type, Json.write(body));
    }

    private static ScreenAnswer text(int status, String type, String text) {
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.put("Content-Type", type + ";charset=UTF-8");
        return new ScreenAnswer(status, headers, text);
    }

    private static Locale language(String tag) {
        return tag.isEmpty() ? Locale.ENGLISH : Locale.forLanguageTag(tag);
    }

    /** Somebody may not do what they asked for. */
    private static final class NotPermitted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotPermitted(ScreenPermission lacking) {
            super("not permitted: " + lacking, null, false, false);
        }
    }

    /** One request of somebody who is known. */
    private final class Answering {
        private final ScreenRequest request;
        private final ScreenUser user;
        private final Locale reader;
        /** What is typed. */
        private final Map<String, String> values;

        Answering(ScreenRequest request, ScreenUser user, Locale reader) {
            this.request = request;
            this.user = user;
            this.reader = reader;
            this.values = request.method().equals("GET")
                    ? Map.of()
                    // Only a form can fill a frame.
                    : Json.texts(request.path().equals("frame") ? request.parameter("values") : request.body());
        }

        ScreenAnswer answer() {
            return switch (request.method() + " " + request.path()) {
                case "GET words" -> ok(ScreenData.words(reader));
                case "GET screen" -> inside(ScreenPermission.SEE_SETTINGS, () -> data.open(owner(), user, reader));
                case "POST check" -> inside(ScreenPermission.SEE_SETTINGS, this::check);
                case "POST preview" -> inside(ScreenPermission.SEE_SETTINGS, this::preview);
                case "POST frame" -> frame();
                case "POST test" -> testMail();
                case "POST probe" -> probe();
                case "POST sender-check" -> senderCheck();
                case "POST save" -> save();
                case "GET history" ->
                    inside(ScreenPermission.SEE_SETTINGS, () -> data.history(owner(), VERSIONS, reader));
                case "GET version" ->
                    inside(ScreenPermission.SEE_SETTINGS, () -> data.version(owner(), number("version")));
                case "POST restore" ->
                    inside(
                            ScreenPermission.CHANGE_SETTINGS,
                            () -> data.restore(owner(), number("version"), number("seen"), user));
                case "POST confirm" ->
                    inside(
                            ScreenPermission.CHANGE_SETTINGS,
                            () -> data.confirm(
                                    owner(),
                                    request.parameter("what"),
                                    language(request.parameter("language")),
                                    number("seen"),
                                    user));
                case "GET export" -> export();
                case "POST import" ->
                    inside(
                            ScreenPermission.CHANGE_SETTINGS,
                            () -> data.importFile(
                                    owner(),
                                    values.getOrDefault("file", ""),
                                    request.parameter("apply").equals("true"),
                                    user,
                                    reader));
                case "GET mails" -> inside(ScreenPermission.SEE_MAILS, this::mails);
                case "GET mail" ->
                    mail(ScreenPermission.SEE_MAILS, entry -> data.mail(entry.id(), reader)
                            .orElseThrow());
                case "GET content" -> mail(ScreenPermission.SEE_MAILS, entry -> data.content(entry, reader));
                case "GET content-frame" -> contentFrame();
                case "POST resend" -> resend();
                case "POST requeue" ->
                    mail(
                            ScreenPermission.HANDLE_MAILS,
                            entry -> Map.of("done", outbox.requeue(entry.id(), user.name())));
                case "POST cancel" ->
                    mail(
                            ScreenPermission.HANDLE_MAILS,
                            entry -> Map.of("done", outbox.cancel(entry.id(), "operator", user.name())));
                case "POST requeue-all" -> inside(ScreenPermission.HANDLE_MAILS, () -> Map.of("count", requeueAll()));
                case "POST hold" -> inside(ScreenPermission.HANDLE_MAILS, this::hold);
                case "POST release" -> release();
                default -> problem(reader, 404, "no-such-address");
            };
        }

        private ScreenAnswer ok(Object body) {
            return json(200, "application/json", body);
        }

        /** In a transaction of the host's, if they may. */
        private ScreenAnswer inside(ScreenPermission needed, Supplier<Object> work) {
            require(needed, owner());
            return ok(unitOfWork.of(work));
        }

        private void require(ScreenPermission needed, SettingsOwner owner) {
            if (!user.may().test(needed, owner)) {
                throw new NotPermitted(needed);
            }
        }

        private SettingsOwner owner() {
            String group = request.parameter("group");
            if (!group.isEmpty()) {
                return SettingsOwner.group(new CustomerGroupId(group));
            }
            String company = request.parameter("company");
            return company.isEmpty() ? SettingsOwner.INSTALLATION : SettingsOwner.company(new CompanyId(company));
        }

        private long number(String name) {
            try {
                return Long.parseLong(request.parameter(name));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(name + ": a number", e);
            }
        }

        private NotificationType type() {
            return NotificationType.ofCode(request.parameter("mail"));
        }

        private CheckView check() {
            var violations = data.check(owner(), values, reader);
            return new CheckView(
                    violations.stream().noneMatch(one -> one.severity().equals("error")), violations);
        }

        private PreviewView preview() {
            return data.preview(
                    owner(),
                    values,
                    type(),
                    language(request.parameter("language")),
                    request.parameter("variant").equals("sparse"),
                    reader);
        }

        private ScreenAnswer frame() {
            require(ScreenPermission.SEE_SETTINGS, owner());
            PreviewView shown = unitOfWork.of(this::preview);
            String text = shown.sound() ? shown.text() : Messages.in(reader).text("screen.preview.broken");
            return framed(shown.subject(), shown.html(), text);
        }

        /** A mail that was sent, or will be, as its reader sees it. */
        private ScreenAnswer contentFrame() {
            Optional<OutboxEntry> found = permitted(ScreenPermission.SEE_MAILS);
            if (found.isEmpty()) {
                return problem(reader, 404, "no-such-mail");
            }
            return unitOfWork
                    .of(() -> data.shownInPage(found.get()))
                    .map(content ->
                            framed(content.subject(), content.html() == null ? "" : content.html(), content.text()))
                    .orElseGet(() -> framed("", "", Messages.in(reader).text("content.gone")));
        }

        private ScreenAnswer framed(String subject, String html, String text) {
            String page = html.isEmpty() ? preformatted(subject, text) : html;
            if (request.parameter("images").equals("false")) {
                page = page.replace("src=\"data:", "src=\"blocked:");
            }
            ScreenAnswer answer = text(200, "text/html", page);
            Map<String, String> headers = new HashMap<>(answer.headers());
            headers.put("Content-Security-Policy", FRAME_POLICY);
            return new ScreenAnswer(200, headers, page);
        }

        private String preformatted(String subject, String text) {
            return "<!DOCTYPE html><html lang=\"" + reader.toLanguageTag()
                    + "\"><head><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\"><title>"
                    + escaped(subject)
                    + "</title></head><body><pre dir=\"auto\" style=\"white-space:pre-wrap;font:16px/1.5 sans-serif;margin:24px\">"
                    + escaped(text) + "</pre></body></html>";
        }

        private ScreenAnswer resend() {
            Optional<OutboxEntry> found = permitted(ScreenPermission.HANDLE_MAILS);
            if (found.isEmpty()) {
                return problem(reader, 404, "no-such-mail");
            }
            return unitOfWork
                    .of(() -> data.resend(found.get(), reader))
                    .map(this::ok)
                    .orElseGet(() -> problem(reader, 422, "no-resend"));
        }

        private static String escaped(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
        }

        private ScreenAnswer testMail() {
            require(ScreenPermission.CHANGE_SETTINGS, owner());
            boolean canSend = unitOfWork.of(() -> data.hasSender(owner(), values));
            return canSend ? inside(ScreenPermission.CHANGE_SETTINGS, this::test) : problem(reader, 422, "no-sender");
        }

        private Map<String, String> test() {
            EmailAddress to = EmailAddress.pasted(request.parameter("to"));
            limit.count(user.name());
            data.sendTest(owner(), values, type(), language(request.parameter("language")), to);
            return Map.of("to", to.value());
        }

        /** Counted as a test mail: it makes our machine knock at others. */
        private ScreenAnswer probe() {
            require(ScreenPermission.CHANGE_SETTINGS, owner());
            Optional<SettingsScreen.Way> way = unitOfWork.of(() -> data.way(owner(), values));
            if (way.isEmpty()) {
                return problem(reader, 422, "no-sender");
            }
            limit.count(user.name());
            return ok(ServersView.tried(way.get(), reader));
        }

        /** Makes name servers look things up, and so is limited as well; what is known already costs nothing. */
        private ScreenAnswer senderCheck() {
            require(ScreenPermission.CHANGE_SETTINGS, owner());
            Optional<SettingsScreen.Way> way = unitOfWork.of(() -> data.way(owner(), values));
            if (way.isEmpty()) {
                return problem(reader, 422, "no-sender");
            }
            senderChecks.count(user.name());
            return ok(SenderView.asked(way.get(), reader));
        }

        private ScreenAnswer save() {
            require(ScreenPermission.CHANGE_SETTINGS, owner());
            if (data.refusesWrongSenders()) {
                // A transaction does not wait for the DNS.
                unitOfWork.of(() -> data.way(owner(), values)).ifPresent(SettingsScreen.Way::ask);
            }
            return ok(unitOfWork.of(() -> data.save(owner(), values, number("version"), user)));
        }

        private ScreenAnswer export() {
            require(ScreenPermission.SEE_SETTINGS, owner());
            ScreenAnswer answer = text(200, "application/toml", unitOfWork.of(() -> data.export(owner())));
            Map<String, String> headers = new HashMap<>(answer.headers());
            headers.put("Content-Disposition", "attachment; filename=\"portal-emails.toml\"");
            return new ScreenAnswer(200, headers, answer.text());
        }

        private OutboxQuery query() {
            OutboxQuery query = OutboxQuery.all();
            if (!request.parameter("state").isEmpty()) {
                query = query.inState(EntryState.ofCode(request.parameter("state")));
            }
            if (owner() instanceof SettingsOwner.Group group) {
                query = query.ofGroup(group.id());
            } else if (owner() instanceof SettingsOwner.Company company) {
                query = query.ofCompany(company.id());
            }
            String who = request.parameter("to").strip();
            Matcher addressed = ADDRESSED.matcher(who);
            if (addressed.matches()) {
                query = query.toRecipient(EmailAddress.pasted(addressed.group(1)));
            } else if (who.contains("@")) {
                query = query.toRecipient(EmailAddress.pasted(who));
            } else if (!who.isEmpty()) {
                query = query.toPerson(who);
            }
            if (!request.parameter("mail").isEmpty()) {
                query = query.ofType(type());
            }
            if (!request.parameter("reason").isEmpty()) {
                query = query.forReason(EntryReason.requireCode(request.parameter("reason")));
            }
            if (!request.parameter("route").isEmpty()) {
                query = query.by(request.parameter("route"));
            }
            return query.announced(moment("from"), moment("before"));
        }

        private @Nullable Instant moment(String name) {
            String typed = request.parameter(name);
            try {
                return typed.isEmpty() ? null : storable(Instant.parse(typed));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(name + ": a moment such as 2026-11-24T15:15:00Z", e);
            }
        }

        /** Not every database can be asked for the year 10,000, or for one before Christ. */
        private static Instant storable(Instant moment) {
            if (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) {
                throw new IllegalArgumentException("a moment of the years 1 to 9999");
            }
            return moment;
        }

        private int requeueAll() {
            return byMessageId()
                    .map(entry -> outbox.requeue(entry.id()) ? 1 : 0)
                    .orElseGet(() -> outbox.requeueAll(query()));
        }

        private MailsView mails() {
            boolean all = user.may().test(ScreenPermission.SEE_MAILS, SettingsOwner.INSTALLATION);
            boolean operable = user.may().test(ScreenPermission.HANDLE_MAILS, owner());
            Optional<OutboxEntry> named = byMessageId();
            if (named.isPresent()) {
                return data.mails(new OutboxPage(List.of(named.get()), null), all, operable, reader);
            }
            OutboxQuery query = query();
            if (!request.parameter("behind").isEmpty()) {
                query = query.behind(place(request.parameter("behind")));
            }
            return data.mails(query, all, operable, reader);
        }

        /** Who has a Message-ID, or the id of a mail, need not know anything else. */
        private Optional<OutboxEntry> byMessageId() {
            Matcher typed = MESSAGE_ID.matcher(request.parameter("to").strip());
            return typed.matches()
                    ? outbox.find(new MailId(typed.group(1) == null ? typed.group(2) : typed.group(1)))
                            .filter(this::isOfOwner)
                    : Optional.empty();
        }

        private boolean isOfOwner(OutboxEntry entry) {
            if (owner() instanceof SettingsOwner.Group group) {
                return entry.group().equals(group.id());
            }
            return !(owner() instanceof SettingsOwner.Company company)
                    || entry.company().equals(company.id());
        }

        private static OutboxQuery.Place place(String written) {
            int between = written.indexOf('_');
            try {
                return new OutboxQuery.Place(
                        storable(Instant.parse(written.substring(0, Math.max(0, between)))),
                        new MailId(written.substring(between + 1)));
            } catch (DateTimeParseException | IllegalArgumentException e) {
                throw new IllegalArgumentException("behind: the end of a page", e);
            }
        }

        /** What is permitted for the group of a mail is permitted for the mail. */
        private ScreenAnswer mail(ScreenPermission needed, Function<OutboxEntry, Object> work) {
            Optional<OutboxEntry> found = permitted(needed);
            if (found.isEmpty()) {
                return problem(reader, 404, "no-such-mail");
            }
            return ok(unitOfWork.of(() -> work.apply(found.get())));
        }

        /** Empty if there is no such mail. */
        private Optional<OutboxEntry> permitted(ScreenPermission needed) {
            Optional<OutboxEntry> found = outbox.find(new MailId(request.parameter("id")));
            require(
                    needed,
                    found.isEmpty() ? owner() : SettingsOwner.group(found.get().group()));
            return found;
        }

        /** What was named as {@code scope}, or else everything of the owner. */
        private HoldScope scope() {
            String key = request.parameter("scope");
            if (!key.isEmpty()) {
                return HoldScope.ofKey(key);
            }
            if (owner() instanceof SettingsOwner.Group group) {
                return HoldScope.group(group.id());
            }
            return owner() instanceof SettingsOwner.Company company
                    ? HoldScope.company(company.id())
                    : HoldScope.EVERYTHING;
        }

        /** Who may act for a scope: for a route, whoever may for all. */
        private static SettingsOwner ownerOf(HoldScope scope) {
            if (scope instanceof HoldScope.Group group) {
                return SettingsOwner.group(group.id());
            }
            return scope instanceof HoldScope.Company company
                    ? SettingsOwner.company(company.id())
                    : SettingsOwner.INSTALLATION;
        }

        private ScreenAnswer release() {
            require(ScreenPermission.HANDLE_MAILS, ownerOf(scope()));
            return ok(unitOfWork.of(() -> Map.of("done", outbox.release(scope()))));
        }

        private Map<String, Boolean> hold() {
            String reason = values.getOrDefault("reason", "").strip();
            if (reason.isEmpty() || reason.length() > 200) {
                throw new IllegalArgumentException("reason: 1 to 200 characters");
            }
            require(ScreenPermission.HANDLE_MAILS, ownerOf(scope()));
            data.requireKnown(ownerOf(scope()));
            outbox.hold(scope(), reason, user.name());
            return Map.of("done", true);
        }
    }

    /** The addresses that are answered, for an adapter that has to name them. */
    public static List<String> paths() {
        return List.of(
                "words",
                "screen",
                "check",
                "preview",
                "frame",
                "test",
                "probe",
                "sender-check",
                "save",
                "history",
                "version",
                "restore",
                "confirm",
                "export",
                "import",
                "mails",
                "mail",
                "content",
                "content-frame",
                "resend",
                "requeue",
                "cancel",
                "requeue-all",
                "hold",
                "release");
    }
}
