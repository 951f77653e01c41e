package org.portalemails.firstmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A host in an empty folder")
class FirstMailTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final String VERSION = System.getProperty("portalemails.version");

    @TempDir
    Path folder;

    private static List<Path> filesOf(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }

    /** What {@code mvn install} would put there, without touching the user's repository. */
    private static void install(Path repository, String module, String artifact, String type) throws IOException {
        Path to = Files.createDirectories(
                repository.resolve("org/portalemails").resolve(artifact).resolve(VERSION));
        Files.copy(ROOT.resolve(module + "/.flattened-pom.xml"), to.resolve(artifact + "-" + VERSION + ".pom"));
        if (type.equals("jar")) {
            String jar = artifact + "-" + VERSION + ".jar";
            Files.copy(ROOT.resolve(module + "/target/" + jar), to.resolve(jar));
        }
    }

    /** What the user's repository has need not be fetched again; beside the settings of the user. */
    private static String settings() {
        String place = "<id>local</id><url>"
                + Path.of(System.getProperty("portalemails.local-repository")).toUri() + "</url>";
        return "<settings><profiles><profile><id>local</id><repositories><repository>" + place
                + "</repository></repositories><pluginRepositories><pluginRepository>" + place
                + "</pluginRepository></pluginRepositories></profile></profiles>"
                + "<activeProfiles><activeProfile>local</activeProfile></activeProfiles></settings>";
    }

    @Test
    @DisplayName("has fewer than 60 lines, and sends its first mail")
    void firstMail() throws Exception {
        Path maven = Path.of(System.getProperty("portalemails.maven-home"), "bin/mvn");
        assumeTrue(Files.isExecutable(maven), "Maven cannot be started from a test here");
        Path host = Path.of("host").toAbsolutePath();
        int lines = 0;
        for (Path file : filesOf(host)) {
            lines += Files.readAllLines(file).size();
            Path copy = folder.resolve(host.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        assertThat(lines).isLessThan(60);

        Path repository = folder.resolve("repository");
        install(repository, "core", "portal-emails-core", "jar");
        install(repository, "core/bom", "portal-emails-bom", "pom");
        install(repository, "mail-adapter", "portal-emails-mail-adapter", "jar");
        install(repository, "jdbc-adapter", "portal-emails-jdbc-adapter", "jar");
        File log = folder.resolve("maven.log").toFile();
        Path settings = Files.writeString(folder.resolve("settings.xml"), settings());
        Process run = new ProcessBuilder(
                        maven.toString(),
                        "-B",
                        "-ntp",
                        "-q",
                        "-gs",
                        settings.toString(),
                        "-Dmaven.repo.local=" + repository,
                        "spring-boot:run")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            Path mails = folder.resolve("mails");
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
            while (run.isAlive() && System.nanoTime() < end && !(Files.isDirectory(mails) && hasMail(mails))) {
                Thread.sleep(50);
            }
            assertThat(mails).as(Files.readString(log.toPath())).isDirectory();
            assertThat(filesOf(mails)).hasSize(1);
            assertThat(Files.readString(filesOf(mails).get(0)))
                    .contains("To: Marie Roy <marie.roy@customer.example>", "<portal@maples.example>", "mroy");
        } finally {
            run.descendants().forEach(ProcessHandle::destroy);
            run.destroy();
            run.waitFor(30, TimeUnit.SECONDS);
        }
    }

    /** A mail that is being written has another name. */
    private static boolean hasMail(Path mails) throws IOException {
        return filesOf(mails).stream().anyMatch(file -> file.toString().endsWith(".eml"));
    }
}
