/** What carries mails: SMTP by Jakarta Mail, Microsoft Graph, files, log. The only place that knows {@code jakarta.mail}. */
module org.portalemails.mail {
    requires transitive org.portalemails.core;
    requires transitive jakarta.mail;
    requires org.eclipse.angus.mail;
    requires java.naming;
    requires jdk.naming.dns; // what java.naming asks the DNS by
    requires java.net.http;
    requires org.slf4j;
    requires static transitive org.jspecify;
    requires static spring.core;
    requires static spring.beans;
    requires static spring.context;
    requires static spring.boot;
    requires static spring.boot.autoconfigure;

    exports org.portalemails.mail;
    exports org.portalemails.mail.bounce;
    exports org.portalemails.mail.sender;
    exports org.portalemails.mail.spring;

    // Spring makes the beans.
    opens org.portalemails.mail.spring;
}
