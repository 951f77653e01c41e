package com.example.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** One jar that is the server. Deploys and undeploys by its own API, in {@link PayaraMicroMain}. */
final class PayaraMicro extends ServerUnderTest {
    PayaraMicro() {
        super("payara-micro");
    }

    @Override
    List<String> prepare(int smtpPort) {
        return List.of(
                "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.net=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/jdk.internal.loader=ALL-UNNAMED",
                "--add-opens=java.base/sun.net.www.protocol.jar=ALL-UNNAMED",
                "--add-opens=java.base/sun.net.www.protocol.jrt=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.management/sun.management=ALL-UNNAMED",
                "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
                "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
                "-cp",
                classPath(
                        archive().toString(),
                        Path.of("target", "test-classes").toAbsolutePath().toString()),
                PayaraMicroMain.class.getName(),
                Integer.toString(port),
                WAR.toString());
    }

    /** Its class loader ignores the part of Yasson for Java 16 and newer, which knows records. */
    @Override
    boolean overlooksRecords() {
        return true;
    }

    @Override
    void deploy() throws IOException {
        say("deploy");
    }

    @Override
    void undeploy() throws IOException {
        say("undeploy");
    }

    private void say(String what) throws IOException {
        OutputStream out = process().getOutputStream();
        out.write((what + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
