package org.portalemails.demo.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ten wrong passwords in ten minutes, and the name has to wait; whether there is such a user makes no difference. */
@Component
class SignInThrottle extends OncePerRequestFilter {
    private static final int MOST = 10;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int NAMES = 10_000;

    private final Clock clock;
    private final Map<String, Deque<Instant>> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > NAMES;
        }
    };

    SignInThrottle(Clock clock) {
        this.clock = clock;
    }

    @EventListener
    synchronized void failed(AbstractAuthenticationFailureEvent event) {
        failures.computeIfAbsent(event.getAuthentication().getName(), name -> new ArrayDeque<>())
                .add(clock.instant());
    }

    @EventListener
    synchronized void succeeded(AuthenticationSuccessEvent event) {
        failures.remove(event.getAuthentication().getName());
    }

    private synchronized boolean mustWait(String name) {
        Deque<Instant> times = failures.getOrDefault(name, new ArrayDeque<>());
        times.removeIf(time -> time.isBefore(clock.instant().minus(WINDOW)));
        return times.size() >= MOST;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean signsIn =
                request.getMethod().equals("POST") && request.getServletPath().equals("/sign-in");
        String name = signsIn ? request.getParameter("username") : null;
        if (name != null && mustWait(name)) {
            response.sendRedirect("/sign-in?wait");
        } else {
            chain.doFilter(request, response);
        }
    }
}
