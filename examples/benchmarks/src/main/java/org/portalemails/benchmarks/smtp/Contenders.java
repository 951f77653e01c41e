package org.portalemails.benchmarks.smtp;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.portalemails.mail.SmtpTransport;
import org.portalemails.mail.SmtpTransportBuilder;
import org.portalemails.mail.TlsMode;
import org.portalemails.transport.DeliveryOutcome;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/** The contenders, each used as its own documentation shows. */
final class Contenders {
    private Contenders() {}

    /** Ours, with everything on that a host has on: deadlines, checks, outcome. */
    static Contender ours(int port, int connections) {
        return ours(connections, SmtpTransport.builder("127.0.0.1", port).tls(TlsMode.PLAIN));
    }

    /** The same with STARTTLS. */
    static Contender ours(TlsSink sink, int connections) {
        return ours(
                connections,
                SmtpTransport.builder("127.0.0.1", sink.port())
                        .tls(TlsMode.STARTTLS_REQUIRED)
                        .sslContext(sink.context()));
    }

    private static Contender ours(int connections, SmtpTransportBuilder server) {
        SmtpTransport transport =
                server.maxConnections(connections).mailsPerConnection(1_000_000).build();
        return new Contender() {
            @Override
            public String name() {
                return "ours";
            }

            @Override
            public void send(int mails, int threads) throws Exception {
                Threads.run(threads, mails, left -> {
                    int n;
                    while ((n = left.getAndDecrement()) > 0) {
                        DeliveryOutcome outcome = transport.deliver(SampleMail.mail(n));
                        if (!(outcome instanceof DeliveryOutcome.Accepted)) {
                            throw new IllegalStateException(outcome.toString());
                        }
                    }
                });
            }

            @Override
            public void close() {
                transport.close();
            }
        };
    }

    private static Session session(int port) {
        return Session.getInstance(properties(port));
    }

    private static Properties properties(int port) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(port));
        return properties;
    }

    private static MimeMessage mimeMessage(Session session) throws Exception {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(SampleMail.FROM, "ERP Portal", "UTF-8"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(SampleMail.TO, SampleMail.NAME, "UTF-8"));
        message.setSubject(SampleMail.SUBJECT, "UTF-8");
        message.setText(SampleMail.TEXT, "UTF-8");
        message.saveChanges();
        return message;
    }

    static Contender angusKept(int port) {
        return angusKept(session(port));
    }

    /** The same with STARTTLS. */
    static Contender angusKept(TlsSink sink) {
        Properties properties = properties(sink.port());
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
        properties.put("mail.smtp.ssl.socketFactory", sink.context().getSocketFactory());
        return angusKept(Session.getInstance(properties));
    }

    private static Contender angusKept(Session session) {
        return contender(
                "Angus, connection kept",
                (mails, threads) -> Threads.run(threads, mails, left -> {
                    try (Transport transport = session.getTransport("smtp")) {
                        transport.connect();
                        while (left.getAndDecrement() > 0) {
                            MimeMessage message = mimeMessage(session);
                            transport.sendMessage(message, new Address[] {new InternetAddress(SampleMail.TO)});
                        }
                    }
                }));
    }

    static Contender angusNew(int port) {
        Session session = session(port);
        return contender(
                "Angus, Transport.send",
                (mails, threads) -> Threads.run(threads, mails, left -> {
                    while (left.getAndDecrement() > 0) {
                        Transport.send(mimeMessage(session));
                    }
                }));
    }

    static Contender spring(int port) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        return contender(
                "Spring JavaMailSender",
                (mails, threads) -> Threads.run(threads, mails, left -> {
                    while (left.getAndDecrement() > 0) {
                        MimeMessage message = sender.createMimeMessage();
                        MimeMessageHelper helper = new MimeMessageHelper(message, "UTF-8");
                        helper.setFrom(SampleMail.FROM, "ERP Portal");
                        helper.setTo(new InternetAddress(SampleMail.TO, SampleMail.NAME, "UTF-8"));
                        helper.setSubject(SampleMail.SUBJECT);
                        helper.setText(SampleMail.TEXT);
                        sender.send(message);
                    }
                }));
    }

    static Contender simpleJavaMail(int port, int connections) {
        Mailer mailer = MailerBuilder.withSMTPServer("127.0.0.1", port)
                .withTransportStrategy(TransportStrategy.SMTP)
                .withConnectionPoolCoreSize(connections)
                .withConnectionPoolMaxSize(connections)
                .buildMailer();
        return new Contender() {
            @Override
            public String name() {
                return "Simple Java Mail, pool";
            }

            @Override
            public void send(int mails, int threads) throws Exception {
                Threads.run(threads, mails, left -> {
                    while (left.getAndDecrement() > 0) {
                        Email email = EmailBuilder.startingBlank()
                                .from("ERP Portal", SampleMail.FROM)
                                .to(SampleMail.NAME, SampleMail.TO)
                                .withSubject(SampleMail.SUBJECT)
                                .withPlainText(SampleMail.TEXT)
                                .buildEmail();
                        mailer.sendMail(email).get();
                    }
                });
            }

            @Override
            public void close() throws Exception {
                mailer.shutdownConnectionPool().get();
            }
        };
    }

    static Contender vertx(int port, int connections) {
        Vertx vertx = Vertx.vertx();
        MailClient client = MailClient.create(
                vertx,
                new MailConfig("127.0.0.1", port)
                        .setStarttls(StartTLSOptions.DISABLED)
                        .setMaxPoolSize(connections)
                        .setKeepAlive(true));
        return new Contender() {
            @Override
            public String name() {
                return "Vert.x mail client";
            }

            @Override
            public void send(int mails, int threads) throws Exception {
                Threads.run(threads, mails, left -> {
                    while (left.getAndDecrement() > 0) {
                        MailMessage message =
                                new MailMessage(SampleMail.FROM, SampleMail.TO, SampleMail.SUBJECT, SampleMail.TEXT);
                        client.sendMail(message)
                                .toCompletionStage()
                                .toCompletableFuture()
                                .get();
                    }
                });
            }

            @Override
            public void close() throws Exception {
                client.close().toCompletionStage().toCompletableFuture().get();
                vertx.close().toCompletionStage().toCompletableFuture().get();
            }
        };
    }

    /** Postfix's own test client, written in C: the reference. */
    static Contender smtpSource(int port) {
        return contender("smtp-source -d", (mails, connections) -> {
            Process process = new ProcessBuilder(
                            "smtp-source",
                            "-d",
                            "-l",
                            "4096",
                            "-m",
                            Integer.toString(mails),
                            "-s",
                            Integer.toString(connections),
                            "127.0.0.1:" + port)
                    .inheritIO()
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("smtp-source failed");
            }
        });
    }

    private interface Sending {
        void send(int mails, int connections) throws Exception;
    }

    private static Contender contender(String name, Sending sending) {
        return new Contender() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void send(int mails, int connections) throws Exception {
                sending.send(mails, connections);
            }
        };
    }
}
