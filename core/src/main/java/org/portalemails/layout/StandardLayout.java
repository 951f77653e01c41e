package org.portalemails.layout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;

/**
 * One column on a card: whose mail it is, a heading, what it says, who signs; below the card, why it came.
 *
 * <p>All looks are in the tags. The style sheet only adds dark colours and smaller margins for those clients that read it.
 */
final class StandardLayout implements MailLayout {
    static final MailLayout INSTANCE = new StandardLayout();

    /** The first character of a hole. */
    static final String HOLE = "\uffff";

    private static final Set<String> TO_THE_LEFT =
            Set.of("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ps", "sd", "ug", "ur", "yi");

    private static final String FONT = "font-family:'Segoe UI','Helvetica Neue',Helvetica,Arial,sans-serif;";
    private static final String WRAP = "word-wrap:break-word;overflow-wrap:break-word;";
    private static final String TABLE =
            "<table role=\"presentation\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" width=\"100%\"";

    /** Keeps what follows the preheader out of the list of an inbox. */
    private static final String PADDING = "&#847;&zwnj;&nbsp;".repeat(60);

    /** A client that does not understand one of the sheets drops that one only. */
    private static final String APART = "</style>\n<style>\n";

    /** For telephones: smaller margins, and a row's heading above what it heads. */
    private static final String SHEET =
            """
            :root{color-scheme:light dark;supported-color-schemes:light dark}
            @media (max-width:480px){
            .pe-pad{padding-left:20px!important;padding-right:20px!important}
            .pe-edge{padding:12px 8px 24px!important}
            .pe-card th[scope=row]{display:block!important;padding:8px 0 0!important;border:0!important}
            .pe-card th[scope=row]+td{display:block!important;padding:0 0 8px!important}
            }
            """;

    private static final int MOST_SHEETS = 1_000;
    private static final int MOST_PARTS = 1_000;
    private static final int LONGEST_PART = 4_000;

    private static final String END =
            """
            </td></tr>
            </table>
            <!--[if mso]></td></tr></table><![endif]-->
            </td></tr></table>
            </div>
            </body>
            </html>
            """;

    /** The sheets of the accents in use; bounded, and emptied when full. */
    private final Map<AccentColour, String> sheets = new ConcurrentHashMap<>();

    /** Signatures and footers in their looks: the same in every mail of a sender. Bounded, and emptied when full. */
    private final Map<Unstyled, StyledPart> parts = new ConcurrentHashMap<>();

    private StandardLayout() {}

    /** Whether a language is written from right to left. */
    static boolean isToTheLeft(Locale language) {
        return TO_THE_LEFT.contains(language.getLanguage())
                || language.getScript().equals("Arab");
    }

    static String escape(String text) {
        return TextKind.HTML.escape(text);
    }

    /** All that the looks of a text depend on. */
    private record Unstyled(RenderedText text, AccentColour accent, Locale language, int headingsBefore) {}

    private record StyledPart(RenderedText text, int headingsThen) {}

    /** What a block became. */
    private record Styled(String attributes, RenderedText content, RenderedText signature, RenderedText footer) {}

    /** Counts the changes that a reader could see. */
    @Override
    public String version() {
        return "standard-1";
    }

    @Override
    public RenderedText document(List<MailBlock> blocks, MailFrame frame) {
        StyledContent.Headings headings = new StyledContent.Headings();
        List<RenderedText> contents = new ArrayList<>(blocks.size());
        for (MailBlock block : blocks) {
            contents.add(styled(block.content(), block, frame, headings));
        }
        // What signs a mail is not its heading.
        boolean heading = headings.isNone();
        headings.theSubject(heading);
        List<Styled> styled = new ArrayList<>(blocks.size());
        for (MailBlock block : blocks) {
            styled.add(new Styled(
                    language(block.language()),
                    contents.get(styled.size()),
                    known(block.signature(), block, frame, headings),
                    known(block.footer(), block, frame, headings)));
        }
        Pieces out = new Pieces();
        out.html(head(frame)).html(preheader(frame)).html(cardBegins(frame, heading));
        String line = "";
        for (Styled block : styled) {
            out.html("<div" + block.attributes() + line + ">\n").text(block.content());
            if (!block.signature().pieces().isEmpty()) {
                out.html("\n<div class=\"pe-line\" style=\"margin:28px 0 0;padding:20px 0 0;border-top:1px solid "
                                + Palette.LINE + ";\">\n")
                        .text(block.signature())
                        .html("\n</div>");
            }
            out.html("\n</div>\n");
            line = " class=\"pe-line\" style=\"margin:28px 0 0;padding:28px 0 0;border-top:3px solid " + Palette.LINE
                    + ";\"";
        }
        out.html("</td></tr></table>\n</td></tr>\n");
        out.html("<tr><td class=\"pe-foot pe-pad\" style=\"padding:20px 32px 8px;" + FONT
                + "font-size:14px;line-height:20px;color:" + Palette.MUTED + ";" + WRAP + "\">\n");
        for (Styled block : styled) {
            out.html("<div" + block.attributes() + ">").text(block.footer()).html("</div>\n");
        }
        out.html(END);
        return out.document();
    }

    /** As {@link #styled}, remembered: for texts without values of a single mail. */
    private RenderedText known(RenderedText text, MailBlock block, MailFrame frame, StyledContent.Headings headings) {
        Unstyled key = new Unstyled(text, frame.accent(), block.language(), headings.count());
        StyledPart known = parts.get(key);
        if (known == null) {
            known = new StyledPart(styled(text, block, frame, headings), headings.count());
            if (parts.size() >= MOST_PARTS) {
                parts.clear();
            }
            if (text.masked().length() <= LONGEST_PART) {
                parts.put(key, known);
            }
        }
        headings.reached(known.headingsThen());
        return known.text();
    }

    private static RenderedText styled(
            RenderedText text, MailBlock block, MailFrame frame, StyledContent.Headings headings) {
        return text.rewritten(html -> StyledContent.of(html, frame.accent(), block.language(), headings));
    }

    private static String language(Locale language) {
        return " lang=\"" + language.toLanguageTag() + "\" dir=\"" + (isToTheLeft(language) ? "rtl" : "ltr") + "\"";
    }

    private String head(MailFrame frame) {
        return "<!DOCTYPE html>\n<html" + language(frame.language()) + ">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n"
                + "<meta name=\"supported-color-schemes\" content=\"light dark\">\n"
                + "<meta name=\"format-detection\" content=\"telephone=no, date=no, address=no, email=no, url=no\">\n"
                + "<title>" + escape(frame.subject()) + "</title>\n<style>\n" + sheet(frame.accent())
                + "</style>\n</head>\n<body class=\"pe-page\" style=\"margin:0;padding:0;background-color:"
                + Palette.PAGE
                + ";-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%;\">\n";
    }

    /** Dark colours for clients that tell that they are dark, in the standard's way and in that of Outlook's apps. */
    private String sheet(AccentColour accent) {
        String known = sheets.get(accent);
        if (known == null) {
            known = newSheet(accent);
            if (sheets.size() >= MOST_SHEETS) {
                sheets.clear();
            }
            sheets.put(accent, known);
        }
        return known;
    }

    private static String newSheet(AccentColour accent) {
        AccentColour tone = accent.onDark();
        String line = Palette.DARK_LINE;
        Map<String, String> dark = new LinkedHashMap<>();
        dark.put(".pe-page", "background-color:" + Palette.DARK_PAGE);
        dark.put(
                ".pe-card",
                "background-color:" + Palette.DARK_CARD + ";color:" + Palette.DARK_TEXT + ";border-color:" + tone.hex()
                        + " " + line + " " + line);
        // Whatever colours an author chose for a light background.
        dark.put(".pe-card *", "color:inherit;background-color:transparent;border-color:" + line);
        dark.put(".pe-card a", "color:" + tone.hex());
        dark.put(".pe-card .note", "background-color:" + Palette.DARK_NOTE + ";border-color:" + tone.hex());
        dark.put(".pe-card code", "background-color:" + Palette.DARK_NOTE);
        dark.put(".pe-card .code", "background-color:" + Palette.DARK_NOTE);
        String button = "background-color:" + tone.hex() + ";border-color:" + tone.hex() + ";color:"
                + tone.buttonText().hex();
        dark.put(".pe-card .pe-button", button);
        dark.put(".pe-card .pe-button a", button);
        dark.put(".pe-card .pe-muted", "color:" + Palette.DARK_MUTED);
        dark.put(".pe-foot", "color:" + Palette.DARK_MUTED);
        dark.put(".pe-foot a", "color:" + Palette.DARK_MUTED);
        dark.put(".pe-light", "display:none");
        dark.put(".pe-dark", "display:block");
        StringBuilder sheet = new StringBuilder(SHEET).append(APART).append("@media (prefers-color-scheme:dark){\n");
        dark.forEach((selector, look) -> rule(sheet, selector, look));
        sheet.append("}\n").append(APART);
        dark.forEach((selector, look) -> rule(sheet, "[data-ogsc] " + selector, look));
        return sheet.toString();
    }

    private static void rule(StringBuilder sheet, String selector, String look) {
        sheet.append(selector)
                .append('{')
                .append(look.replace(";", "!important;"))
                .append("!important}\n");
    }

    private static String preheader(MailFrame frame) {
        if (frame.preheader().isBlank()) {
            return "";
        }
        return "<div style=\"display:none;max-height:0;overflow:hidden;mso-hide:all;\">" + escape(frame.preheader())
                + PADDING + "</div>\n";
    }

    private static String cardBegins(MailFrame frame, boolean heading) {
        String card =
                "background-color:" + Palette.CARD + ";border:1px solid " + Palette.LINE + ";border-top:4px solid "
                        + frame.accent().hex() + ";border-radius:8px;border-collapse:separate;table-layout:fixed;";
        String text = FONT + "font-size:16px;line-height:24px;color:" + Palette.TEXT + ";" + WRAP;
        return "<div role=\"article\" aria-roledescription=\"email\" aria-label=\"" + escape(frame.subject()) + "\""
                + language(frame.language()) + ">\n"
                + TABLE + " class=\"pe-page\" bgcolor=\"" + Palette.PAGE + "\" style=\"background-color:" + Palette.PAGE
                + ";\"><tr><td align=\"center\" class=\"pe-edge\" style=\"padding:24px 12px 32px;\">\n"
                + "<!--[if mso]><table role=\"presentation\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" width=\"600\">"
                + "<tr><td><![endif]-->\n"
                + TABLE + " style=\"max-width:600px;table-layout:fixed;text-align:"
                + (isToTheLeft(frame.language()) ? "right" : "left") + ";\">\n<tr><td>\n"
                + TABLE + " class=\"pe-card\" bgcolor=\"" + Palette.CARD + "\" style=\"" + card + "\"><tr>"
                + "<td class=\"pe-pad\" style=\"padding:28px 32px 28px;" + text + "\">\n"
                + sender(frame)
                + (heading
                        ? "<h1 style=\"margin:0 0 20px;font-size:22px;line-height:30px;font-weight:bold;\">"
                                + escape(frame.subject()) + "</h1>\n"
                        : "");
    }

    private static String sender(MailFrame frame) {
        MailLogo logo = frame.logo();
        if (logo == null) {
            return "<p class=\"pe-muted\" style=\"margin:0 0 20px;font-size:15px;line-height:22px;font-weight:bold;color:"
                    + Palette.MUTED + ";\">" + escape(frame.sender()) + "</p>\n";
        }
        String dark = logo.darkContentId();
        String image = image(logo, logo.contentId(), dark == null ? null : "pe-light", "display:block;");
        String twin = dark == null
                ? ""
                : "<!--[if !mso]><!-->" + image(logo, dark, "pe-dark", "display:none;mso-hide:all;")
                        + "<!--<![endif]-->";
        return "<div style=\"margin:0 0 24px;\">" + image + twin + "</div>\n";
    }

    private static String image(MailLogo logo, String id, @Nullable String cssClass, String display) {
        return "<img src=\"cid:" + id + "\" alt=\"" + escape(logo.alternativeText()) + "\" width=\"" + logo.width()
                + "\" height=\"" + logo.height() + "\"" + (cssClass == null ? "" : " class=\"" + cssClass + "\"")
                + " style=\"" + display + "border:0;max-width:100%;height:auto;" + FONT
                + "font-size:18px;line-height:24px;font-weight:bold;\">";
    }

    /** Collects a document, whose holes stay. */
    private static final class Pieces {
        private final List<RenderedText.Piece> pieces = new ArrayList<>();

        Pieces html(String html) {
            pieces.add(new RenderedText.Piece.Literal(html));
            return this;
        }

        Pieces text(RenderedText text) {
            pieces.addAll(text.pieces());
            return this;
        }

        RenderedText document() {
            pieces.removeIf(piece -> piece instanceof RenderedText.Piece.Literal literal
                    && literal.text().isEmpty());
            return RenderedText.of(TextKind.HTML, pieces);
        }
    }
}
