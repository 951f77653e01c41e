package org.portalemails.settings.form;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.settings.BrandText;

/** The texts that stand in every mail, in one language, as a person types them. Mutable; for one thread. */
public class BrandForm {
    private String logoText = "";
    private String signature = "";
    private String footer = "";

    /** Empty texts: everything is inherited. */
    public BrandForm() {}

    String get(BrandText what) {
        return switch (what) {
            case LOGO_TEXT -> logoText;
            case SIGNATURE -> signature;
            case FOOTER -> footer;
        };
    }

    void set(BrandText what, String text) {
        switch (what) {
            case LOGO_TEXT -> logoText = text;
            case SIGNATURE -> signature = text;
            case FOOTER -> footer = text;
        }
    }

    /** What the logo shows, for those who do not see it; never {@code null}. */
    public String getLogoText() {
        return logoText;
    }

    /** Sets what the logo shows; {@code null} counts as empty. */
    public void setLogoText(@Nullable String logoText) {
        this.logoText = Objects.requireNonNullElse(logoText, "");
    }

    /** How every mail ends; never {@code null}. */
    public String getSignature() {
        return signature;
    }

    /** Sets how every mail ends; {@code null} counts as empty. */
    public void setSignature(@Nullable String signature) {
        this.signature = Objects.requireNonNullElse(signature, "");
    }

    /** What stands below every mail; never {@code null}. */
    public String getFooter() {
        return footer;
    }

    /** Sets what stands below every mail; {@code null} counts as empty. */
    public void setFooter(@Nullable String footer) {
        this.footer = Objects.requireNonNullElse(footer, "");
    }
}
