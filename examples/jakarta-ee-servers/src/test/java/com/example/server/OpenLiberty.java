package com.example.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Watches a directory of applications. Wants the driver of a data source as a library of the server. */
final class OpenLiberty extends ServerUnderTest {
    private final Path users = directory.resolve("usr");
    private final Path server = users.resolve("servers/defaultServer");

    OpenLiberty() {
        super("open-liberty");
    }

    @Override
    List<String> prepare(int smtpPort) throws IOException {
        Path home = unpacked();
        delete(users);
        Files.createDirectories(server);
        driver(server.resolve("h2.jar"));
        Files.writeString(
                server.resolve("server.xml"),
                """
                <server>
                  <featureManager>
                    <feature>appSecurity-5.0</feature>
                    <feature>beanValidation-3.0</feature>
                    <feature>cdi-4.0</feature>
                    <feature>concurrent-3.0</feature>
                    <feature>jdbc-4.3</feature>
                    <feature>jndi-1.0</feature>
                    <feature>jsonb-3.0</feature>
                    <feature>restfulWS-3.1</feature>
                  </featureManager>
                  <applicationMonitor updateTrigger="polled" pollingRate="200ms"/>
                  <library id="driver"><file name="${server.config.dir}/h2.jar"/></library>
                  <webApplication location="portal.war" contextRoot="/portal">
                    <classloader commonLibraryRef="driver"/>
                  </webApplication>
                  <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="PORT" httpsPort="-1"/>
                </server>
                """
                        .replace("PORT", Integer.toString(port)));
        return List.of(
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
                "-javaagent:" + home.resolve("bin/tools/ws-javaagent.jar"),
                "-jar",
                home.resolve("bin/tools/ws-server.jar").toString(),
                "defaultServer",
                "--clean");
    }

    @Override
    void adjust(ProcessBuilder builder) {
        builder.environment().put("WLP_USER_DIR", users.toString());
    }

    @Override
    boolean isNeeded(String inside) {
        return !inside.contains("javadoc") && !inside.startsWith("clients/") && !inside.startsWith("templates/");
    }

    private static void driver(Path to) throws IOException {
        try (ZipFile war = new ZipFile(WAR.toFile())) {
            ZipEntry h2 = war.stream()
                    .filter(entry -> entry.getName().startsWith("WEB-INF/lib/h2-"))
                    .findFirst()
                    .orElseThrow();
            try (InputStream in = war.getInputStream(h2)) {
                Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Override
    void deploy() throws IOException {
        place(server.resolve("apps"));
    }

    @Override
    void undeploy() throws IOException {
        Files.delete(server.resolve("apps/portal.war"));
    }
}
