/** A host that is a module itself. */
module com.example.modular {
    requires org.portalemails.core;
    requires org.portalemails.mail;
    requires org.portalemails.jdbc;
    requires com.h2database;
    requires java.naming; // for H2
}
