package org.portalemails.demo;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.portalemails.layout.BrandImage;

/** The logo of a company that does not exist, twice as fine as mails show it, on a transparent ground. */
final class DrawnLogo {
    private DrawnLogo() {}

    static BrandImage forLight() {
        return drawn("b5460f", "1f2933");
    }

    static BrandImage forDark() {
        return drawn("f0a070", "f4f5f7");
    }

    private static BrandImage drawn(String sign, String name) {
        BufferedImage picture = new BufferedImage(400, 96, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(colour(sign));
        // Three drops of sap in a row, each larger than the one before it.
        for (int i = 0; i < 3; i++) {
            double size = 28 + 14 * i;
            double left = 4 + i * (22 + 7 * i);
            pen.fill(new RoundRectangle2D.Double(left, 88 - size, size, size, size, size));
        }
        pen.setColor(colour(name));
        pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 64));
        pen.drawString("Érable", 150, 84);
        pen.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return BrandImage.of(png.toByteArray());
    }

    private static Color colour(String hex) {
        return new Color(HexFormat.fromHexDigits(hex));
    }
}
