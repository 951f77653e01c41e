package org.portalemails.demo.security;

import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may see what, and what a browser may do with our pages. */
@Configuration
class SecurityConfiguration {
    /** No inline script, no inline style, nothing from elsewhere. Frames show previews, which have a stricter policy. */
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    @Bean
    SecurityFilterChain filters(HttpSecurity http, SignInThrottle throttle) {
        http.addFilterBefore(throttle, UsernamePasswordAuthenticationFilter.class);
        http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/css/**", "/js/**", "/fonts/**", "/favicon.svg", "/sign-in", "/portal/**", "/error")
                        .permitAll()
                        .requestMatchers("/actuator/health")
                        .permitAll()
                        .requestMatchers("/actuator/**", "/outbox/**")
                        .hasAnyRole(DemoUsers.STAFF, DemoUsers.ADMINISTRATOR)
                        .requestMatchers("/portal-emails", "/groups/one/portal")
                        .hasRole(DemoUsers.ADMINISTRATOR)
                        .anyRequest()
                        .authenticated())
                .formLogin(form -> form.loginPage("/sign-in").defaultSuccessUrl("/groups"))
                .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in?out"))
                .headers(headers -> headers.frameOptions(frame -> frame.disable())
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .addHeaderWriter((request, response) -> {
                            // A mail in a frame brings a stricter policy of its own.
                            if (!response.containsHeader("Content-Security-Policy")) {
                                response.setHeader("Content-Security-Policy", PAGE_POLICY);
                            }
                            response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
                            response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
                        }));
        return http.build();
    }

    /** A request that names another host than ours gets no page: nothing is built from its name. */
    @Bean
    StrictHttpFirewall firewall(@Value("${demo.hosts}") Set<String> hosts) {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHostnames(hosts::contains);
        return firewall;
    }

    @Bean
    PasswordEncoder passwords() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    InMemoryUserDetailsManager users(DemoUsers users, PasswordEncoder passwords) {
        return new InMemoryUserDetailsManager(users.all().stream()
                .map(user -> org.springframework.security.core.userdetails.User.withUsername(user.name())
                        .password(passwords.encode(users.password()))
                        .roles(user.role())
                        .build())
                .toList());
    }
}
