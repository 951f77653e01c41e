package org.portalemails.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.portalemails.UnknownCustomerGroupException;
import org.portalemails.address.EmailAddress;
import org.portalemails.announce.Resending;
import org.portalemails.delivery.OutboxWatch;
import org.portalemails.email.MailContent;
import org.portalemails.email.MailId;
import org.portalemails.host.Company;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.language.Messages;
import org.portalemails.layout.BrandImage;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MailText;
import org.portalemails.notification.MergeField;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxPage;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.UnreadablePayloadException;
import org.portalemails.screen.ClientSupport;
import org.portalemails.screen.ScreenPermission;
import org.portalemails.screen.ScreenUser;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.screen.TextPreview;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.EffectiveText;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.Level;
import org.portalemails.settings.MailLanguages;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Setting;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.Sourced;
import org.portalemails.settings.StaleSettingsException;
import org.portalemails.settings.StoredSettings;
import org.portalemails.settings.TextDrift;
import org.portalemails.settings.UnknownVersionException;
import org.portalemails.settings.file.SettingsImport;
import org.portalemails.settings.form.FormValues;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.template.RenderedText;
import org.portalemails.view.ChangeView;
import org.portalemails.view.DriftView;
import org.portalemails.view.MailAnswerView;
import org.portalemails.view.MailView;
import org.portalemails.view.OutboxView;
import org.portalemails.view.TextView;
import org.portalemails.view.TroubleView;
import org.portalemails.view.VersionView;
import org.portalemails.view.ViolationView;

/**
 * Everything that a page shows of the <em>Portal Emails</em> screen and of the outbox, as records, and everything that it does, by values.
 *
 * <p>Transaction: as {@link SettingsScreen}: each method inside the caller's current one. Threads: may be called from many at once. Who may do
 * what is checked by {@link ScreenEndpoint}, or by the host that calls this itself.
 */
public final class ScreenData {
    /** The languages that every screen has tabs for, French of Canada first as in the manual. */
    private static final List<Locale> TABS = List.of(Locale.CANADA_FRENCH, Locale.ENGLISH, Locale.FRENCH);

    private static final int PAGE = 50;

    private final SettingsScreen screen;
    private final CustomerGroupDirectory groups;
    private final OutboxAdministration outbox;
    private final Optional<Resending> resending;
    private final Optional<OutboxWatch> watch;

    /**
     * The data of a screen.
     *
     * @param screen from the entry point
     * @param groups the host's groups: what people call them
     * @param outbox whose mails are shown
     */
    public ScreenData(SettingsScreen screen, CustomerGroupDirectory groups, OutboxAdministration outbox) {
        this(screen, groups, outbox, Optional.empty(), Optional.empty());
    }

    /**
     * Data for a screen.
     *
     * @param resending with which mails are sent again, if the host can
     * @param watch what says what is wrong, if the host has one
     */
    public ScreenData(
            SettingsScreen screen,
            CustomerGroupDirectory groups,
            OutboxAdministration outbox,
            Optional<Resending> resending,
            Optional<OutboxWatch> watch) {
        this.watch = Objects.requireNonNull(watch, "watch");
        this.resending = Objects.requireNonNull(resending, "resending");
        this.screen = Objects.requireNonNull(screen, "screen");
        this.groups = Objects.requireNonNull(groups, "groups");
        this.outbox = Objects.requireNonNull(outbox, "outbox");
    }

    /**
     * The words of the components: what stands on buttons and beside fields.
     *
     * @param reader who reads them
     * @return by key, such as {@code screen.save}
     */
    public static Map<String, String> words(Locale reader) {
        Messages words = Messages.in(reader);
        Map<String, String> found = new LinkedHashMap<>();
        Stream.of("screen.", "editor.")
                .flatMap(family -> words.codes().filter(code -> code.startsWith(family)))
                .sorted()
                .forEach(code -> found.put(code, words.pattern(code)));
        return found;
    }

    /**
     * The screen of an owner as it opens.
     *
     * @throws UnknownCustomerGroupException if the ERP has no such group
     */
    public ScreenView open(SettingsOwner owner, ScreenUser user, Locale reader) {
        SettingsForm form = screen.open(owner);
        Optional<StoredSettings> saved = screen.saved(owner);
        InheritedSettings inherited = screen.inherited(owner);
        EffectiveSettings shared = inherited.effective(screen.rules().builtInTexts());
        List<TextDrift> own = saved.map(stored -> TextDrift.of(
                        stored.settings(), inherited, screen.rules().builtInTexts()))
                .orElse(List.of());
        Set<Locale> languages = languages(form);
        TextPreview preview = screen.preview(owner, form);
        List<SectionView> sections =
                new Sections(shared, own, languages, type -> preview.examples(type, reader), reader).all();
        boolean available = isAvailable(owner);
        return new ScreenView(
                group(owner),
                company(owner),
                owner.level().code(),
                name(owner, reader),
                available,
                saved.map(StoredSettings::version).orElse(0L),
                saved.map(StoredSettings::savedBy).orElse(""),
                saved.map(stored -> stored.savedAt().toString()).orElse(""),
                available && user.may().test(ScreenPermission.CHANGE_SETTINGS, owner),
                Optional.ofNullable(user.address()).map(EmailAddress::value).orElse(""),
                user.name(),
                names(languages, reader),
                sections,
                FormValues.of(form),
                ordered(
                        screen.check(owner, form).stream()
                                .filter(violation -> !violation.isError())
                                .toList(),
                        sections,
                        reader),
                drift(owner, own, reader));
    }

    /** By which servers mails would leave if this were saved; empty without a sender. */
    public Optional<SettingsScreen.Way> way(SettingsOwner owner, Map<String, String> values) {
        return screen.routeOf(owner, FormValues.form(values));
    }

    /** Whether to ask for the sender before something is saved. */
    boolean refusesWrongSenders() {
        return screen.refusesWrongSenders();
    }

    /** What is wrong with what is typed, and what should be looked at again, in the order of the page. */
    public List<ViolationView> check(SettingsOwner owner, Map<String, String> values, Locale reader) {
        SettingsForm form = FormValues.form(values);
        return ordered(
                screen.check(owner, form),
                new Sections(shared(owner), List.of(), languages(form), type -> Map.of(), reader).all(),
                reader);
    }

    /**
     * A mail as its reader will see it, with what is typed.
     *
     * @param values by path; what concerns neither this mail nor the look of mails may be left out
     * @param type the mail
     * @param language of the recipient
     * @param sparse whether to show the mail of an event that lacks every value that may be absent
     */
    public PreviewView preview(
            SettingsOwner owner,
            Map<String, String> values,
            NotificationType type,
            Locale language,
            boolean sparse,
            Locale reader) {
        SettingsForm form = FormValues.form(values);
        Optional<MailText> text = screen.text(owner, form, type, language);
        if (text.isEmpty()) {
            return new PreviewView(false, "", "", "", "", "", List.of(), List.of());
        }
        TextPreview.Rendered rendered =
                screen.preview(owner, form).render(type, text.get(), language, sparse ? absent(type) : Map.of());
        List<String> notes = rendered.violations().stream()
                .filter(violation -> violation.path().equals(Setting.MAIL_LANGUAGES.name()))
                .map(violation -> violation.message(reader))
                .toList();
        if (!rendered.isSound() || rendered.subject() == null || rendered.text() == null) {
            return new PreviewView(false, "", "", "", "", "", List.of(), notes);
        }
        return new PreviewView(
                true,
                sender(owner, form),
                example(type, "recipientFullName") + " <" + example(type, "recipientEmail") + ">",
                rendered.subject(),
                // A link that nobody sees is to look like one.
                rendered.text().replace(RenderedText.MASK, "https://" + RenderedText.MASK),
                rendered.html() == null ? "" : BrandImage.shownInPage(rendered.html(), rendered.images()),
                rendered.gaps().stream().map(ScreenData::words).toList(),
                notes);
    }

    /** Whether mails have a sender, here or at another level. */
    boolean hasSender(SettingsOwner owner, Map<String, String> values) {
        return !sender(owner, FormValues.form(values)).isEmpty();
    }

    /**
     * Sends a mail with what is typed to an administrator, see {@link SettingsScreen#sendTest}.
     *
     * @return its id
     */
    public MailId sendTest(
            SettingsOwner owner, Map<String, String> values, NotificationType type, Locale language, EmailAddress to) {
        return screen.sendTest(owner, FormValues.form(values), type, language, to);
    }

    /**
     * Saves what is typed; or, if somebody else saved since, tells what they changed and saves nothing.
     *
     * @param values all of the form, by path
     * @param version on which it is based
     * @throws org.portalemails.settings.InvalidSettingsException if there is an error in it; nothing was changed
     */
    public SavedView save(SettingsOwner owner, Map<String, String> values, long version, ScreenUser user) {
        SettingsForm form = FormValues.form(values);
        form.setVersion(version);
        try {
            StoredSettings saved = screen.save(owner, form, user.name());
            return saved(saved, values);
        } catch (StaleSettingsException stale) {
            StoredSettings newest = stale.newest().orElseThrow(() -> stale);
            PortalEmailSettings base =
                    screen.saved(owner, version).map(StoredSettings::settings).orElse(PortalEmailSettings.blank());
            FormValues.Merge merge = FormValues.merge(base, newest.settings(), values);
            return new SavedView(
                    false,
                    newest.version(),
                    newest.savedBy(),
                    newest.savedAt().toString(),
                    merge.values(),
                    merge.taken(),
                    merge.conflicts().stream()
                            .map(one -> new SavedView.ConflictView(one.path(), one.theirs(), one.mine()))
                            .toList());
        }
    }

    /** Who saved when, and what they changed. */
    public HistoryView history(SettingsOwner owner, int limit, Locale reader) {
        return new HistoryView(screen.history(owner, limit).stream()
                .map(entry -> VersionView.of(entry, reader))
                .toList());
    }

    /**
     * One version of settings, to be looked at.
     *
     * @param version its number
     * @throws UnknownVersionException if there is no such version
     */
    public SavedView version(SettingsOwner owner, long version) {
        StoredSettings stored = screen.saved(owner, version).orElseThrow(() -> new UnknownVersionException(version));
        return saved(stored, FormValues.of(SettingsForm.of(stored)));
    }

    /**
     * Saves an older version again.
     *
     * @param seen the version that the reader saw as the newest
     */
    public SavedView restore(SettingsOwner owner, long version, long seen, ScreenUser user) {
        return saved(screen.restore(owner, version, seen, user.name()), Map.of());
    }

    /**
     * Notes that a text is still right although its shared text has changed.
     *
     * @param what the code of a mail, or of a {@link BrandText}
     * @param seen the version that the reader saw as the newest
     */
    public SavedView confirm(SettingsOwner owner, String what, Locale language, long seen, ScreenUser user) {
        Optional<BrandText> brand = Stream.of(BrandText.values())
                .filter(text -> text.code().equals(what))
                .findFirst();
        StoredSettings saved = brand.isPresent()
                ? screen.confirmText(owner, brand.get(), language, seen, user.name())
                : screen.confirmText(owner, NotificationType.ofCode(what), language, seen, user.name());
        return saved(saved, Map.of());
    }

    /**
     * Settings as one file, see {@link SettingsScreen#export()}.
     *
     * @param owner the installation, for all of them; a company, for its own and those of its groups
     * @throws IllegalArgumentException for a group
     */
    public String export(SettingsOwner owner) {
        return switch (owner.level()) {
            case INSTALLATION -> screen.export();
            case COMPANY -> screen.export(((SettingsOwner.Company) owner).id());
            case GROUP, BUILT_IN -> throw new IllegalArgumentException("a file is of a company or of all");
        };
    }

    /**
     * What importing a file would change; or, if wanted and if nothing is refused, imports it.
     *
     * @param owner the installation, for any file; a company, for one with nothing but its own settings and those of its groups
     * @param file the text of the file
     * @param apply whether to import it
     */
    public ImportView importFile(SettingsOwner owner, String file, boolean apply, ScreenUser user, Locale reader) {
        if (owner.level() == Level.GROUP) {
            throw new IllegalArgumentException("a file is of a company or of all");
        }
        SettingsImport run = owner instanceof SettingsOwner.Company company
                ? screen.dryRun(file, company.id())
                : screen.dryRun(file);
        boolean applied = apply && !run.isRefused();
        if (applied) {
            run.apply(user.name());
        }
        return new ImportView(
                applied,
                run.isRefused(),
                run.steps().stream()
                        .map(step -> new ImportView.StepView(
                                group(step.owner()),
                                company(step.owner()),
                                name(step.owner(), reader),
                                step.changes().stream()
                                        .map(change -> ChangeView.of(change, reader))
                                        .toList(),
                                step.violations().stream()
                                        .map(violation -> ViolationView.of(violation, reader))
                                        .toList()))
                        .toList());
    }

    /**
     * A page of the outbox.
     *
     * @param query what to look for; its limit is not looked at
     * @param all whether the reader may see the counts of all groups
     */
    public MailsView mails(OutboxQuery query, boolean all, boolean operable, Locale reader) {
        return mails(outbox.page(query.atMost(PAGE)), all, operable, reader);
    }

    /** A page of the outbox that was found already. */
    MailsView mails(OutboxPage page, boolean all, boolean operable, Locale reader) {
        Messages words = Messages.in(reader);
        Map<String, String> states = new LinkedHashMap<>();
        Map<String, String> reasons = new LinkedHashMap<>();
        for (EntryState state : EntryState.values()) {
            states.put(state.code(), words.text("state." + state.code()));
        }
        for (EntryReason reason : EntryReason.values()) {
            reasons.put(reason.code(), words.text("reason." + reason.code()));
        }
        for (SkipReason reason : SkipReason.values()) {
            reasons.put(reason.code(), words.text("reason." + reason.code()));
        }
        Map<String, String> kinds = new LinkedHashMap<>();
        for (NotificationType type : NotificationType.values()) {
            kinds.put(type.code(), words.text("mail." + type.code()));
        }
        List<String> routes = screen.routeNames();
        OutboxQuery.Place next = page.next();
        return new MailsView(
                all ? OutboxView.of(outbox.counts(), outbox.holds(), reader) : new OutboxView(Map.of(), 0, List.of()),
                all
                        ? watch.map(OutboxWatch::troubles).orElse(List.of()).stream()
                                .map(trouble -> TroubleView.of(trouble, reader))
                                .toList()
                        : List.of(),
                page.entries().stream()
                        .map(entry -> MailView.withPersonalData(entry, List.of(), reader))
                        .toList(),
                next == null ? "" : next.createdAt() + "_" + next.id(),
                states,
                kinds,
                reasons,
                routes.size() > 1 ? routes : List.of(),
                resending.map(Resending::isPossible).orElse(false),
                operable);
    }

    /** What a mail says, if that can be shown. */
    public ContentView content(OutboxEntry entry, Locale reader) {
        try {
            return ContentView.of(outbox.content(entry.id()), reader);
        } catch (UnreadablePayloadException unreadable) {
            return ContentView.unreadable(unreadable.reason(), reader);
        }
    }

    /** The HTML part of a mail for a page, or its text; empty if it cannot be shown. */
    Optional<MailContent> shownInPage(OutboxEntry entry) {
        return readable(entry.id()).map(content -> {
            String html = content.html();
            return new MailContent(
                    content.id(),
                    content.language(),
                    content.messageId(),
                    content.date(),
                    content.from(),
                    content.replyTo(),
                    content.to(),
                    content.subject(),
                    content.text(),
                    html == null ? null : screen.shownInPage(entry.group(), html));
        });
    }

    private Optional<MailContent> readable(MailId id) {
        try {
            return outbox.content(id);
        } catch (UnreadablePayloadException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * Sends a mail again, as a new one.
     *
     * @return what became of the new one; empty if that is not possible
     */
    Optional<MailAnswerView> resend(OutboxEntry entry, Locale reader) {
        return resending.flatMap(one -> one.resend(entry.id())).map(answer -> MailAnswerView.of(answer, reader));
    }

    /** One mail with its attempts and its recipient. */
    public Optional<MailView> mail(MailId id, Locale reader) {
        return outbox.find(id).map(entry -> MailView.withPersonalData(entry, outbox.attempts(id), reader));
    }

    /**
     * Asks whether the ERP knows an owner.
     *
     * @throws UnknownCustomerGroupException if it does not
     */
    void requireKnown(SettingsOwner owner) {
        if (owner instanceof SettingsOwner.Group group) {
            screen.isAvailable(group.id());
        }
    }

    private static SavedView saved(StoredSettings saved, Map<String, String> values) {
        return new SavedView(
                true, saved.version(), saved.savedBy(), saved.savedAt().toString(), values, List.of(), List.of());
    }

    private boolean isAvailable(SettingsOwner owner) {
        return !(owner instanceof SettingsOwner.Group group) || screen.isAvailable(group.id());
    }

    private static String group(SettingsOwner owner) {
        return owner instanceof SettingsOwner.Group group ? group.id().value() : "";
    }

    private static String company(SettingsOwner owner) {
        return owner instanceof SettingsOwner.Company company ? company.id().value() : "";
    }

    private String name(SettingsOwner owner, Locale reader) {
        if (owner instanceof SettingsOwner.Group group) {
            return groups.find(group.id()).map(CustomerGroup::name).orElseGet(() -> group.id()
                    .value());
        }
        if (owner instanceof SettingsOwner.Company company) {
            String name = screen.companies()
                    .find(company.id())
                    .map(Company::name)
                    .orElseGet(() -> company.id().value());
            return Messages.in(reader).text("screen.title.company", Map.of("company", name));
        }
        return levelWord("screen.title.installation", Messages.in(reader));
    }

    /** A word that is another one where there is one company. */
    private String levelWord(String code, Messages words) {
        String ofOne = code + ".one";
        return words.text(words.has(ofOne) && !screen.companies().hasSeveral() ? ofOne : code);
    }

    /** What applies where this owner says nothing. */
    private EffectiveSettings shared(SettingsOwner owner) {
        return screen.inherited(owner).effective(screen.rules().builtInTexts());
    }

    private List<DriftView> drift(SettingsOwner owner, List<TextDrift> own, Locale reader) {
        List<DriftView> found = new ArrayList<>();
        own.forEach(drift -> found.add(DriftView.of(owner, drift, screen.companies(), reader)));
        if (owner.level() != Level.GROUP) {
            screen.drift(owner).forEach((other, drifted) -> {
                if (!other.equals(owner)) {
                    drifted.forEach(drift -> found.add(DriftView.of(other, drift, screen.companies(), reader)));
                }
            });
        }
        return found;
    }

    private static Set<Locale> languages(SettingsForm form) {
        Set<Locale> languages = new LinkedHashSet<>(TABS);
        FormValues.of(form).forEach((path, value) -> {
            String tag = FormValues.language(path);
            if (!tag.isEmpty() && !value.isEmpty()) {
                languages.add(Locale.forLanguageTag(tag));
            }
        });
        return languages;
    }

    private static Map<String, String> names(Collection<Locale> languages, Locale reader) {
        Map<String, String> names = new LinkedHashMap<>();
        languages.forEach(language -> names.put(language.toLanguageTag(), name(language, reader)));
        return names;
    }

    /** French without a country stands beside that of Canada: it has to say that it is another one. */
    private static String name(Locale language, Locale reader) {
        Messages words = Messages.in(reader);
        String own = "screen.language." + language.toLanguageTag();
        String name = words.has(own) ? words.text(own) : language.getDisplayName(reader);
        return name.isEmpty() ? language.toLanguageTag() : name.substring(0, 1).toUpperCase(reader) + name.substring(1);
    }

    private Map<String, String> absent(NotificationType type) {
        Map<String, String> empty = new HashMap<>();
        screen.rules().catalogue().fields(type).stream()
                .filter(ScreenData::isSometimesAbsent)
                .forEach(field -> empty.put(field.name(), ""));
        return empty;
    }

    private static boolean isSometimesAbsent(MergeField field) {
        return field.is(MergeField.Flag.MAY_BE_ABSENT) && !field.is(MergeField.Flag.SECRET);
    }

    private static String words(ClientSupport.Gap gap) {
        return gap.feature() + " – " + String.join(", ", gap.clients());
    }

    private String example(NotificationType type, String field) {
        return screen.rules()
                .catalogue()
                .field(type, field)
                .map(MergeField::example)
                .orElse("");
    }

    private String sender(SettingsOwner owner, SettingsForm form) {
        EffectiveSettings shared = shared(owner);
        String name = typedOr(form.getSenderName(), shared.senderName().map(Sourced::value));
        String address = typedOr(
                form.getSendFrom(), shared.sendFrom().map(found -> found.value().value()));
        return name.isEmpty() || address.isEmpty() ? address : name + " <" + address + ">";
    }

    private static String typedOr(String typed, Optional<String> inherited) {
        return typed.isBlank() ? inherited.orElse("") : typed.strip();
    }

    private static List<ViolationView> ordered(
            List<SettingsViolation> found, List<SectionView> sections, Locale reader) {
        List<String> order = new ArrayList<>();
        for (SectionView section : sections) {
            section.fields().forEach(field -> order.add(field.path()));
            section.texts().forEach(text -> order.add(text.path()));
            if (!section.mail().isEmpty()) {
                order.add(SettingsForm.property(NotificationType.ofCode(section.mail())));
            }
        }
        return found.stream()
                .map(violation -> ViolationView.of(violation, reader))
                .sorted(Comparator.comparingInt(violation -> place(order, violation.path())))
                .toList();
    }

    private static int place(List<String> order, String path) {
        int place = order.indexOf(path);
        for (int i = 0; place < 0 && i < order.size(); i++) {
            if (path.startsWith(order.get(i) + ".") || path.startsWith(order.get(i) + "[")) {
                place = i;
            }
        }
        return place < 0 ? order.size() : place;
    }

    /** The sections of one screen. */
    private final class Sections {
        private final EffectiveSettings shared;
        private final List<TextDrift> drift;
        private final Collection<Locale> languages;
        /** What fields look like in a mail: nobody needs it who only asks for the order of the page. */
        private final Function<NotificationType, Map<String, String>> examples;

        private final Locale reader;
        private final Messages words;

        Sections(
                EffectiveSettings shared,
                List<TextDrift> drift,
                Collection<Locale> languages,
                Function<NotificationType, Map<String, String>> examples,
                Locale reader) {
            this.shared = shared;
            this.drift = drift;
            this.languages = languages;
            this.examples = examples;
            this.reader = reader;
            this.words = Messages.in(reader);
        }

        List<SectionView> all() {
            List<SectionView> all = new ArrayList<>();
            all.add(section(
                    "addresses",
                    List.of(
                            field(Setting.ACCESS_REQUESTS_TO, "email"),
                            field(Setting.SEND_FROM, "email"),
                            field(Setting.SENDER_NAME, "text"),
                            field(Setting.REPLY_TO, "email"),
                            field(Setting.FAILURES_TO, "email"))));
            NotificationType.onScreen().forEach(type -> all.add(ofMail(type)));
            all.add(section(
                    "languages",
                    List.of(
                            choice(Setting.LANGUAGE, tags()),
                            toggle(Setting.FRENCH_REQUIRED),
                            choice(Setting.MAIL_LANGUAGES, mailLanguages()),
                            choice(Setting.SECOND_LANGUAGE, withNothing(tags())))));
            List<FieldView> look = new ArrayList<>(List.of(
                    choice(Setting.LAYOUT, onOrOff()),
                    field(Setting.ACCENT_COLOUR, "colour"),
                    field(Setting.LOGO, "image"),
                    field(Setting.DARK_LOGO, "image")));
            for (Locale language : languages) {
                for (BrandText what : BrandText.values()) {
                    look.add(ofBrand(what, language));
                }
            }
            all.add(section("appearance", look));
            return all;
        }

        private SectionView section(String id, List<FieldView> fields) {
            return new SectionView(
                    id,
                    words.text("screen.section." + id),
                    optional("screen.lead." + id),
                    "",
                    fields,
                    List.of(),
                    List.of(),
                    false);
        }

        private SectionView ofMail(NotificationType type) {
            FieldCatalogue catalogue = screen.rules().catalogue();
            return new SectionView(
                    "mail-" + type.code(),
                    words.text("screen.mail." + type.code()),
                    words.text("screen.lead." + type.code()),
                    type.code(),
                    type.governedBy().map(one -> toggle(Setting.of(one))).stream()
                            .toList(),
                    languages.stream().map(language -> text(type, language)).toList(),
                    mergeFields(type),
                    catalogue.fields(type).stream().anyMatch(ScreenData::isSometimesAbsent));
        }

        private SectionView.TextTabView text(NotificationType type, Locale language) {
            String property = SettingsForm.property(type);
            EffectiveText inherited = shared.text(type, language);
            return new SectionView.TextTabView(
                    language.toLanguageTag(),
                    property + ".translations[" + language.toLanguageTag() + "]",
                    words.text("screen.label." + property + ".subject"),
                    words.text("screen.label." + property + ".content"),
                    TextView.of(inherited.text()),
                    inherited.language().toLanguageTag(),
                    levelName(inherited.level()),
                    drift.stream()
                            .anyMatch(one -> one instanceof TextDrift.OfMail mail
                                    && mail.type() == type
                                    && mail.language().equals(language)));
        }

        private List<MergeFieldView> mergeFields(NotificationType type) {
            Map<String, String> shown = examples.apply(type);
            return screen.rules().catalogue().fields(type).stream()
                    .map(field -> new MergeFieldView(
                            field.name(),
                            field.label(reader),
                            shown.getOrDefault(field.name(), ""),
                            field.is(MergeField.Flag.LIST),
                            field.is(MergeField.Flag.SECRET),
                            field.is(MergeField.Flag.REQUIRED_IN_CONTENT)
                                    || field.is(MergeField.Flag.ONE_REQUIRED_IN_CONTENT)
                                    || field.is(MergeField.Flag.REQUIRED_WHILE_SWITCHED_ON),
                            field.is(MergeField.Flag.LINK),
                            field.is(MergeField.Flag.MAY_BE_ABSENT)))
                    .toList();
        }

        private <T> FieldView field(Setting<T> setting, String kind) {
            return field(setting, kind, List.of());
        }

        private FieldView toggle(Setting<Boolean> setting) {
            return field(setting, "switch", List.of());
        }

        private <T> FieldView choice(Setting<T> setting, List<FieldView.OptionView> options) {
            return field(setting, "choice", options);
        }

        private <T> FieldView field(Setting<T> setting, String kind, List<FieldView.OptionView> options) {
            Optional<Sourced<T>> inherited =
                    shared.get(setting).filter(found -> setting.builtIn().isEmpty());
            String name = setting.name();
            return new FieldView(
                    name,
                    kind,
                    words.text("screen.label." + name),
                    optional("screen.help." + name),
                    "",
                    inherited.map(found -> setting.write(found.value())).orElse(""),
                    inherited.map(found -> levelName(found.level())).orElse(""),
                    options,
                    kind.equals("switch") ? words.text("screen.on." + name) : "",
                    kind.equals("switch") ? words.text("screen.off." + name) : "",
                    setting == Setting.SENDER_NAME ? 100 : 0);
        }

        private FieldView ofBrand(BrandText what, Locale language) {
            Optional<Sourced<String>> inherited = shared.brandText(what, language)
                    .or(() -> what.isShared() ? Optional.of(shared.sharedBrandText(what, language)) : Optional.empty());
            return new FieldView(
                    "brand[" + language.toLanguageTag() + "]." + what.code(),
                    what == BrandText.LOGO_TEXT ? "text" : "lines",
                    words.text("screen.label." + what.code()),
                    optional("screen.help." + what.code()),
                    language.toLanguageTag(),
                    inherited.map(Sourced::value).orElse(""),
                    inherited.map(found -> levelName(found.level())).orElse(""),
                    List.of(),
                    "",
                    "",
                    what.maxLength());
        }

        private String levelName(Level level) {
            return levelWord("screen.level." + level.code(), words);
        }

        private String optional(String code) {
            return words.has(code) ? levelWord(code, words) : "";
        }

        private List<FieldView.OptionView> tags() {
            return languages.stream()
                    .map(language -> new FieldView.OptionView(language.toLanguageTag(), name(language, reader)))
                    .toList();
        }

        private List<FieldView.OptionView> withNothing(List<FieldView.OptionView> options) {
            List<FieldView.OptionView> all = new ArrayList<>();
            all.add(new FieldView.OptionView("", words.text("screen.inherit")));
            all.addAll(options);
            return all;
        }

        private List<FieldView.OptionView> mailLanguages() {
            return withNothing(Stream.of(MailLanguages.values())
                    .map(one -> new FieldView.OptionView(one.code(), words.text("screen.mailLanguages." + one.code())))
                    .toList());
        }

        private List<FieldView.OptionView> onOrOff() {
            return withNothing(List.of(
                    new FieldView.OptionView("true", words.text("screen.on.layout")),
                    new FieldView.OptionView("false", words.text("screen.off.layout"))));
        }
    }
}
