package org.portalemails.template.html;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.portalemails.language.VisibleText;

/** The addresses of the links of a text part: each on a line of its own below the line that holds the link. */
final class TextLinks {
    /** What parts the words of a label: blanks, brackets, quotation marks, and the end of a sentence. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile(
            "[\\s\u00a0\u202f\"()<>\\[\\],:;\\p{Pi}\\p{Pf}]+|[.?!](?=[\\s\u00a0\u202f\"()<>\\[\\],:;\\p{Pi}\\p{Pf}]|$)");

    /**
     * A link that is open.
     *
     * @param address where it leads; empty if a reader can do nothing with it
     * @param from how much had been written when it began
     */
    private record Link(String address, int from) {}

    /**
     * A link on the current line.
     *
     * @param address where it leads
     * @param label what it shows
     */
    private record Named(String address, String label) {}

    private final TextLayout layout;
    /** Links whose addresses follow when the line ends. */
    private final List<Named> linksOfLine = new ArrayList<>();

    private @Nullable Link link;
    private boolean shows;

    TextLinks(TextLayout layout) {
        this.layout = layout;
    }

    /** A link begins; one that is open ends. */
    void begin(String href) {
        end();
        link = new Link(address(href), layout.length());
        shows = false;
    }

    /** Text follows, perhaps in a link. */
    void shows(String text) {
        Link here = link;
        if (here == null) {
            return;
        }
        shows = shows || VisibleText.isIn(text);
        if (text.indexOf(HtmlToText.BLANK) >= 0 && !here.address().isEmpty() && !isHole(here.address())) {
            layout.flow(String.valueOf(HtmlToText.UNDECIDED));
        }
        if (!here.address().isEmpty() && beginsWithAddress(text, here)) {
            layout.apart();
        }
    }

    /**
     * An image follows, perhaps in a link.
     *
     * @param text what is read in its place
     * @param seen whether the reader's program loads it
     */
    void image(String text, boolean seen) {
        shows |= seen || VisibleText.isIn(text);
    }

    /** Whether addresses follow when the line ends. */
    boolean isPending() {
        return !linksOfLine.isEmpty();
    }

    /** The link ends, if one is open. */
    void end() {
        Link ended = link;
        link = null;
        if (ended == null || ended.address().isEmpty()) {
            return;
        }
        String label = layout.since(ended.from());
        if (!label.isEmpty() && isSame(label, ended.address())) {
            layout.apart();
        } else if (shows) {
            linksOfLine.add(new Named(ended.address(), label));
            if (label.isEmpty() || layout.isAtLineStart()) {
                // There is nothing on this line that it could follow.
                endLine(1);
            }
        }
    }

    /**
     * The addresses of the links that were on this line, then so many line breaks at least.
     *
     * @return whether there were any; then at least one line break follows
     */
    boolean endLine(int breaks) {
        boolean any = !linksOfLine.isEmpty();
        if (any) {
            List<Named> links = List.copyOf(linksOfLine);
            linksOfLine.clear();
            String last = "";
            for (Named named : links) {
                if (!named.address().equals(last)) {
                    layout.newLine(1);
                    layout.flow(links.size() > 1 && !named.label().isEmpty() ? named.label() + " – " : "");
                    layout.flow(named.address());
                    last = named.address();
                }
            }
            layout.newLine(1);
        }
        if (breaks > 0) {
            layout.newLine(breaks);
        }
        return any;
    }

    /** Whether a link begins to show where it leads, so that a reader's program will find the address there. */
    private boolean beginsWithAddress(String shown, Link here) {
        if (layout.length() != here.from()) {
            return false;
        }
        String start = shown.stripLeading();
        return start.startsWith(here.address()) || start.startsWith(plain(here.address()));
    }

    /** What a reader needs of a link: the address without the scheme of mails and telephones; nothing of a place in the text. */
    private static String address(String href) {
        String link = href.strip();
        if (link.startsWith("#")) {
            return "";
        }
        for (String scheme : List.of("mailto:", "tel:", "sms:")) {
            if (link.regionMatches(true, 0, scheme, 0, scheme.length())) {
                int query = link.indexOf('?');
                return LinkValue.decoded(link.substring(scheme.length(), query < 0 ? link.length() : query));
            }
        }
        return link;
    }

    private static boolean isSame(String shown, String address) {
        if (plain(shown).equals(plain(address))) {
            return true;
        }
        if (address.indexOf('@') > 0 && address.indexOf('/') < 0) {
            // Not a part of another one, as in "not-help@…".
            return Arrays.stream(BETWEEN_WORDS.split(shown)).anyMatch(address::equalsIgnoreCase);
        }
        String number = digits(address);
        return !number.isEmpty() && LinkValue.isPhone(address) && digits(shown).equals(number);
    }

    /** An address that is filled in later; nothing that a link shows beside it is the same. */
    private static boolean isHole(String address) {
        return address.length() == 2 && address.charAt(0) == HtmlToText.HOLE;
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        text.chars().filter(c -> c >= '0' && c <= '9').forEach(c -> digits.append((char) c));
        return digits.toString();
    }

    private static String plain(String address) {
        String plain = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        return plain.regionMatches(true, 0, "https://", 0, 8) ? plain.substring(8) : plain;
    }
}
