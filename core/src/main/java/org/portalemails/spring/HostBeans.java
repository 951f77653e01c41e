package org.portalemails.spring;

import org.portalemails.transport.MailRoutes;
import org.portalemails.transport.MailTransport;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;

/** What has to come from somewhere, and what to write if it does not. */
final class HostBeans {
    static final String JDBC =
            "what announcements are written to. The artifact portal-emails-jdbc-adapter makes it from the application's DataSource";
    static final String MAIL =
            "how mails leave. The artifact portal-emails-mail-adapter makes it from portal-emails.smtp.host; a node that only"
                    + " announces has portal-emails.dispatcher.enabled=false";

    private HostBeans() {}

    /** The host's routes, or one by its only transport, if it has one. */
    static MailRoutes routes(ObjectProvider<MailRoutes> routes, ObjectProvider<MailTransport> soleTransport) {
        MailTransport sole = soleTransport.getIfUnique();
        return routes.getIfAvailable(() -> sole == null ? MailRoutes.single() : MailRoutes.single(sole));
    }

    static <T> T needed(ObjectProvider<T> beans, Class<T> type, String says) {
        T bean;
        try {
            bean = beans.getIfAvailable();
        } catch (NoUniqueBeanDefinitionException e) {
            throw new WrongConfigurationException(
                    "there are several beans of type " + type.getSimpleName() + ": " + e.getBeanNamesFound() + ".",
                    "Keep one, or mark one with @Primary, in a test the one of the test.");
        }
        if (bean == null) {
            throw new WrongConfigurationException(
                    "there is no bean of type " + type.getSimpleName() + ".",
                    "Define a bean of type " + type.getName() + ", which says " + says
                            + ".\nAn application that has the library and does not use it: portal-emails.enabled=false");
        }
        return bean;
    }
}
