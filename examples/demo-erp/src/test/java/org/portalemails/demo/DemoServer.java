package org.portalemails.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The demo as a user starts it, on any free port and with a database of its own. */
final class DemoServer implements AutoCloseable {
    private final Path directory;
    private final ConfigurableApplicationContext context;

    DemoServer() throws IOException {
        directory = Files.createTempDirectory("demo-erp");
        SpringApplication application = new SpringApplication(DemoErp.class);
        context = application.run(
                "--server.port=0",
                "--logging.level.root=error",
                "--spring.datasource.url=jdbc:h2:file:" + directory.resolve("erp"));
    }

    String address(String path) {
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        return "http://localhost:" + port + path;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() throws IOException {
        context.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
