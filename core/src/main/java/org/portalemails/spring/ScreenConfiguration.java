package org.portalemails.spring;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.portalemails.PortalEmails;
import org.portalemails.announce.PastEvents;
import org.portalemails.announce.Resending;
import org.portalemails.delivery.OutboxWatch;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.screen.ScreenAccess;
import org.portalemails.web.ScreenAnswer;
import org.portalemails.web.ScreenData;
import org.portalemails.web.ScreenEndpoint;
import org.portalemails.web.ScreenRequest;
import org.portalemails.web.UnitOfWork;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Answers what the components of the screen ask for, under {@code portal-emails.screen.path}: as soon as the host has a bean of type {@link ScreenAccess},
 * which says who may do what. Part of Spring MVC, so that the host's filters, session and protection against forgery apply.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(RouterFunction.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(ScreenAccess.class)
class ScreenConfiguration {
    @Bean
    @ConditionalOnMissingBean
    ScreenData portalEmailsScreenData(
            PortalEmails portalEmails,
            CustomerGroupDirectory groups,
            OutboxAdministration outbox,
            ObjectProvider<PastEvents> events,
            ObjectProvider<OutboxWatch> watch) {
        return new ScreenData(
                portalEmails.settingsScreen(),
                groups,
                outbox,
                Optional.ofNullable(events.getIfAvailable())
                        .map(past -> new Resending(outbox, portalEmails.notifier(), past, Clock.systemUTC())),
                Optional.ofNullable(watch.getIfAvailable()));
    }

    @Bean
    @ConditionalOnMissingBean
    ScreenEndpoint portalEmailsScreenEndpoint(
            ScreenData data, OutboxAdministration outbox, ScreenAccess access, UnitOfWork unitOfWork) {
        return new ScreenEndpoint(data, outbox, access, unitOfWork);
    }

    @Bean
    @ConditionalOnMissingBean
    UnitOfWork portalEmailsUnitOfWork(PlatformTransactionManager transactionManager) {
        return new Transactions(new TransactionTemplate(transactionManager));
    }

    @Bean
    RouterFunction<ServerResponse> portalEmailsScreenRoutes(ScreenEndpoint endpoint, ScreenProperties properties) {
        String path = properties.toPath();
        return RouterFunctions.route()
                .GET(path + "/{action}", request -> answer(endpoint, request))
                .POST(path + "/{action}", request -> answer(endpoint, request))
                .build();
    }

    private static ServerResponse answer(ScreenEndpoint endpoint, ServerRequest request)
            throws ServletException, IOException {
        boolean json = request.headers()
                .contentType()
                .filter(MediaType.APPLICATION_JSON::isCompatibleWith)
                .isPresent();
        ScreenAnswer answer = endpoint.answer(new ScreenRequest(
                request.method().name(),
                request.pathVariable("action"),
                request.params().toSingleValueMap(),
                json ? new String(request.body(byte[].class), StandardCharsets.UTF_8) : "",
                request.principal().orElse(null)));
        return ServerResponse.status(answer.status())
                .headers(headers -> answer.headers().forEach(headers::set))
                .body(answer.body());
    }

    private record Transactions(TransactionTemplate template) implements UnitOfWork {
        @Override
        public <T> T of(Supplier<T> work) {
            return Objects.requireNonNull(template.execute(status -> work.get()));
        }
    }
}
