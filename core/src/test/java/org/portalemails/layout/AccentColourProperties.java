package org.portalemails.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

@Label("Any accent colour")
class AccentColourProperties {
    private static AccentColour colour(int rgb) {
        return AccentColour.parse(String.format(Locale.ROOT, "#%06x", rgb));
    }

    /** Hue from 0 to 1, and how far it is from a grey of the same lightness, from 0 to 1. */
    private static double[] hue(AccentColour colour) {
        int rgb = Integer.parseInt(colour.hex().substring(1), 16);
        double red = rgb >> 16;
        double green = rgb >> 8 & 0xff;
        double blue = rgb & 0xff;
        double x = red - (green + blue) / 2;
        double y = Math.sqrt(3) / 2 * (green - blue);
        return new double[] {Math.atan2(y, x) / (2 * Math.PI), Math.hypot(x, y) / 255};
    }

    @Property(tries = 2000)
    @Label("has a neighbour that is readable, of the same hue, and no darker than it has to be")
    void nearest(@ForAll @IntRange(max = 0xffffff) int rgb) {
        AccentColour any = colour(rgb);
        AccentColour nearest = any.nearest();
        assertThat(nearest.isReadable()).isTrue();
        assertThat(nearest.contrast(AccentColour.LIGHT_BACKGROUND)).isGreaterThanOrEqualTo(4.5);
        assertThat(nearest.contrast(nearest.buttonText())).isGreaterThanOrEqualTo(4.5);
        if (any.isReadable()) {
            assertThat(nearest).isSameAs(any);
        } else {
            assertThat(nearest.lowestContrast()).isLessThan(4.7);
            assertSameHue(any, nearest);
        }
    }

    @Property(tries = 2000)
    @Label("has a tone for dark backgrounds that is readable there, of the same hue")
    void onDark(@ForAll @IntRange(max = 0xffffff) int rgb) {
        AccentColour any = colour(rgb);
        AccentColour tone = any.onDark();
        assertThat(tone.contrast(AccentColour.DARK_BACKGROUND)).isGreaterThanOrEqualTo(4.5);
        assertThat(tone.contrast(tone.buttonText())).isGreaterThanOrEqualTo(4.5);
        assertSameHue(any, tone);
    }

    /** Of a colour that is almost a grey, rounding moves the hue. */
    private static void assertSameHue(AccentColour one, AccentColour two) {
        double[] a = hue(one);
        double[] b = hue(two);
        double apart = Math.abs(a[0] - b[0]);
        boolean coloured = a[1] > 0.2 && b[1] > 0.2;
        assertThat(coloured ? Math.min(apart, 1 - apart) : 0).isLessThan(0.02);
    }
}
