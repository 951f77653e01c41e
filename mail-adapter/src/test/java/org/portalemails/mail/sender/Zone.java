package org.portalemails.mail.sender;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.portalemails.address.EmailAddress;

/**
 * A zone of {@code zones.txt}.
 *
 * @param title of the zone
 * @param ask what is asked, by name
 * @param expected the reasons that a report must have
 * @param spf the result of check_host(); empty if it is not compared
 * @param dkim whether a verifier takes our mails; empty if it is not compared
 * @param data its records
 */
record Zone(String title, Map<String, String> ask, List<String> expected, String spf, String dkim, ZoneData data) {
    private static final Pattern STRING = Pattern.compile("\"([^\"]*)\"");

    /** All zones, with these public keys by name. */
    static List<Zone> all(Map<String, String> keys) throws IOException {
        String text;
        try (InputStream in = Zone.class.getResourceAsStream("/sender/zones.txt")) {
            text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        for (Map.Entry<String, String> key : keys.entrySet()) {
            text = text.replace("{" + key.getKey() + "}", key.getValue())
                    .replace("{" + key.getKey() + "+4}", key.getValue().substring(4));
        }
        List<Zone> zones = new ArrayList<>();
        for (String part : text.split("\n== ")) {
            if (!part.startsWith("#")) {
                zones.add(of(part.lines().toList()));
            }
        }
        return zones;
    }

    private static Zone of(List<String> lines) {
        Map<String, String> ask = new HashMap<>(Map.of("from", "portal@maples.example", "ip", "192.0.2.25"));
        Map<String, String> one = new HashMap<>();
        ZoneData data = new ZoneData();
        for (String line : lines.subList(1, lines.size())) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "" -> {}
                case "ask" ->
                    Arrays.stream(line.substring(4).split(" "))
                            .forEach(each -> ask.put(
                                    each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1)));
                case "expect", "spf", "dkim" -> one.put(words[0], line.substring(words[0].length() + 1));
                default -> data.with(words[0], words[1], strings(words[2]));
            }
        }
        List<String> expected = List.of(one.getOrDefault("expect", "").split(" "));
        return new Zone(lines.get(0), ask, expected, one.getOrDefault("spf", ""), one.getOrDefault("dkim", ""), data);
    }

    private static String[] strings(String value) {
        Matcher strings = STRING.matcher(value);
        List<String> found = new ArrayList<>();
        while (strings.find()) {
            found.add(strings.group(1));
        }
        return found.isEmpty() ? new String[] {value} : found.toArray(String[]::new);
    }

    EmailAddress from() {
        return EmailAddress.of(ask.get("from"));
    }

    EmailAddress envelope() {
        return EmailAddress.of(ask.getOrDefault("envelope", ask.get("from")));
    }

    EmailAddress replyTo() {
        return ask.containsKey("reply") ? EmailAddress.of(ask.get("reply")) : null;
    }

    /** What is checked by these keys, where the zone is asked for one. */
    DnsSenderCheck check(Resolver resolver, Map<String, String> keys) {
        DnsSenderCheck.Builder check =
                DnsSenderCheck.builder().resolver(resolver).envelope(from -> envelope());
        if (!ask.get("ip").equals("none")) {
            check.sendingFrom(List.of(ask.get("ip")));
        }
        if (ask.containsKey("include")) {
            check.spfInclude(ask.get("include"));
        }
        if (ask.containsKey("key")) {
            String[] key = ask.get("key").split("@");
            boolean edwards = key[0].equals("ed");
            check.signedWith(List.of(
                    new SigningKey(key[1], key[0], edwards ? "ed25519" : "rsa", keys.get(edwards ? "ed" : "rsa"))));
        }
        return check.build();
    }

    /** Without the 24 bytes that frame an RSA key of 2048 bits. */
    static String bare(String publicKey) {
        byte[] key = Base64.getDecoder().decode(publicKey);
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(key, 24, key.length));
    }

    @Override
    public String toString() {
        return title;
    }
}
