package org.portalemails.address;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/**
 * Turns the domain of an address into A-labels, or refuses it.
 *
 * <p>Follows IDNA 2008 (RFC 5891, 5892) as far as the Unicode data of the JDK tell it: letters, marks and digits that
 * normalization leaves as they are. Only capitals become small; so the A-label always leads back to what was typed.
 * {@code java.net.IDN} follows IDNA 2003 and sends mail for {@code faß.de} to {@code fass.de}, which belongs to somebody else.
 * Characters that IDNA 2008 allows only in context (joiners, middle dots) are refused.
 */
final class DomainName {
    private static final int MAX_LENGTH = 253;
    private static final int MAX_LABEL_LENGTH = 63;
    private static final String PREFIX = "xn--";

    /** RFC 5892, section 2.6: allowed though they do not look so; and the dotless i, which folds to itself. */
    private static final Set<Integer> ALLOWED = Set.of(0xdf, 0x131, 0x3c2, 0x6fd, 0x6fe, 0xf0b, 0x3007);

    /** RFC 5892, section 2.6: not allowed though they look so. */
    private static final Set<Integer> DISALLOWED =
            Set.of(0x640, 0x7fa, 0x302e, 0x302f, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303b);

    private DomainName() {}

    /**
     * Reads a domain.
     *
     * @return lower case, only letters, digits, hyphens and dots of ASCII
     * @throws EmailAddressException naming the rule
     */
    static String ascii(String domain) {
        if (domain.indexOf('.') < 0) {
            throw new EmailAddressException(
                    domain.isEmpty() ? AddressRule.DOMAIN_LABEL : AddressRule.DOMAIN_WITHOUT_DOT);
        }
        StringBuilder out = new StringBuilder(domain.length() + 16);
        String label = "";
        int from = 0;
        while (from <= domain.length()) {
            int dot = domain.indexOf('.', from);
            int to = dot < 0 ? domain.length() : dot;
            label = label(domain.substring(from, to));
            out.append(label);
            if (dot >= 0) {
                out.append('.');
            }
            from = to + 1;
        }
        if (!isTopLevel(label)) {
            throw new EmailAddressException(AddressRule.TOP_LEVEL_DOMAIN);
        }
        if (out.length() > MAX_LENGTH) {
            throw new EmailAddressException(AddressRule.TOO_LONG);
        }
        return out.toString();
    }

    static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Letters and marks that show nothing: Default_Ignorable_Code_Point of the Unicode data, as far as it is not Cf or Cn. */
    static boolean isInvisible(int c) {
        return c == 0x034f
                || c == 0x115f
                || c == 0x1160
                || c == 0x17b4
                || c == 0x17b5
                || c >= 0x180b && c <= 0x180f
                || c == 0x3164
                || c >= 0xfe00 && c <= 0xfe0f
                || c == 0xffa0
                || c >= 0xe0100 && c <= 0xe01ef;
    }

    private static String label(String typed) {
        String label = lowerCase(typed);
        boolean ascii = label.chars().allMatch(c -> c < 0x80);
        String result = ascii ? label : PREFIX + encoded(label);
        if (!isLettersDigitsHyphens(result)) {
            throw new EmailAddressException(AddressRule.DOMAIN_LABEL);
        }
        if (ascii && label.startsWith(PREFIX)) {
            requireALabel(label);
        } else if (ascii && label.startsWith("--", 2)) {
            // Reserved for prefixes of the future (RFC 5890, section 2.3.1).
            throw new EmailAddressException(AddressRule.INTERNATIONAL_DOMAIN);
        }
        return result;
    }

    /**
     * Lower case where that has a way back. A whole string would be lowered by context (a final sigma), and some capitals become
     * letters of another script (the Kelvin sign); such capitals stay, and are refused.
     */
    private static String lowerCase(String typed) {
        StringBuilder out = new StringBuilder(typed.length());
        typed.codePoints().forEach(c -> {
            int lower = Character.toLowerCase(c);
            out.appendCodePoint(Character.toUpperCase(lower) == c ? lower : c);
        });
        return out.toString();
    }

    private static String encoded(String label) {
        if (!isULabel(label)) {
            throw new EmailAddressException(AddressRule.INTERNATIONAL_DOMAIN);
        }
        return Punycode.encode(label);
    }

    /** An A-label that is typed must lead to a U-label and back. */
    private static void requireALabel(String label) {
        String decoded = Punycode.decode(label.substring(PREFIX.length()));
        if (decoded == null
                || decoded.chars().allMatch(c -> c < 0x80)
                || !isULabel(decoded)
                || !label.equals(PREFIX + Punycode.encode(decoded))) {
            throw new EmailAddressException(AddressRule.INTERNATIONAL_DOMAIN);
        }
    }

    private static boolean isLettersDigitsHyphens(String label) {
        if (label.isEmpty() || label.length() > MAX_LABEL_LENGTH || label.startsWith("-") || label.endsWith("-")) {
            return false;
        }
        return label.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
    }

    private static boolean isULabel(String label) {
        if (label.length() > MAX_LABEL_LENGTH
                || label.startsWith("-")
                || label.endsWith("-")
                || label.startsWith("--", 2)
                || isMark(label.codePointAt(0))
                || !Normalizer.isNormalized(label, Normalizer.Form.NFC)) {
            return false;
        }
        return label.codePoints().allMatch(DomainName::isAllowed) && followsBidiRule(label);
    }

    /** RFC 5892, section 2: LetterDigits that are not Unstable; and the hyphen. */
    private static boolean isAllowed(int c) {
        if (c < 0x80) {
            return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
        }
        boolean letterOrDigit =
                switch (Character.getType(c)) {
                    case Character.LOWERCASE_LETTER,
                            Character.OTHER_LETTER,
                            Character.MODIFIER_LETTER,
                            Character.NON_SPACING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.DECIMAL_DIGIT_NUMBER -> true;
                    default -> false;
                };
        return ALLOWED.contains(c) || letterOrDigit && !isInvisible(c) && !DISALLOWED.contains(c) && isStable(c);
    }

    /** RFC 5892, section 2.2: neither compatibility forms nor letters that case folding makes into others, such as an iota below. */
    private static boolean isStable(int c) {
        String character = Character.toString(c);
        String normalized = Normalizer.normalize(character, Normalizer.Form.NFKC);
        // The JDK has no case folding; up and down again folds the same, but for the small letters of the Cherokee,
        // which fold up.
        String folded = normalized.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        boolean cherokee = c >= 0x13f8 && c <= 0x13fd || c >= 0xab70 && c <= 0xabbf;
        return character.equals(normalized)
                && character.equals(Normalizer.normalize(folded, Normalizer.Form.NFKC))
                && !cherokee;
    }

    /** RFC 5893, section 2, for one label: what is written from right to left is so from one end to the other. */
    private static boolean followsBidiRule(String label) {
        boolean rightToLeft = label.codePoints().anyMatch(c -> switch (Character.getDirectionality(c)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                    Character.DIRECTIONALITY_ARABIC_NUMBER -> true;
            default -> false;
        });
        if (!rightToLeft) {
            return true;
        }
        boolean european = false;
        boolean arabic = false;
        boolean endsWell = false;
        for (int i = 0; i < label.length(); ) {
            int c = label.codePointAt(i);
            byte direction = Character.getDirectionality(c);
            boolean strong = direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                    || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
            if (i == 0 && !strong || direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT) {
                return false;
            }
            european |= direction == Character.DIRECTIONALITY_EUROPEAN_NUMBER;
            arabic |= direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
            if (direction != Character.DIRECTIONALITY_NONSPACING_MARK) {
                endsWell = strong
                        || direction == Character.DIRECTIONALITY_EUROPEAN_NUMBER
                        || direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
            }
            i += Character.charCount(c);
        }
        return endsWell && !(european && arabic);
    }

    /** Two or more letters, or an A-label: a top-level domain with digits could be taken for an IP address. */
    private static boolean isTopLevel(String label) {
        return label.length() >= 2 && (label.startsWith(PREFIX) || label.chars().allMatch(c -> c >= 'a' && c <= 'z'));
    }
}
