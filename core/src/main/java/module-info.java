/**
 * The core of Portal Emails: settings, events, texts, outbox and delivery as plain Java.
 *
 * <p>Start at {@link org.portalemails.PortalEmails}. A package imports only packages before it: {@code address}, {@code limit}, {@code
 * template}, {@code host}, {@code event}, {@code notification}, {@code layout}, {@code settings}, {@code email}, {@code sender}, {@code transport}, {@code outbox}, {@code announce},
 * {@code recovery}, {@code delivery}, {@code links}, {@code screen}, {@code view}, {@code web}; {@code inmemory} adapters, and {@code metrics} for hosts that have Micrometer.
 * {@code outbox.spi} is for whoever writes an adapter. The packages {@code language}, {@code template.html}, {@code template.mustache}, {@code
 * composition} and {@code engine} are not exported.
 */
module org.portalemails.core {
    requires transitive jakarta.validation;
    requires org.slf4j;
    requires static transitive org.jspecify;
    requires static micrometer.core;
    requires static micrometer.observation;
    requires static spring.core;
    requires static spring.beans;
    requires static spring.context;
    requires static spring.tx;
    requires static spring.boot;
    requires static spring.boot.autoconfigure;
    requires static spring.boot.actuator;
    requires static spring.boot.health;
    requires static spring.web;
    requires static spring.webmvc;
    requires static jakarta.servlet;
    requires static jakarta.ws.rs;
    requires static com.fasterxml.jackson.annotation;

    exports org.portalemails;
    exports org.portalemails.address;
    exports org.portalemails.limit;
    exports org.portalemails.template;
    exports org.portalemails.transport;
    exports org.portalemails.host;
    exports org.portalemails.event;
    exports org.portalemails.notification;
    exports org.portalemails.layout;
    exports org.portalemails.settings;
    exports org.portalemails.settings.form;
    exports org.portalemails.settings.file;
    exports org.portalemails.email;
    exports org.portalemails.sender;
    exports org.portalemails.outbox;
    exports org.portalemails.outbox.spi;
    exports org.portalemails.announce;
    exports org.portalemails.recovery;
    exports org.portalemails.delivery;
    exports org.portalemails.links;
    exports org.portalemails.screen;
    exports org.portalemails.view;
    exports org.portalemails.web;
    exports org.portalemails.web.rest;
    exports org.portalemails.metrics;
    exports org.portalemails.inmemory;
    exports org.portalemails.spring;

    // Spring makes the beans.
    opens org.portalemails.spring;
}
