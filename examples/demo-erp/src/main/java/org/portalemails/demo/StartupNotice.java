package org.portalemails.demo;

import org.portalemails.demo.security.DemoUsers;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says where the demo is and who may sign in. */
@Component
class StartupNotice {
    private final DemoUsers users;
    private int port;

    StartupNotice(DemoUsers users) {
        this.users = users;
    }

    @EventListener
    void listening(WebServerInitializedEvent event) {
        port = event.getWebServer().getPort();
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        StringBuilder notice = new StringBuilder("\n  Demo ERP: http://localhost:" + port + "/\n");
        for (DemoUsers.DemoUser user : users.all()) {
            notice.append("    sign in as %-8s %s, %s%n".formatted(user.name(), user.fullName(), user.role()));
        }
        notice.append("    password   ").append(users.password()).append("\n  Stop it with Ctrl+C.\n");
        System.out.println(notice);
    }
}
