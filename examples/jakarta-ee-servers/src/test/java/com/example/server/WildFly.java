package com.example.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Watches a directory of applications. */
final class WildFly extends ServerUnderTest {
    private final Path base = directory.resolve("standalone");

    WildFly() {
        super("wildfly");
    }

    @Override
    List<String> prepare(int smtpPort) throws IOException {
        Path home = unpacked();
        delete(base);
        copy(home.resolve("standalone/configuration"), base.resolve("configuration"));
        Files.createDirectories(base.resolve("deployments"));
        ownUsers(base.resolve("configuration/standalone.xml"));
        return List.of(
                "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
                "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
                "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.naming/javax.naming=ALL-UNNAMED",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + base,
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.http.port=" + port,
                "-Djboss.https.port=" + freePort(),
                "-Djboss.management.http.port=" + freePort(),
                "-Djboss.management.https.port=" + freePort());
    }

    /** Who is known to Jakarta Security in the WAR need not be known to the server, too. */
    private static void ownUsers(Path configuration) throws IOException {
        String written = Files.readString(configuration);
        int web = written.indexOf("<subsystem xmlns=\"urn:jboss:domain:undertow:");
        Files.writeString(
                configuration,
                written.substring(0, web)
                        + written.substring(web)
                                .replaceFirst(
                                        "<application-security-domain name=\"other\"",
                                        "$0 integrated-jaspi=\"false\""));
    }

    @Override
    void deploy() throws IOException {
        place(base.resolve("deployments"));
    }

    @Override
    void undeploy() throws IOException {
        Files.delete(base.resolve("deployments/portal.war"));
    }
}
