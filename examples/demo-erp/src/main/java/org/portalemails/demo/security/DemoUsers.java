package org.portalemails.demo.security;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Who may sign in. Two administrators, so that they can get into each other's way. */
@Component
public class DemoUsers {
    static final String ADMINISTRATOR = "ADMINISTRATOR";
    static final String STAFF = "STAFF";

    private final String password;
    private final String mailDomain;

    DemoUsers(@Value("${demo.password}") String password, @Value("${demo.mail-domain}") String mailDomain) {
        this.password = password;
        this.mailDomain = mailDomain;
    }

    /** One of them. */
    public record DemoUser(String name, String fullName, String role) {}

    /** All of them. */
    public List<DemoUser> all() {
        return List.of(
                new DemoUser("claire", "Claire Gagnon", ADMINISTRATOR),
                new DemoUser("martin", "Martin Roy", ADMINISTRATOR),
                new DemoUser("sophie", "Sophie Tremblay", STAFF));
    }

    /** The same for all: this is a demo on the local machine. */
    public String password() {
        return password;
    }

    /** Where a user reads their mail. */
    public String address(String userName) {
        return userName + "@" + mailDomain;
    }

    /** Whether a user may change settings. */
    public boolean isAdministrator(String userName) {
        return all().stream()
                .anyMatch(user -> user.name().equals(userName) && user.role().equals(ADMINISTRATOR));
    }

    /** The name of a user as people know it. */
    public String fullName(String userName) {
        return all().stream()
                .filter(user -> user.name().equals(userName))
                .map(DemoUser::fullName)
                .findFirst()
                .orElse(userName);
    }
}
