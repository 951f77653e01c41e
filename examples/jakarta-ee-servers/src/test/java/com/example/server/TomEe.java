package com.example.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Watches a directory of applications. */
final class TomEe extends ServerUnderTest {
    private final Path base = directory.resolve("base");

    TomEe() {
        super("tomee");
    }

    @Override
    List<String> prepare(int smtpPort) throws IOException {
        Path home = unpacked();
        delete(base);
        copy(home.resolve("conf"), base.resolve("conf"));
        Path configuration = base.resolve("conf/server.xml");
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        .replace("port=\"8005\"", "port=\"-1\"")
                        .replace("port=\"8080\"", "port=\"" + port + "\" address=\"127.0.0.1\""));
        for (String needed : List.of("logs", "temp", "webapps", "work", "lib")) {
            Files.createDirectories(base.resolve(needed));
        }
        return List.of(
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
                "-javaagent:" + home.resolve("lib/openejb-javaagent.jar"),
                "-Dcatalina.home=" + home,
                "-Dcatalina.base=" + base,
                "-Djava.io.tmpdir=" + base.resolve("temp"),
                "-cp",
                classPath(
                        home.resolve("bin/bootstrap.jar").toString(),
                        home.resolve("bin/tomcat-juli.jar").toString()),
                "org.apache.catalina.startup.Bootstrap",
                "start");
    }

    @Override
    void deploy() throws IOException {
        place(base.resolve("webapps"));
    }

    @Override
    void undeploy() throws IOException {
        Files.delete(base.resolve("webapps/portal.war"));
    }
}
