package org.portalemails.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The server's side of one connection. */
final class ScriptedSmtpConversation implements SmtpAct.Line {
    private static final int LONGEST_LINE = 8192;

    private final ScriptedSmtpServer server;
    private final SmtpScript script;
    private final Socket raw;
    private final int number;
    private final Map<SmtpStage, Integer> visits = new EnumMap<>(SmtpStage.class);
    private InputStream in;
    private OutputStream out;
    private boolean secured;
    private int lastDigit;
    private @Nullable String mailCommand;
    private List<String> recipients = new ArrayList<>();

    ScriptedSmtpConversation(ScriptedSmtpServer server, SmtpScript script, Socket raw, int number) throws IOException {
        this.server = server;
        this.script = script;
        this.raw = raw;
        this.number = number;
        this.in = new BufferedInputStream(raw.getInputStream());
        this.out = raw.getOutputStream();
    }

    void run() throws IOException {
        if (script.isImplicitTls() && !secure()) {
            return;
        }
        if (!answer(SmtpStage.GREETING, "220 scripted.example ESMTP")) {
            return;
        }
        while (true) {
            String line = readLine();
            if (line == null || !command(line)) {
                return;
            }
        }
    }

    private boolean command(String line) throws IOException {
        String verb = line.toUpperCase(Locale.ROOT);
        server.heard(verb.startsWith("AUTH") ? line.substring(0, Math.min(line.length(), 12)) : line);
        if (verb.startsWith("EHLO") || verb.startsWith("HELO")) {
            return answer(secured ? SmtpStage.EHLO_IN_TLS : SmtpStage.EHLO, hello(verb.startsWith("EHLO")));
        }
        if (verb.equals("STARTTLS")) {
            return answer(SmtpStage.STARTTLS, "220 go ahead")
                    && (secured || script.tls().isEmpty() || secure());
        }
        if (verb.startsWith("AUTH")) {
            return auth(verb);
        }
        if (verb.startsWith("MAIL FROM:")) {
            boolean nested = mailCommand != null;
            boolean goesOn = answer(SmtpStage.MAIL, nested ? "503 5.5.1 nested MAIL command" : "250 2.1.0 Ok");
            if (lastDigit == '2') {
                mailCommand = line;
                recipients = new ArrayList<>();
            }
            return goesOn;
        }
        if (verb.startsWith("RCPT TO:")) {
            boolean goesOn = answer(SmtpStage.RCPT, mailCommand == null ? "503 5.5.1 need MAIL" : "250 2.1.5 Ok");
            if (lastDigit == '2') {
                recipients.add(line);
            }
            return goesOn;
        }
        return switch (verb) {
            case "DATA" -> data();
            case "RSET" -> {
                mailCommand = null;
                yield answer(SmtpStage.RSET, "250 2.0.0 Ok");
            }
            case "NOOP" -> answer(SmtpStage.NOOP, "250 2.0.0 Ok");
            case "QUIT" -> {
                answer(SmtpStage.QUIT, "221 2.0.0 Bye");
                yield false;
            }
            default -> {
                send("500 5.5.2 what?\r\n".getBytes(StandardCharsets.US_ASCII));
                yield true;
            }
        };
    }

    private String hello(boolean extended) {
        List<String> lines = new ArrayList<>(List.of("scripted.example"));
        if (extended) {
            lines.addAll(script.extensions());
            if (script.tls().isPresent() && !secured) {
                lines.add("STARTTLS");
            }
        }
        StringBuilder reply = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            boolean last = i == lines.size() - 1;
            reply.append("250").append(last ? ' ' : '-').append(lines.get(i)).append(last ? "" : "\r\n");
        }
        return reply.toString();
    }

    private boolean auth(String verb) throws IOException {
        Optional<SmtpAct> act = actAt(SmtpStage.AUTH);
        if (act.isPresent()) {
            return act.get().play(this);
        }
        if (verb.startsWith("AUTH LOGIN")) {
            for (String prompt : List.of("334 VXNlcm5hbWU6\r\n", "334 UGFzc3dvcmQ6\r\n")) {
                send(prompt.getBytes(StandardCharsets.US_ASCII));
                if (readLine() == null) {
                    return false;
                }
            }
        }
        send("235 2.7.0 welcome\r\n".getBytes(StandardCharsets.US_ASCII));
        return true;
    }

    private boolean data() throws IOException {
        Optional<SmtpAct> act = actAt(SmtpStage.DATA);
        if (act.isPresent()) {
            return act.get().play(this);
        }
        if (mailCommand == null || recipients.isEmpty()) {
            send("503 5.5.1 need RCPT\r\n".getBytes(StandardCharsets.US_ASCII));
            return true;
        }
        send("354 go on\r\n".getBytes(StandardCharsets.US_ASCII));
        Optional<SmtpAct> instead = actAt(SmtpStage.BODY);
        if (instead.isPresent()) {
            return instead.get().play(this);
        }
        byte[] body = readBody();
        server.took(new ReceivedMail(number, mailCommand, recipients, body));
        mailCommand = null;
        return answer(
                SmtpStage.FINAL_DOT,
                "250 2.0.0 Ok: queued as " + number + "-" + server.mails().size());
    }

    /** Up to CR LF dot CR LF and to nothing else. */
    private byte[] readBody() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int before = -1;
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException();
            }
            line.write(b);
            if (b == '\n' && before == '\r') {
                byte[] whole = line.toByteArray();
                line.reset();
                if (whole.length == 3 && whole[0] == '.') {
                    return body.toByteArray();
                }
                int skip = whole[0] == '.' ? 1 : 0;
                body.write(whole, skip, whole.length - skip);
            }
            before = b;
        }
    }

    private boolean secure() throws IOException {
        Optional<SmtpAct> act = actAt(SmtpStage.TLS_HANDSHAKE);
        if (act.isPresent()) {
            if (act.get().play(this)) {
                // Closing with the client's hello unread would reset the connection and take the answer along.
                waitForTheOtherSide();
            }
            return false;
        }
        SSLSocket tls = (SSLSocket) script.tls()
                .orElseThrow()
                .getSocketFactory()
                .createSocket(raw, raw.getInetAddress().getHostAddress(), raw.getPort(), true);
        tls.setUseClientMode(false);
        tls.setNeedClientAuth(script.isClientCertificateNeeded());
        tls.startHandshake();
        in = new BufferedInputStream(tls.getInputStream());
        out = tls.getOutputStream();
        secured = true;
        return true;
    }

    private Optional<SmtpAct> actAt(SmtpStage stage) {
        int visit = visits.merge(stage, 1, Integer::sum) - 1;
        return script.actAt(stage, visit);
    }

    private boolean answer(SmtpStage stage, String usual) throws IOException {
        Optional<SmtpAct> act = actAt(stage);
        if (act.isPresent()) {
            return act.get().play(this);
        }
        send((usual + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return true;
    }

    private @Nullable String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int b = in.read();
            if (b < 0) {
                return null;
            }
            if (b == '\n') {
                return line.toString();
            }
            if (b != '\r') {
                line.append((char) b);
            }
            if (line.length() > LONGEST_LINE) {
                throw new IOException("line too long");
            }
        }
    }

    @Override
    public void send(byte[] bytes) throws IOException {
        lastDigit = bytes.length == 0 ? 0 : bytes[0];
        out.write(bytes);
        out.flush();
    }

    @Override
    public void waitForTheOtherSide() throws IOException {
        byte[] lost = new byte[4096];
        while (in.read(lost) >= 0) {
            // Nothing of it is wanted.
        }
    }

    @Override
    public void hang() {
        pause(Duration.ofMinutes(1));
    }

    @Override
    public void reset() {
        try {
            raw.setSoLinger(true, 0);
            raw.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }

    @Override
    public void halfClose() throws IOException {
        if (!raw.isOutputShutdown()) {
            raw.shutdownOutput();
        }
    }

    @Override
    public void pause(Duration pause) {
        try {
            server.stopped().await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
