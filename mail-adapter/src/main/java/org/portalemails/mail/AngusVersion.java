package org.portalemails.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/** Which Angus Mail the host brought. Before 2.0.5 a line break in an address became a command of its own (CVE-2025-7962). */
final class AngusVersion {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpTransport.class);
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6}).*");
    private static final int[] FIRST_SOUND = {2, 0, 5};
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private AngusVersion() {}

    /** Once; by the platform's own logger where there is no SLF4J provider, since this must not stay unread. */
    static void warnIfOld() {
        Optional<String> old = read().filter(AngusVersion::isVulnerable);
        if (old.isEmpty() || !SAID.compareAndSet(false, true)) {
            return;
        }
        String warning = "Angus Mail " + old.get()
                + " is in use, from the class path or the server's own: it has CVE-2025-7962 (SMTP injection); use 2.0.5 or newer";
        if (LOG instanceof NOPLogger) {
            System.getLogger(SmtpTransport.class.getName()).log(System.Logger.Level.WARNING, warning);
        } else {
            LOG.warn(warning);
        }
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
