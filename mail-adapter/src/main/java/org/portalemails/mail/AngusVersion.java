package org.portalemails.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which Angus Mail the host brought. Before 2.0.5 a line break in an address became a command of its own (CVE-2025-7962). */
final class AngusVersion {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpTransport.class);
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6}).*");
    private static final int[] FIRST_SOUND = {2, 0, 5};

    private AngusVersion() {}

    static void warnIfOld() {
        read().filter(AngusVersion::isVulnerable)
                .ifPresent(version -> LOG.warn(
                        "Angus Mail {} is on the class path: it has CVE-2025-7962 (SMTP injection); use 2.0.5 or newer",
                        version));
    }

    /** Empty if the jar does not say, such as when a host repacked it. */
    static Optional<String> read() {
        for (String artifact : new String[] {"angus-mail", "jakarta.mail", "smtp"}) {
            String file = "/META-INF/maven/org.eclipse.angus/" + artifact + "/pom.properties";
            try (InputStream stream = SMTPTransport.class.getResourceAsStream(file)) {
                if (stream != null) {
                    Properties properties = new Properties();
                    properties.load(stream);
                    return Optional.ofNullable(properties.getProperty("version"));
                }
            } catch (IOException e) {
                LOG.debug("{} cannot be read", file, e);
            }
        }
        return Optional.empty();
    }

    /** Whether a version is older than 2.0.5; what is no version is not. */
    static boolean isVulnerable(String version) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.matches()) {
            return false;
        }
        for (int i = 0; i < FIRST_SOUND.length; i++) {
            int difference = Integer.parseInt(numbers.group(i + 1)) - FIRST_SOUND[i];
            if (difference != 0) {
                return difference < 0;
            }
        }
        return false;
    }
}
