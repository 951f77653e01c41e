package org.portalemails.layout;

/** The colours of the standard layout, beside the accent. Texts have at least 4.5 : 1 on every background they stand on. */
final class Palette {
    static final String PAGE = AccentColour.LIGHT_BACKGROUND.hex();
    static final String CARD = "#ffffff";
    static final String NOTE = AccentColour.LIGHT_BACKGROUND.hex();
    static final String LINE = "#d5dbe1";
    static final String TEXT = "#1d232a";
    static final String MUTED = "#55606b";

    static final String DARK_PAGE = "#14171a";
    static final String DARK_CARD = "#1e2329";
    static final String DARK_NOTE = AccentColour.DARK_BACKGROUND.hex();
    static final String DARK_LINE = "#3b434d";
    static final String DARK_TEXT = "#eceff2";
    static final String DARK_MUTED = "#b4bec8";

    private Palette() {}
}
