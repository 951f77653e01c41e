package com.example.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpScript;

@DisplayName("An OSGi framework")
class OsgiTest {
    private static final Pattern MEDIATOR = Pattern.compile(".*[/\\\\](asm-|org\\.apache\\.aries)[^/\\\\]*\\.jar");
    /** Our jars and what they need at run time, and H2. */
    private static final Pattern BUNDLES = Pattern.compile(".*[/\\\\]("
            + "(core|mail-adapter|jdbc-adapter)[/\\\\]target[/\\\\]classes"
            + "|portal-emails-(core|mail-adapter|jdbc-adapter)-[^/\\\\]*(?<!testkit)\\.jar"
            + "|(slf4j-|jakarta\\.|angus-|h2-)[^/\\\\]*\\.jar)");

    private static final Pattern HOST = Pattern.compile(".*[/\\\\]osgi[/\\\\]target[/\\\\]classes");

    @TempDir
    Path cache;

    private final ClassLoader ofThisTest = Thread.currentThread().getContextClassLoader();

    /** Jakarta Mail asks the thread first; here it would find the Angus of this test's class path, outside the framework. */
    @BeforeEach
    void noClassPath() {
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
    }

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(ofThisTest);
    }

    @Test
    @DisplayName(
            "resolves and starts the published jars as bundles, and a bundle of a host sends a mail through all three")
    void endToEnd() throws Exception {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(SmtpScript.accepting())) {
            Framework framework = new FrameworkFactory()
                    .newFramework(Map.of(
                            Constants.FRAMEWORK_STORAGE,
                            cache.toString(),
                            BundleHost.PORT,
                            String.valueOf(server.port()),
                            // Else Felix may look on the class path of this test.
                            "felix.bootdelegation.implicit",
                            "false"));
            framework.start();
            try {
                // The mediator is there before the others come, so that it weaves them; the host starts when all
                // providers have.
                BundleContext context = framework.getBundleContext();
                for (Bundle mediator : installed(context, MEDIATOR)) {
                    mediator.start();
                }
                List<Bundle> bundles = installed(context, BUNDLES);
                for (Bundle bundle : bundles) {
                    bundle.start();
                }
                Bundle host = installed(context, HOST).get(0);
                host.start();
                assertThat(bundles)
                        .filteredOn(bundle -> bundle.getSymbolicName().startsWith("org.portalemails"))
                        .hasSize(3)
                        .allSatisfy(bundle -> assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE));
                assertThat(host.getState()).isEqualTo(Bundle.ACTIVE);
            } finally {
                framework.stop();
                framework.waitForStop(0);
            }
            assertThat(server.mails()).singleElement().satisfies(mail -> assertThat(mail.text())
                    .contains("\r\nTo: ", "<marie@maples.example>"));
        }
    }

    private static List<Bundle> installed(BundleContext context, Pattern which) throws BundleException {
        List<Bundle> bundles = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
            if (which.matcher(entry).matches()) {
                bundles.add(context.installBundle("reference:" + Path.of(entry).toUri()));
            }
        }
        assertThat(bundles).isNotEmpty();
        return bundles;
    }
}
