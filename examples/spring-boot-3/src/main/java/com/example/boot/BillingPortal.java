package com.example.boot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The ERP. */
@SpringBootApplication
public class BillingPortal {
    /**
     * Starts it.
     *
     * @param arguments Spring Boot's
     */
    public static void main(String[] arguments) {
        SpringApplication.run(BillingPortal.class, arguments);
    }
}
