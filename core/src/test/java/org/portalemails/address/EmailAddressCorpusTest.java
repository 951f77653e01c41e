package org.portalemails.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.portalemails.template.mustache.Corpus;

@DisplayName("E-mail addresses against corpora")
@EnabledIfSystemProperty(named = Corpus.PROPERTY, matches = ".+", disabledReason = "needs the corpora")
class EmailAddressCorpusTest {
    private static final Set<String> MUST_REFUSE = Set.of("control", "comment", "displayname-or-group");

    /** Valid for the corpora, and refused by us: decision 0012, source routes. */
    private static final Set<String> OUR_CHOICE = Set.of(
            "user%uucp!path@berkeley.edu", "#!$%&'*+-/=?^_`{}|~@example.org", "%@apache.org", "joe!/blow@apache.org");

    private record Row(String address, boolean valid, String source, Set<String> features, boolean agreed) {}

    private static List<Row> rows() {
        return Corpus.rows("addresses.tsv").stream()
                .map(row -> new Row(
                        row.get(0),
                        row.get(1).equals("valid"),
                        row.get(2),
                        Set.of(row.get(4).split(",")),
                        row.get(5).equals("agreed")))
                .toList();
    }

    @Test
    @DisplayName("meet every verdict of the hard set")
    void hardSet() {
        Corpus.Tally tally = new Corpus.Tally("addresses.tsv, hard set");
        List<String> missed = new ArrayList<>();
        for (Row row : rows()) {
            if (row.features().equals(Set.of("-")) && row.agreed()) {
                if (OUR_CHOICE.contains(row.address())) {
                    assertThat(EmailAddress.brokenRule(row.address())).contains(AddressRule.SOURCE_ROUTE);
                    tally.add("refused by our choice");
                    continue;
                }
                boolean taken = EmailAddress.brokenRule(row.address()).isEmpty();
                tally.add(taken == row.valid() ? "met" : "missed");
                if (taken != row.valid()) {
                    missed.add(row.toString());
                }
            }
        }
        tally.print();
        assertThat(missed).isEmpty();
        assertThat(tally.count("met")).isGreaterThanOrEqualTo(125);
        assertThat(tally.count("refused by our choice")).isEqualTo(OUR_CHOICE.size());
    }

    @Test
    @DisplayName(
            "are refused with control characters, comments, display names, groups and spaces, whatever a source says")
    void mustRefuse() {
        Corpus.Tally tally = new Corpus.Tally("addresses.tsv, must be refused");
        for (Row row : rows()) {
            boolean must = row.features().stream().anyMatch(MUST_REFUSE::contains)
                    || row.features().contains("space") && !row.features().contains("quoted");
            if (must) {
                Optional<AddressRule> rule = EmailAddress.brokenRule(row.address());
                assertThat(rule).as(row.toString()).isPresent();
                tally.add("refused");
            }
        }
        tally.print();
        assertThat(tally.count("refused")).isGreaterThanOrEqualTo(110);
    }

    @Test
    @DisplayName("follow the policy in all other rows: decision 0012 says which and why")
    void policy() {
        List<String> refusedFeatures = List.of("quoted", "literal", "nodot", "long", "numeric-tld", "backslash");
        for (String feature : List.of(
                "quoted",
                "literal",
                "nodot",
                "long",
                "numeric-tld",
                "backslash",
                "nonascii",
                "hyphen34",
                "tld-policy",
                "reserved-tld",
                "fuzzdb-policy")) {
            Corpus.Tally tally = new Corpus.Tally("addresses.tsv, " + feature);
            for (Row row : rows()) {
                if (!row.features().contains(feature)) {
                    continue;
                }
                boolean taken = EmailAddress.brokenRule(row.address()).isEmpty();
                tally.add((taken ? "taken" : "refused") + " (source: " + (row.valid() ? "valid" : "invalid") + ")");
                if (refusedFeatures.contains(feature)) {
                    assertThat(taken).as(row.toString()).isFalse();
                }
                if (taken && !row.valid()) {
                    // The only rows we take against their source: rules about who may register what, not about syntax.
                    assertThat(row.features().contains("reserved-tld")
                                    || row.features().contains("fuzzdb-policy")
                                    || row.features().contains("tld-policy") && !row.agreed()
                                    || row.features().contains("nonascii")
                                            && row.source().equals("fuzzdb"))
                            .as(row.toString())
                            .isTrue();
                }
            }
            tally.print();
        }
    }

    @Test
    @DisplayName("let no character through that becomes a delimiter when it is cut to its low byte")
    void lowByteTruncation() {
        Corpus.Tally tally = new Corpus.Tally("low-byte-truncation.tsv");
        for (List<String> row : Corpus.rows("low-byte-truncation.tsv")) {
            String c = Character.toString(Integer.parseInt(row.get(0).substring(2), 16));
            for (String local : List.of(c, "a" + c, "a" + c + "b")) {
                assertThat(EmailAddress.brokenRule(local + "@example.com"))
                        .as(row.toString())
                        .isPresent();
            }
            try {
                String value = EmailAddress.of("a@b" + c + ".example").value();
                assertThat(value).matches("[\\x21-\\x7e]+").doesNotContain("<", ">", ",");
                assertThat(value.chars().filter(x -> x == '@')).hasSize(1);
                tally.add("refused before the @, ASCII behind it");
            } catch (EmailAddressException e) {
                tally.add("refused everywhere");
            }
        }
        tally.print();
    }

    @Test
    @DisplayName("refuse every invisible character")
    void invisible() {
        Corpus.Tally tally = new Corpus.Tally("invisible-characters.tsv, in addresses");
        for (List<String> row : Corpus.rows("invisible-characters.tsv")) {
            String c = Character.toString(Integer.parseInt(row.get(0).substring(2), 16));
            for (String address : List.of("a" + c + "b@example.com", c + "@example.com", "a@b" + c + "c.example")) {
                assertThat(EmailAddress.brokenRule(address)).as(row.toString()).isPresent();
            }
            tally.add("refused");
        }
        tally.print();
    }

    @Test
    @DisplayName("refuse header injections")
    void headerInjection() {
        Corpus.Tally tally = new Corpus.Tally("header-injection.tsv, in addresses");
        for (String payload : Corpus.texts("header-injection.tsv")) {
            for (String address : List.of(payload, "a@example.com" + payload, payload + "@example.com")) {
                try {
                    String value = EmailAddress.of(address).value();
                    assertThat(value).matches("[\\x21-\\x7e]+").doesNotContain("<", ">", ",", ":", ";");
                    tally.add("harmless");
                } catch (EmailAddressException e) {
                    tally.add("refused");
                }
            }
        }
        tally.print();
    }

    @Test
    @DisplayName("answer at once, however long the text is")
    void redos() {
        for (List<String> row : Corpus.rows("redos.tsv")) {
            String text = row.get(0) + row.get(1).repeat(Integer.parseInt(row.get(2))) + row.get(3);
            Optional<AddressRule> rule = EmailAddress.brokenRule(text);
            if (text.length() > 254) {
                assertThat(rule).contains(AddressRule.TOO_LONG);
            }
        }
    }
}
