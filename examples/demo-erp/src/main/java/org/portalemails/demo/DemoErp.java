package org.portalemails.demo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A small ERP with the <em>Portal Emails</em> screen. Start it, open the printed address, sign in as a printed user. */
@SpringBootApplication
public class DemoErp {
    /**
     * Starts the ERP.
     *
     * @param arguments Spring Boot's
     */
    public static void main(String[] arguments) {
        SpringApplication.run(DemoErp.class, arguments);
    }
}
