package org.portalemails.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one connection, under a time limit that holds whatever the other side does: silence, dripping, not reading.
 * Used by one thread at a time; {@link #expireIfLate} and {@link #close} may be called from others.
 */
final class Wire implements Watchdog.Watched, AutoCloseable {
    private static final int MAX_LINE = 4096;
    private static final int MAX_REPLY = 64 * 1024;
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final Watchdog watchdog;
    private final Socket raw;
    private final byte[] buffer = new byte[4096];
    private int position;
    private int filled;
    private InputStream in;
    private OutputStream out;
    private boolean secured;
    private @Nullable X509Certificate certificate;
    private volatile boolean limited;
    private volatile long limit = NO_LIMIT;
    private volatile boolean expired;
    private volatile boolean closed;

    private Wire(Socket raw, Watchdog watchdog) throws IOException {
        this.raw = raw;
        this.watchdog = watchdog;
        this.in = raw.getInputStream();
        this.out = raw.getOutputStream();
        watchdog.add(this);
    }

    /** Connects to the first address that answers. */
    static Wire connect(InetAddress[] addresses, int port, long patienceNanos, Watchdog watchdog) throws WireFailure {
        long end = System.nanoTime() + patienceNanos;
        IOException last = null;
        for (InetAddress address : addresses) {
            int left = (int) Math.min(Integer.MAX_VALUE, (end - System.nanoTime()) / 1_000_000);
            if (left <= 0) {
                break;
            }
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(address, port), left);
                return new Wire(socket, watchdog);
            } catch (IOException e) {
                last = e;
                closeQuietly(socket);
            }
        }
        if (last == null || last instanceof SocketTimeoutException) {
            throw new WireFailure(WireFailure.Kind.TIMEOUT, "no connection in time", last);
        }
        throw new WireFailure(WireFailure.Kind.NO_CONNECTION, "connection refused or unreachable", last);
    }

    /** Until when the next steps must be done, in {@link System#nanoTime()}. */
    void limit(long nanoTime) {
        limit = nanoTime;
        limited = true;
        watchdog.wake();
    }

    /** Nothing is going on: the connection rests in the pool. */
    void rest() {
        limited = false;
    }

    /** What the server showed, or {@code null} in clear. */
    @Nullable
    X509Certificate certificate() {
        return certificate;
    }

    boolean isSecured() {
        return secured;
    }

    boolean isClosed() {
        return closed;
    }

    Socket socket() {
        return raw;
    }

    /** Puts TLS over the connection, and checks whom we talk to. */
    void secure(SSLSocketFactory factory, String host) throws WireFailure {
        if (position < filled) {
            // What was sent in clear must not count as said inside TLS (CVE-2011-0411).
            throw failed(WireFailure.Kind.UNTRUSTED, "unexpected text before the TLS handshake", null);
        }
        try {
            SSLSocket tls = (SSLSocket) factory.createSocket(raw, host, raw.getPort(), true);
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            // The JDK does not look at the dates of a certificate that is itself on the list of trusted ones.
            if (tls.getSession().getPeerCertificates()[0] instanceof X509Certificate shown) {
                shown.checkValidity();
                certificate = shown;
            }
            in = tls.getInputStream();
            out = tls.getOutputStream();
            secured = true;
        } catch (CertificateException e) {
            throw failed(WireFailure.Kind.UNTRUSTED, trustText(e), e);
        } catch (IOException e) {
            throw expired
                    ? timeout(e)
                    : isTrustMatter(e) ? failed(WireFailure.Kind.UNTRUSTED, trustText(e), e) : lost(e);
        }
    }

    /** A refused certificate, or no common protocol: repeating does not fix it. A connection that broke is another matter. */
    private static boolean isTrustMatter(IOException e) {
        if (!(e instanceof SSLException)) {
            return false;
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException) {
                return true;
            }
            if (cause instanceof IOException && !(cause instanceof SSLException)) {
                return false;
            }
        }
        String text = String.valueOf(e.getMessage());
        return !text.contains("terminated the handshake") && !text.contains("closed inbound");
    }

    private static String trustText(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "the server's certificate has expired";
            }
            if (cause instanceof CertPathBuilderException) {
                return "the server's certificate is not signed by anybody we trust";
            }
            if (String.valueOf(cause.getMessage()).startsWith("No subject alternative")
                    || String.valueOf(cause.getMessage()).startsWith("No name matching")) {
                return "the server's certificate is for another host";
            }
        }
        return "the TLS handshake failed";
    }

    void write(byte[] bytes) throws WireFailure {
        write(bytes, 0, bytes.length);
    }

    void write(byte[] bytes, int from, int length) throws WireFailure {
        try {
            out.write(bytes, from, length);
            out.flush();
        } catch (IOException e) {
            throw expired ? timeout(e) : lost(e);
        }
    }

    /** Reads one reply, of whatever number of lines. */
    SmtpReply readReply() throws WireFailure {
        int code = 0;
        int total = 0;
        StringBuilder text = new StringBuilder(64);
        while (true) {
            int before = text.length();
            int lineCode = readLine(text);
            boolean more = text.length() > before && text.charAt(before) == '-';
            if (lineCode < 200 || lineCode > 599 || code != 0 && lineCode != code) {
                throw failed(WireFailure.Kind.GARBAGE, "the server does not speak SMTP", null);
            }
            if (text.length() > before) {
                text.deleteCharAt(before);
            }
            code = lineCode;
            total += text.length() - before + 6;
            if (total > MAX_REPLY) {
                throw failed(WireFailure.Kind.GARBAGE, "the server's reply does not end", null);
            }
            if (!more) {
                return new SmtpReply(code, decoded(text));
            }
            text.append('\n');
        }
    }

    /** Servers with SMTPUTF8 may answer in UTF-8 (RFC 6531 section 3.7.4). */
    private static String decoded(StringBuilder text) {
        String bytes = text.toString();
        boolean ascii = bytes.chars().allMatch(c -> c < 0x80);
        return ascii ? bytes : new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Appends what follows the code, separator first; answers the code, or 0 if there is none. */
    private int readLine(StringBuilder text) throws WireFailure {
        int code = 0;
        int length = 0;
        boolean sound = true;
        while (true) {
            int b = read();
            if (b == '\n') {
                break;
            }
            if (b == '\r') {
                continue;
            }
            if (length < 3) {
                sound &= b >= '0' && b <= '9';
                code = code * 10 + b - '0';
            } else if (length == 3) {
                sound &= b == ' ' || b == '-';
                text.append((char) b);
            } else if (length < MAX_LINE) {
                text.append((char) b);
            } else {
                throw failed(WireFailure.Kind.GARBAGE, "the server's line does not end", null);
            }
            length++;
            if (!sound) {
                throw failed(WireFailure.Kind.GARBAGE, "the server does not speak SMTP", null);
            }
        }
        return length < 3 ? 0 : code;
    }

    private int read() throws WireFailure {
        if (position == filled) {
            fill();
        }
        return buffer[position++] & 0xff;
    }

    private void fill() throws WireFailure {
        int count;
        try {
            count = in.read(buffer, 0, buffer.length);
        } catch (IOException e) {
            throw expired ? timeout(e) : lost(e);
        }
        if (count <= 0) {
            throw expired ? timeout(null) : failed(WireFailure.Kind.LOST, "the server closed the connection", null);
        }
        position = 0;
        filled = count;
    }

    /** Whether the server said something that nobody asked for. */
    boolean hasUnread() {
        return position < filled;
    }

    private WireFailure timeout(@Nullable Throwable cause) {
        return failed(WireFailure.Kind.TIMEOUT, "the server did not answer in time", cause);
    }

    private WireFailure lost(Throwable cause) {
        return failed(WireFailure.Kind.LOST, "the connection was lost", cause);
    }

    private WireFailure failed(WireFailure.Kind kind, String text, @Nullable Throwable cause) {
        close();
        return new WireFailure(kind, text, cause);
    }

    @Override
    public void expireIfLate(long nanoTime) {
        if (limited && !expired && nanoTime - limit > 0) {
            expired = true;
            // Not the TLS socket: its close waits for a writer that hangs.
            closeQuietly(raw);
        }
    }

    @Override
    public boolean isBusy() {
        return limited && !closed;
    }

    /** Says goodbye without waiting for an answer. */
    void quit() {
        if (!closed) {
            try {
                out.write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            } catch (IOException e) {
                // The other side has gone already.
            }
        }
        close();
    }

    @Override
    public void close() {
        closed = true;
        limited = false;
        watchdog.remove(this);
        closeQuietly(raw);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, which is what was wanted.
        }
    }
}
