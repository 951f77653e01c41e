package org.portalemails.layout;

import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one colour that a company chooses for its mails: of buttons and links.
 *
 * <p>Every colour can be made; whether a mail may use it is told by {@link #isReadable}. On a dark background no colour is readable
 * that is on a light one, so {@link #onDark} is another tone of the same hue, always readable: nobody has to choose it. Contrast and
 * luminance are those of WCAG 2.2.
 *
 * <p>Immutable.
 *
 * @see <a href="https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio">WCAG: contrast ratio</a>
 */
public final class AccentColour {
    /** The least contrast between a text and what it stands on: level AA for texts of every size. */
    public static final double LEAST_CONTRAST = 4.5;

    /** The darkest of the light backgrounds that the accent stands on: of notes. */
    public static final AccentColour LIGHT_BACKGROUND = parse("#f3f5f7");

    /** The lightest of the dark backgrounds that the accent stands on: of notes. */
    public static final AccentColour DARK_BACKGROUND = parse("#2a2f37");

    /** White, for the text of a button. */
    public static final AccentColour WHITE = parse("#ffffff");

    /** Almost black, for the text of a button. */
    public static final AccentColour NEAR_BLACK = parse("#14171a");

    /** The accent of mails whose sender chose none. */
    public static final AccentColour BUILT_IN = parse("#1a5fb4");

    /** How finely the lightness is moved; finer than the 256 steps of a channel. */
    private static final int STEPS = 1024;

    private final int red;
    private final int green;
    private final int blue;
    private final double luminance;
    private final String hex;

    private AccentColour(int red, int green, int blue) {
        this.red = red;
        this.green = green;
        this.blue = blue;
        this.luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
        this.hex = "#" + HexFormat.of().toHexDigits(red << 16 | green << 8 | blue, 6);
    }

    /**
     * Reads a colour.
     *
     * @param hex {@code #} and six hexadecimal digits, as in {@code #1a5fb4}; blanks around it do not count
     * @return the colour
     * @throws IllegalArgumentException if it is written otherwise: names and three digits are not understood by every mail client
     */
    public static AccentColour parse(String hex) {
        String stripped = Objects.requireNonNull(hex, "hex").strip();
        if (stripped.length() != 7 || stripped.charAt(0) != '#' || !isHexadecimal(stripped)) {
            throw new IllegalArgumentException("colour: # and six hexadecimal digits are needed, as in #1a5fb4");
        }
        int rgb = Integer.parseInt(stripped.substring(1), 16);
        return new AccentColour(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
    }

    private static boolean isHexadecimal(String colour) {
        return colour.chars().skip(1).allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
    }

    /**
     * The colour as style sheets write it.
     *
     * @return {@code #} and six digits in lower case
     */
    public String hex() {
        return hex;
    }

    /**
     * The relative luminance.
     *
     * @return from 0 (black) to 1 (white)
     */
    public double luminance() {
        return luminance;
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    /**
     * The contrast with another colour.
     *
     * @param other the other colour
     * @return from 1 (none) to 21 (black and white)
     */
    public double contrast(AccentColour other) {
        double one = luminance() + 0.05;
        double two = other.luminance() + 0.05;
        return Math.max(one, two) / Math.min(one, two);
    }

    /**
     * The colour of the text on a button of this colour.
     *
     * @return {@link #WHITE} or {@link #NEAR_BLACK}, whichever has the greater contrast
     */
    public AccentColour buttonText() {
        return contrast(WHITE) >= contrast(NEAR_BLACK) ? WHITE : NEAR_BLACK;
    }

    /**
     * The contrast at the worst place of a mail: as a link on a light background, or below the text of a button.
     *
     * @return the lesser of the two
     */
    public double lowestContrast() {
        return Math.min(contrast(LIGHT_BACKGROUND), contrast(buttonText()));
    }

    /**
     * Whether a mail may use it as its accent.
     *
     * @return {@code true} if {@link #lowestContrast} is at least {@value #LEAST_CONTRAST}
     */
    public boolean isReadable() {
        return lowestContrast() >= LEAST_CONTRAST;
    }

    /**
     * The nearest colour that a mail may use.
     *
     * @return this, if it {@link #isReadable}; else the same hue, as much darker as needed
     */
    public AccentColour nearest() {
        return moved(-1, LIGHT_BACKGROUND);
    }

    /**
     * What stands for this accent on dark backgrounds.
     *
     * @return a colour of the same hue, as much lighter as needed for a link on {@link #DARK_BACKGROUND} and for a button
     */
    public AccentColour onDark() {
        return moved(1, DARK_BACKGROUND);
    }

    private boolean isReadableOn(AccentColour background) {
        return contrast(background) >= LEAST_CONTRAST && contrast(buttonText()) >= LEAST_CONTRAST;
    }

    /** The same hue with the lightness moved step by step until it is readable; white and black are in the end. */
    private AccentColour moved(int direction, AccentColour background) {
        if (isReadableOn(background)) {
            return this;
        }
        double greatest = Math.max(red, Math.max(green, blue)) / 255.0;
        double least = Math.min(red, Math.min(green, blue)) / 255.0;
        double lightness = (greatest + least) / 2;
        double range = greatest - least;
        double saturation = range == 0 ? 0 : range / (1 - Math.abs(2 * lightness - 1));
        double hue = hue(greatest, range);
        AccentColour moved = this;
        for (int step = (int) Math.round(lightness * STEPS); !moved.isReadableOn(background); ) {
            step += direction;
            moved = of(hue, saturation, Math.min(1, Math.max(0, step / (double) STEPS)));
        }
        return moved;
    }

    /** The hue in sixths of the circle; 0 for a grey. */
    private double hue(double greatest, double range) {
        if (range == 0) {
            return 0;
        }
        double r = red / 255.0;
        double g = green / 255.0;
        double b = blue / 255.0;
        if (r == greatest) {
            return ((g - b) / range + 6) % 6;
        }
        return g == greatest ? (b - r) / range + 2 : (r - g) / range + 4;
    }

    /** From hue, saturation and lightness (CSS Color 4, section 7). */
    private static AccentColour of(double hue, double saturation, double lightness) {
        return new AccentColour(
                channel(0, hue, saturation, lightness),
                channel(8, hue, saturation, lightness),
                channel(4, hue, saturation, lightness));
    }

    private static int channel(int n, double hue, double saturation, double lightness) {
        double k = (n + hue * 2) % 12;
        double a = saturation * Math.min(lightness, 1 - lightness);
        double value = lightness - a * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1));
        return (int) Math.round(Math.min(1, Math.max(0, value)) * 255);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccentColour that && red == that.red && green == that.green && blue == that.blue;
    }

    @Override
    public int hashCode() {
        return red << 16 | green << 8 | blue;
    }

    /** As {@link #hex}. */
    @Override
    public String toString() {
        return hex();
    }
}
