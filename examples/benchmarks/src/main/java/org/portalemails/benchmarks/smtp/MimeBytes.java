package org.portalemails.benchmarks.smtp;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.portalemails.email.OutgoingMail;
import org.portalemails.mail.mime.MimeWriter;

/** Making the bytes of one mail of 4 kB: ours, the least that any writer must do, and a {@code MimeMessage}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MimeBytes {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final MimeWriter writer = new MimeWriter(false, List.of());
    private final OutgoingMail mail = SampleMail.mail(1);
    private final Session session = Session.getInstance(new Properties());

    /** Ours. */
    @Benchmark
    public byte[] ours() {
        return writer.write(mail);
    }

    /** Written by hand for this one mail: headers as a constant, the text in quoted-printable, no checks. */
    @Benchmark
    public byte[] byHand() {
        byte[] head = ("Date: Tue, 24 Nov 2026 05:20:00 +0000\r\nFrom: ERP Portal <portal@erp.example>\r\n"
                        + "To: =?UTF-8?Q?Zo=C3=A9_Tremblay?= <jane.doe@customer.example>\r\n"
                        + "Subject: =?UTF-8?Q?Votre_acc=C3=A8s_au_portail_est_pr=C3=AAt?=\r\n"
                        + "Message-ID: <" + mail.messageId() + ">\r\nAuto-Submitted: auto-generated\r\n"
                        + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                        + "Content-Transfer-Encoding: quoted-printable\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] text = mail.text().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(head.length + text.length * 2);
        out.write(head, 0, head.length);
        int column = 0;
        for (byte b : text) {
            if (b == '\n') {
                out.write('\r');
                out.write('\n');
                column = 0;
                continue;
            }
            boolean quiet = b > 31 && b < 127 && b != '=';
            if (column + 3 > 75) {
                out.write('=');
                out.write('\r');
                out.write('\n');
                column = 0;
            }
            if (quiet) {
                out.write(b);
                column++;
            } else {
                out.write('=');
                out.write(HEX[b >> 4 & 15]);
                out.write(HEX[b & 15]);
                column += 3;
            }
        }
        return out.toByteArray();
    }

    /** As the documentation of Jakarta Mail shows. */
    @Benchmark
    public byte[] angus() throws Exception {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(SampleMail.FROM, "ERP Portal", "UTF-8"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(SampleMail.TO, SampleMail.NAME, "UTF-8"));
        message.setSubject(SampleMail.SUBJECT, "UTF-8");
        message.setText(SampleMail.TEXT, "UTF-8");
        message.saveChanges();
        ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
        message.writeTo(out);
        return out.toByteArray();
    }
}
