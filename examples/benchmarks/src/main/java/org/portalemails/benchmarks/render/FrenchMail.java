package org.portalemails.benchmarks.render;

/**
 * The same mail for everybody: about 2 kB of French HTML with 8 fields, once in Latin-1 only and once with the signs of good French
 * typography ({@code ’} and {@code œ} lie beyond U+00FF, so that a string with one of them takes two bytes for every character).
 */
final class FrenchMail {
    private FrenchMail() {}

    /** What the fields show; an apostrophe and an ampersand have to be escaped. */
    record Values(
            String recipientFullName,
            String companyName,
            String portalName,
            String userName,
            String resetLinkExpiresAt,
            String resetLinkValidMinutes,
            String supportContactName,
            String supportContactEmail) {
        static Values example() {
            return new Values(
                    "Éloïse D'Amours-Tremblay",
                    "Fournitures Générales & Fils inc.",
                    "Portail clients",
                    "eloise.damours",
                    "24 novembre 2026 à 16 h 45",
                    "60",
                    "Service à la clientèle",
                    "comptes-clients@fournisseur.example");
        }
    }

    /** Only characters of Latin-1. */
    static final String LATIN_1 =
            """
            <!DOCTYPE html>
            <html lang="fr-CA">
            <head><meta charset="utf-8"><title>Réinitialisation du mot de passe</title></head>
            <body style="margin:0;background:#f4f5f7;font-family:Arial,Helvetica,sans-serif;color:#1f2933">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px">
            <table role="presentation" width="600" cellpadding="0" cellspacing="0" style="background:#ffffff;border-radius:6px">
            <tr><td style="padding:24px 32px;background:#0b5cab;color:#ffffff;font-size:20px">{{portalName}}</td></tr>
            <tr><td style="padding:32px">
            <p>Bonjour {{recipientFullName}},</p>
            <p>Une demande de réinitialisation du mot de passe a été reçue pour le compte <strong>{{userName}}</strong> de la
            société {{companyName}}. Si vous êtes à son origine, choisissez un nouveau mot de passe au moyen du bouton ci-dessous.</p>
            <p style="text-align:center;margin:32px 0"><a href="https://portail.fournisseur.example/reinitialiser"
            style="background:#0b5cab;color:#ffffff;padding:12px 24px;border-radius:4px;text-decoration:none">Choisir un mot de passe</a></p>
            <p>Le lien est valable {{resetLinkValidMinutes}} minutes, jusqu'au {{resetLinkExpiresAt}}. Il ne peut servir qu'une seule
            fois et ne doit être transmis à personne; nos employés ne vous le demanderont jamais.</p>
            <p>Si vous n'avez rien demandé, ignorez ce message: votre mot de passe actuel demeure inchangé et personne
            n'a eu accès à vos factures, à vos relevés ni à vos paiements.</p>
            <p>Des questions? Écrivez à {{supportContactName}}, à l'adresse {{supportContactEmail}}, du lundi au vendredi, de 8 h à 17 h.</p>
            <p>Merci de votre confiance.</p>
            </td></tr>
            <tr><td style="padding:16px 32px;font-size:12px;color:#616e7c">Message automatique: les réponses à cet envoi ne sont pas lues.</td></tr>
            </table></td></tr></table>
            </body>
            </html>
            """;

    /** The same with typographic apostrophes, and a ligature. */
    static final String TYPOGRAPHIC =
            """
            <!DOCTYPE html>
            <html lang="fr-CA">
            <head><meta charset="utf-8"><title>Réinitialisation du mot de passe</title></head>
            <body style="margin:0;background:#f4f5f7;font-family:Arial,Helvetica,sans-serif;color:#1f2933">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px">
            <table role="presentation" width="600" cellpadding="0" cellspacing="0" style="background:#ffffff;border-radius:6px">
            <tr><td style="padding:24px 32px;background:#0b5cab;color:#ffffff;font-size:20px">{{portalName}}</td></tr>
            <tr><td style="padding:32px">
            <p>Bonjour {{recipientFullName}},</p>
            <p>Une demande de réinitialisation du mot de passe a été reçue pour le compte <strong>{{userName}}</strong> de la
            société {{companyName}}. Si vous êtes à son origine, choisissez un nouveau mot de passe au moyen du bouton ci-dessous.</p>
            <p style="text-align:center;margin:32px 0"><a href="https://portail.fournisseur.example/reinitialiser"
            style="background:#0b5cab;color:#ffffff;padding:12px 24px;border-radius:4px;text-decoration:none">Choisir un mot de passe</a></p>
            <p>Le lien est valable {{resetLinkValidMinutes}} minutes, jusqu’au {{resetLinkExpiresAt}}. Il ne peut servir qu’une seule
            fois et ne doit être transmis à personne; nos employés ne vous le demanderont jamais.</p>
            <p>Si vous n’avez rien demandé, ignorez ce message: votre mot de passe actuel demeure inchangé et personne
            n’a eu accès à vos factures, à vos relevés ni à vos paiements. Un coup d’œil suffit pour le vérifier.</p>
            <p>Des questions? Écrivez à {{supportContactName}}, à l’adresse {{supportContactEmail}}, du lundi au vendredi, de 8 h à 17 h.</p>
            <p>Merci de votre confiance.</p>
            </td></tr>
            <tr><td style="padding:16px 32px;font-size:12px;color:#616e7c">Message automatique: les réponses à cet envoi ne sont pas lues.</td></tr>
            </table></td></tr></table>
            </body>
            </html>
            """;

    /** The text of a name. */
    static String source(String name) {
        return switch (name) {
            case "latin1" -> LATIN_1;
            case "typographic" -> TYPOGRAPHIC;
            default -> throw new IllegalArgumentException(name);
        };
    }
}
