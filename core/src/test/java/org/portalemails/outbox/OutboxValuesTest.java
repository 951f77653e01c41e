package org.portalemails.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.MailId;
import org.portalemails.email.PersonName;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.EventId;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.spi.AppendCondition;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.Disposition;
import org.portalemails.outbox.spi.StoredPayload;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleMails;

@DisplayName("In the outbox,")
class OutboxValuesTest {
    private static final CompanyId COMPANY = CompanyId.DEFAULT;

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Nested
    @DisplayName("a query")
    class Queries {
        private final EmailAddress marie = EmailAddress.of("marie@erables.example");

        @Test
        @DisplayName("asks for everything, a hundred at a time, until it is narrowed")
        void all() {
            assertThat(OutboxQuery.all())
                    .isEqualTo(
                            new OutboxQuery(Set.of(), null, null, null, null, null, null, null, null, null, null, 100));
        }

        @Test
        @DisplayName("keeps every condition, in whatever order they are given")
        void conditions() {
            OutboxQuery wanted = new OutboxQuery(
                    Set.of(EntryState.DEAD, EntryState.SENT),
                    SampleEvents.GROUP,
                    COMPANY,
                    marie,
                    "lavoie",
                    NotificationType.RESET_PASSWORD,
                    "rejected",
                    "north",
                    NOON,
                    NOON.plusSeconds(1),
                    null,
                    7);
            assertThat(OutboxQuery.all()
                            .inState(EntryState.DEAD, EntryState.SENT)
                            .ofGroup(SampleEvents.GROUP)
                            .ofCompany(COMPANY)
                            .toRecipient(marie)
                            .toPerson("lavoie")
                            .forReason("rejected")
                            .by("north")
                            .ofType(NotificationType.RESET_PASSWORD)
                            .announced(NOON, NOON.plusSeconds(1))
                            .atMost(7))
                    .isEqualTo(wanted);
            assertThat(OutboxQuery.all()
                            .atMost(7)
                            .announced(NOON, NOON.plusSeconds(1))
                            .ofType(NotificationType.RESET_PASSWORD)
                            .toRecipient(marie)
                            .toPerson("lavoie")
                            .forReason("rejected")
                            .by("north")
                            .ofGroup(SampleEvents.GROUP)
                            .ofCompany(COMPANY)
                            .inState(EntryState.SENT, EntryState.DEAD))
                    .isEqualTo(wanted);
            assertThat(wanted.toString())
                    .contains("DEAD", "WHOLESALE-QC", "limit 7")
                    .doesNotContain("marie");
        }

        @Test
        @DisplayName("returns 1 to 10,000 entries")
        void limits() {
            assertThat(OutboxQuery.all().atMost(1).limit()).isEqualTo(1);
            assertThat(OutboxQuery.all().atMost(10_000).limit()).isEqualTo(10_000);
            for (int limit : new int[] {0, -1, 10_001}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> OutboxQuery.all().atMost(limit));
            }
        }
    }

    @Nested
    @DisplayName("a hold")
    class Holds {
        @Test
        @DisplayName("covers one group, or everything, and is found again by its key")
        void scopes() {
            CustomerGroupId one = new CustomerGroupId("*");
            HoldScope group = HoldScope.group(one);
            assertThat(group.covers(one, COMPANY, "default")).isTrue();
            assertThat(group.covers(SampleEvents.GROUP, COMPANY, "default")).isFalse();
            assertThat(HoldScope.EVERYTHING.covers(one, COMPANY, "default")).isTrue();
            HoldScope company = HoldScope.company(COMPANY);
            assertThat(company.covers(one, COMPANY, "default")).isTrue();
            assertThat(company.covers(one, new CompanyId("default2"), "default"))
                    .isFalse();
            HoldScope route = HoldScope.route("north");
            assertThat(route.covers(one, COMPANY, "north")).isTrue();
            assertThat(route.covers(one, COMPANY, "default")).isFalse();
            assertThat(company.key()).isEqualTo("c:default");
            assertThat(route.key()).isEqualTo("r:north");
            assertThat(group.key()).isEqualTo("g:*");
            assertThat(HoldScope.EVERYTHING.key()).isEqualTo("*");
            for (HoldScope scope :
                    List.of(group, company, route, HoldScope.EVERYTHING, HoldScope.group(SampleEvents.GROUP))) {
                assertThat(HoldScope.ofKey(scope.key())).isEqualTo(scope);
            }
            for (String key : List.of("", "g", "h:x", "everything", "g:")) {
                assertThatIllegalArgumentException().isThrownBy(() -> HoldScope.ofKey(key));
            }
        }

        @Test
        @DisplayName("has a reason of at most 300 characters")
        void reason() {
            assertThat(new Hold(HoldScope.EVERYTHING, Hold.Cause.OPERATOR, "x".repeat(300), NOON).reason())
                    .hasSize(300);
            for (String reason : List.of("", " ", "x".repeat(301))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> new Hold(HoldScope.EVERYTHING, Hold.Cause.OPERATOR, reason, NOON));
            }
        }

        @ParameterizedTest
        @EnumSource
        @DisplayName("has a cause with a stable name")
        void causes(Hold.Cause cause) {
            assertThat(cause.code()).matches("[a-z]+");
            assertThat(Hold.Cause.ofCode(cause.code())).isEqualTo(cause);
            assertThatIllegalArgumentException().isThrownBy(() -> Hold.Cause.ofCode("x"));
        }
    }

    @Nested
    @DisplayName("an entry")
    class Entries {
        @Test
        @DisplayName("is in one of eight states, of which four are final")
        void states() {
            assertThat(Stream.of(EntryState.values()).filter(EntryState::isFinal))
                    .containsExactly(EntryState.SENT, EntryState.EXPIRED, EntryState.CANCELLED, EntryState.SKIPPED);
            assertThat(Stream.of(EntryState.values()).map(EntryState::code))
                    .containsExactly("queued", "sending", "waiting", "sent", "dead", "expired", "cancelled", "skipped");
            for (EntryState state : EntryState.values()) {
                assertThat(EntryState.ofCode(state.code())).isEqualTo(state);
            }
            assertThatIllegalArgumentException().isThrownBy(() -> EntryState.ofCode("SENT"));
        }

        @Test
        @DisplayName("that is to be sent is superseded by a key of at most 191 characters")
        void supersedes() {
            PlannedMail.Send mail = SampleMails.plain();
            assertThat(new PlannedMail.Send(mail.mail(), "x".repeat(191)).supersedes())
                    .hasSize(191);
            assertThatIllegalArgumentException().isThrownBy(() -> new PlannedMail.Send(mail.mail(), "x".repeat(192)));
        }

        @Test
        @DisplayName("that is skipped keeps its identity and its recipient, and tells the latter to nobody")
        void skipped() {
            PlannedMail.Send mail = SampleMails.plain("WHOLESALE-QC", "Marie@erables.example");
            PlannedMail.Skip skipped = mail.skipped(SkipReason.POLICY);
            assertThat(skipped)
                    .isEqualTo(new PlannedMail.Skip(
                            mail.id(),
                            mail.eventId(),
                            mail.type(),
                            mail.group(),
                            "marie@erables.example",
                            PersonName.key(mail.mail().to().displayName()),
                            SkipReason.POLICY,
                            CompanyId.DEFAULT));
            assertThat(mail.type()).isEqualTo(mail.mail().type());
            assertThat(skipped)
                    .hasToString("Skip[" + mail.id() + ", " + mail.type().code() + ", policy]");
        }

        @Test
        @DisplayName("shows its state and its reason in a log, and never its recipient")
        void inLogs() {
            assertThat(entry(null)).hasToString("OutboxEntry[" + entry(null).id() + ", x-mail, group G, dead]");
            assertThat(entry("bad-address").toString())
                    .endsWith(", dead, bad-address]")
                    .doesNotContain("marie");
        }

        private OutboxEntry entry(String reason) {
            return new OutboxEntry(
                    new org.portalemails.email.MailId("m1"),
                    new EventId("e1"),
                    "x-mail",
                    new CustomerGroupId("G"),
                    "marie@erables.example",
                    EntryState.DEAD,
                    reason,
                    NOON,
                    null,
                    null,
                    NOON,
                    1,
                    0,
                    null,
                    true,
                    COMPANY,
                    "default",
                    null,
                    false,
                    null);
        }
    }

    @Nested
    @DisplayName("a delivery attempt")
    class Turns {
        @Test
        @DisplayName("ends with a reason that fits its column and its state, and no code means two things")
        void reasons() {
            List<String> codes = new ArrayList<>();
            for (EntryReason reason : EntryReason.values()) {
                codes.add(reason.code());
                switch (reason.state()) {
                    case QUEUED -> {
                        assertThat(Disposition.Again.untouched(reason).reason()).isEqualTo(reason);
                        assertThatIllegalArgumentException().isThrownBy(() -> new Disposition.Wait(reason));
                        assertThatIllegalArgumentException().isThrownBy(() -> new Disposition.End(reason));
                    }
                    case WAITING -> {
                        assertThat(new Disposition.Wait(reason).reason()).isEqualTo(reason);
                        assertThatIllegalArgumentException().isThrownBy(() -> Disposition.Again.untouched(reason));
                        assertThatIllegalArgumentException().isThrownBy(() -> new Disposition.End(reason));
                    }
                    default -> {
                        assertThat(new Disposition.End(reason).state())
                                .isIn(EntryState.DEAD, EntryState.EXPIRED, EntryState.CANCELLED, EntryState.SKIPPED);
                        assertThatIllegalArgumentException().isThrownBy(() -> new Disposition.Wait(reason));
                        assertThatIllegalArgumentException().isThrownBy(() -> Disposition.Again.untouched(reason));
                    }
                }
            }
            assertThat(codes).doesNotHaveDuplicates().allMatch(code -> code.matches("[a-z-]{1,64}"));
        }

        @Test
        @DisplayName("comes again later or at once, not in the past")
        void again() {
            assertThat(Disposition.Again.untouched(EntryReason.NOT_TRIED))
                    .isEqualTo(new Disposition.Again(Duration.ZERO, false, false, EntryReason.NOT_TRIED));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Disposition.Again(Duration.ofNanos(-1), true, false, EntryReason.TRY_LATER));
        }

        @Test
        @DisplayName("is claimed by a named node, for a positive time, at most a thousand together")
        void claims() {
            assertThat(new ClaimRequest("n".repeat(100), 1000, Duration.ofNanos(1)).shares())
                    .containsExactly(new ClaimRequest.Share("default", 1000));
            assertThatIllegalArgumentException().isThrownBy(() -> new ClaimRequest(" ", 1, Duration.ofSeconds(1)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ClaimRequest("n".repeat(101), 1, Duration.ofSeconds(1)));
            assertThatIllegalArgumentException().isThrownBy(() -> new ClaimRequest("n", 0, Duration.ofSeconds(1)));
            assertThatIllegalArgumentException().isThrownBy(() -> new ClaimRequest("n", 1001, Duration.ofSeconds(1)));
            assertThatIllegalArgumentException().isThrownBy(() -> new ClaimRequest("n", 1, Duration.ZERO));
            assertThatIllegalArgumentException().isThrownBy(() -> new ClaimRequest("n", 1, Duration.ofSeconds(-1)));
        }

        @Test
        @DisplayName("leaves facts that fit into their columns")
        void facts() {
            AttemptFacts full = new AttemptFacts(
                    "n", "o".repeat(32), "p".repeat(32), 550, "5".repeat(16), "t".repeat(300), Duration.ZERO);
            assertThat(full.text()).hasSize(300);
            assertThat(new AttemptFacts("n", "sent", null, 0, null, null, Duration.ZERO).phase())
                    .isNull();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new AttemptFacts("n", "o".repeat(33), null, 0, null, null, Duration.ZERO))
                    .withMessageStartingWith("outcome");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new AttemptFacts("n", "o", "p".repeat(33), 0, null, null, Duration.ZERO))
                    .withMessageStartingWith("phase");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new AttemptFacts("n", "o", null, 0, "5".repeat(17), null, Duration.ZERO))
                    .withMessageStartingWith("enhancedCode");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new AttemptFacts("n", "o", null, 0, null, "t".repeat(301), Duration.ZERO))
                    .withMessageStartingWith("text");
        }
    }

    @Nested
    @DisplayName("a secret")
    class Secrets {
        private final byte[] key = new byte[32];

        @Test
        @DisplayName("is sealed by a key with a name of 1 to 64 letters, digits, dots, hyphens and underscores")
        void keyIds() {
            for (String id : List.of("k", "azAZ09.-_", "k".repeat(64))) {
                assertThat(AesGcmSealer.of(id, key)).hasToString("AesGcmSealer[" + id + "]");
                assertThat(AesGcmSealer.of("first", key).alsoOpening(id, key)).hasToString("AesGcmSealer[first]");
            }
            for (String id : List.of("", "k".repeat(65), "a b", "é", "a/b", "a:b", "a@b", "a[b", "a`b", "a{b", "a\n")) {
                assertThatIllegalArgumentException().isThrownBy(() -> AesGcmSealer.of(id, key));
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> AesGcmSealer.of("first", key).alsoOpening(id, key));
            }
        }

        @Test
        @DisplayName("needs a key of 32 bytes")
        void keys() {
            for (int length : new int[] {0, 16, 31, 33}) {
                assertThatIllegalArgumentException().isThrownBy(() -> AesGcmSealer.of("k", new byte[length]));
            }
        }

        @Test
        @DisplayName("that is shorter than what every seal has is broken, not an error of its own")
        void tooShort() {
            AesGcmSealer sealer = AesGcmSealer.of("k", key);
            for (int length : new int[] {0, 12, 27, 28, 29}) {
                assertThatThrownBy(() -> sealer.open(new SealedSecret("k", new byte[length]), new byte[0]))
                        .isInstanceOfSatisfying(UnreadablePayloadException.class, e -> assertThat(e.reason())
                                .isEqualTo(UnreadablePayloadException.Reason.SEAL_BROKEN));
            }
            assertThat(sealer.seal(new byte[0], new byte[0]).toBytes()).hasSize(28);
            assertThat(sealer.open(sealer.seal(new byte[0], new byte[0]), new byte[0]))
                    .isEmpty();
        }

        @Test
        @DisplayName("is told apart from marks by a key of their own: HMAC-SHA-256 under HKDF-Expand of the host's key")
        void marks() {
            byte[] mark = AesGcmSealer.of("k1", new byte[32])
                    .authenticate("PE\u0002mail".getBytes(StandardCharsets.US_ASCII))
                    .toBytes();

            assertThat(HexFormat.of().formatHex(mark))
                    .as("computed by other tools")
                    .isEqualTo("1e553262ad4816607cd87cbe2450dded50dbc79269e27c9b69aede2d605e9f31");
            assertThat(AesGcmSealer.of("k2", new byte[32])
                            .authenticate("PE\u0002mail".getBytes(StandardCharsets.US_ASCII))
                            .toBytes())
                    .as("each key id has its own")
                    .isNotEqualTo(mark);
        }

        @Test
        @DisplayName("in clear text is bound to its row too")
        void clear() {
            PayloadSealer sealer = PayloadSealer.acceptingThatLinksCanBeReadInTheDatabase();
            assertThat(sealer.open(sealer.seal(new byte[0], new byte[] {1}), new byte[] {1}))
                    .isEmpty();
            assertThatThrownBy(() -> sealer.open(new SealedSecret("CLEAR-TEXT", new byte[3]), new byte[] {1}))
                    .isInstanceOfSatisfying(UnreadablePayloadException.class, e -> assertThat(e.reason())
                            .isEqualTo(UnreadablePayloadException.Reason.SEAL_BROKEN));
            assertThatThrownBy(() -> sealer.open(new SealedSecret("k", new byte[40]), new byte[] {1}))
                    .isInstanceOfSatisfying(UnreadablePayloadException.class, e -> assertThat(e.reason())
                            .isEqualTo(UnreadablePayloadException.Reason.KEY_UNKNOWN));
        }

        @Test
        @DisplayName("cannot be opened where mails are stored unprotected, which is named as an unknown key")
        void unprotected() {
            assertThatThrownBy(() -> PayloadSealer.unprotected().open(new SealedSecret("k", new byte[40]), new byte[0]))
                    .isInstanceOfSatisfying(UnreadablePayloadException.class, e -> assertThat(e.reason())
                            .isEqualTo(UnreadablePayloadException.Reason.KEY_UNKNOWN));
        }

        @Test
        @DisplayName("once sealed is equal by key and bytes, and cannot be changed from outside")
        void sealed() {
            byte[] bytes = {1, 2};
            SealedSecret sealed = new SealedSecret("k".repeat(64), bytes);
            bytes[0] = 9;
            sealed.toBytes()[1] = 9;
            assertThat(sealed.toBytes()).containsExactly(1, 2);
            assertThat(sealed)
                    .isEqualTo(new SealedSecret("k".repeat(64), new byte[] {1, 2}))
                    .hasSameHashCodeAs(new SealedSecret("k".repeat(64), new byte[] {1, 2}))
                    .isNotEqualTo(new SealedSecret("k", new byte[] {1, 2}))
                    .isNotEqualTo(new SealedSecret("k".repeat(64), new byte[] {1, 3}));
            assertThat(new SealedSecret("k", new byte[] {1}).hashCode())
                    .isNotEqualTo(new SealedSecret("l", new byte[] {1}).hashCode())
                    .isNotEqualTo(new SealedSecret("k", new byte[] {2}).hashCode());
            assertThatIllegalArgumentException().isThrownBy(() -> new SealedSecret("", bytes));
            assertThatIllegalArgumentException().isThrownBy(() -> new SealedSecret("k".repeat(65), bytes));
        }
    }

    @Test
    @DisplayName("a payload is equal by its bytes, cannot be changed from outside, and shows its size only")
    void payload() {
        byte[] bytes = {1, 2, 3};
        StoredPayload payload = StoredPayload.of(bytes);
        bytes[0] = 9;
        payload.toBytes()[1] = 9;
        assertThat(payload)
                .isEqualTo(StoredPayload.of(new byte[] {1, 2, 3}))
                .hasSameHashCodeAs(StoredPayload.of(new byte[] {1, 2, 3}))
                .isNotEqualTo(StoredPayload.of(new byte[] {1, 2}))
                .hasToString("StoredPayload[3 bytes]");
        assertThat(payload.size()).isEqualTo(3);
        assertThat(StoredPayload.of(new byte[] {1}).hashCode())
                .isNotEqualTo(StoredPayload.of(new byte[] {2}).hashCode());
    }

    @Test
    @DisplayName("what cannot be read says why, by a code")
    void unreadable() {
        assertThat(Stream.of(UnreadablePayloadException.Reason.values()).map(UnreadablePayloadException.Reason::code))
                .containsExactly(
                        "payload-damaged",
                        "payload-version-unknown",
                        "type-unknown",
                        "key-unknown",
                        "payload-not-authenticated",
                        "seal-broken");
        assertThat(new UnreadablePayloadException(UnreadablePayloadException.Reason.DAMAGED))
                .hasMessage("a stored mail cannot be read: payload-damaged");
    }

    @Test
    @DisplayName("there are none of a state that is not counted")
    void counts() {
        OutboxCounts counts = new OutboxCounts(Map.of(EntryState.DEAD, 2L), Duration.ZERO);
        assertThat(counts.in(EntryState.DEAD)).isEqualTo(2);
        assertThat(counts.in(EntryState.SENT)).isZero();
        assertThat(new OutboxAdministration.Erasure(1, 0).complete()).isTrue();
        assertThat(new OutboxAdministration.Erasure(1, 1).complete()).isFalse();
    }

    @Test
    @DisplayName("a reason of an operator's own is kept as it is, or refused")
    void reasons() {
        for (String reason : List.of("a", "z", "-", "by-hand", "x".repeat(64))) {
            assertThat(EntryReason.requireCode(reason)).isEqualTo(reason);
        }
        for (String reason : List.of("", "A", "a b", "a1", "a`", "a{", "é", "x".repeat(65))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EntryReason.requireCode(reason))
                    .withMessageStartingWith("reason:");
        }
    }

    @Test
    @DisplayName("the places of entries are in order from the newest on; of one moment, by their ids backwards")
    void places() {
        Instant when = Instant.parse("2026-11-24T12:00:00Z");
        OutboxQuery.Place newest = new OutboxQuery.Place(when.plusMillis(1), new MailId("a"));
        OutboxQuery.Place second = new OutboxQuery.Place(when, new MailId("b"));
        OutboxQuery.Place third = new OutboxQuery.Place(when, new MailId("a"));
        assertThat(Stream.of(third, newest, second).sorted()).containsExactly(newest, second, third);
        assertThat(second).isEqualByComparingTo(new OutboxQuery.Place(when, new MailId("b")));
    }

    @Test
    @DisplayName("every reason why a mail cannot be read ends its entry as dead")
    void unreadableEntries() {
        assertThat(UnreadablePayloadException.Reason.values())
                .allSatisfy(reason -> assertThat(reason.endReason().state()).isEqualTo(EntryState.DEAD));
    }

    @Test
    @DisplayName("a mark over a content is no hash that somebody else makes of it")
    void digest() throws NoSuchAlgorithmException {
        byte[] content = {1, 2, 3};
        assertThat(ContentDigest.of(content))
                .isEqualTo(ContentDigest.of(new byte[] {1, 2, 3}))
                .isNotEqualTo(MessageDigest.getInstance("SHA-256").digest(content))
                .hasSize(32);
    }

    @Test
    @DisplayName("suppressed addresses stand in no log")
    void withoutAddresses() {
        assertThat(new SuppressionList.Suppression(null, "marie@erables.example", "bounced", Instant.EPOCH))
                .hasToString("Suppression[bounced, since 1970-01-01T00:00:00Z]");
        assertThat(new AppendCondition(CompanyId.DEFAULT, Set.of(EmailAddress.of("marie@erables.example")), Map.of()))
                .hasToString("AppendCondition[1 addresses, settings of []]");
    }
}
