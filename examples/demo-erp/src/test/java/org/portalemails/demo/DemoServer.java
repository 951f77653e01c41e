package org.portalemails.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The demo as a user starts it, on any free port and, unless the arguments say otherwise, with an H2 database of its own. */
final class DemoServer implements AutoCloseable {
    private final Path directory;
    private final ConfigurableApplicationContext context;

    DemoServer(String... arguments) throws IOException {
        directory = Files.createTempDirectory("demo-erp");
        List<String> all = new ArrayList<>(List.of("--server.port=0", "--logging.level.root=error"));
        if (arguments.length == 0) {
            all.add("--spring.datasource.url=jdbc:h2:file:" + directory.resolve("erp"));
        }
        all.addAll(List.of(arguments));
        context = new SpringApplication(DemoErp.class).run(all.toArray(new String[0]));
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
