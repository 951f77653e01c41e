/** The SMTP adapter: SMTP by Jakarta Mail. The only place that knows {@code jakarta.mail}. */
module org.portalemails.mail {
    requires transitive org.portalemails.core;
    requires transitive jakarta.mail;
    requires org.eclipse.angus.mail;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports org.portalemails.mail;
    exports org.portalemails.mail.bounce;
}
