/**
 * The core of Portal Emails: settings, events, texts, outbox and delivery as plain Java.
 *
 * <p>Start at {@link org.portalemails.PortalEmails}. The packages, in the one direction in which data goes through them:
 * {@code template}, {@code settings}, {@code limit}, {@code event}, {@code email}, {@code outbox}, {@code recovery}, {@code delivery}; and {@code
 * metrics} for hosts that have Micrometer.
 */
module org.portalemails.core {
    requires transitive jakarta.validation;
    requires org.slf4j;
    requires static transitive org.jspecify;
    requires static micrometer.core;

    exports org.portalemails;
    exports org.portalemails.address;
    exports org.portalemails.limit;
    exports org.portalemails.template;
    exports org.portalemails.host;
    exports org.portalemails.event;
    exports org.portalemails.notification;
    exports org.portalemails.settings;
    exports org.portalemails.settings.form;
    exports org.portalemails.settings.file;
    exports org.portalemails.email;
    exports org.portalemails.outbox;
    exports org.portalemails.outbox.spi;
    exports org.portalemails.announce;
    exports org.portalemails.recovery;
    exports org.portalemails.delivery;
    exports org.portalemails.screen;
    exports org.portalemails.metrics;
    exports org.portalemails.inmemory;
    exports org.portalemails.language;
    exports org.portalemails.template.html;
}
