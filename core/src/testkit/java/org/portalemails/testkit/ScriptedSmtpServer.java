package org.portalemails.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * A mail server for tests that does what a script says: any reply, drop, reset, half-close, stall, drip, garbage, endless
 * lines, at any stage, in clear and in TLS. Listens on a free port of 127.0.0.1; needs nothing but the JDK.
 *
 * <pre>{@code
 * try (ScriptedSmtpServer server = ScriptedSmtpServer.start(
 *         SmtpScript.accepting().at(SmtpStage.RCPT, SmtpAct.reply("550 5.1.1 no such user")))) {
 *     // talk to 127.0.0.1 at server.port()
 * }
 * }</pre>
 */
public final class ScriptedSmtpServer implements AutoCloseable {
    private final ServerSocket listener;
    private final IntFunction<SmtpScript> scripts;
    private final List<ReceivedMail> mails = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private ScriptedSmtpServer(IntFunction<SmtpScript> scripts, int receiveBuffer) throws IOException {
        this.scripts = scripts;
        this.listener = new ServerSocket();
        if (receiveBuffer > 0) {
            listener.setReceiveBufferSize(receiveBuffer);
        }
        listener.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 200);
    }

    /**
     * Starts a server that plays the same script on every connection.
     *
     * @param script the script
     * @return the running server
     */
    public static ScriptedSmtpServer start(SmtpScript script) {
        return start(connection -> script);
    }

    /**
     * Starts a server that may play another script on every connection.
     *
     * @param scripts the script for the connection of a number, from 0
     * @return the running server
     */
    public static ScriptedSmtpServer start(IntFunction<SmtpScript> scripts) {
        return start(scripts, 0);
    }

    /**
     * Starts a server whose connections buffer little, so that somebody who writes to it soon hangs if it does not read.
     *
     * @param scripts the script for the connection of a number, from 0
     * @param receiveBuffer in bytes, as a hint to the system; zero leaves it alone
     * @return the running server
     */
    public static ScriptedSmtpServer start(IntFunction<SmtpScript> scripts, int receiveBuffer) {
        try {
            ScriptedSmtpServer server = new ScriptedSmtpServer(scripts, receiveBuffer);
            Thread thread = new Thread(server::listen, "scripted-smtp-" + server.port());
            thread.setDaemon(true);
            thread.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                int number = connections.getAndIncrement();
                Thread thread = new Thread(() -> converse(socket, number), "scripted-smtp-" + port() + "-" + number);
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void converse(Socket socket, int number) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new ScriptedSmtpConversation(this, scripts.apply(number), socket, number).run();
        } catch (IOException e) {
            // The client has gone, or the script said so.
        } finally {
            open.remove(socket);
        }
    }

    void took(ReceivedMail mail) {
        mails.add(mail);
    }

    void heard(String command) {
        commands.add(command);
    }

    CountDownLatch stopped() {
        return stopped;
    }

    /**
     * Where it listens.
     *
     * @return the port on 127.0.0.1
     */
    public int port() {
        return listener.getLocalPort();
    }

    /**
     * The mails whose final dot came, in this order, whatever was answered.
     *
     * @return a live view
     */
    public List<ReceivedMail> mails() {
        return mails;
    }

    /**
     * Every command line that came, of all connections; bodies and AUTH data are not commands.
     *
     * @return a live view, one character for each byte
     */
    public List<String> commands() {
        return commands;
    }

    /**
     * How many connections there were so far.
     *
     * @return a number
     */
    public int connections() {
        return connections.get();
    }

    /**
     * How many connections are open now.
     *
     * @return a number
     */
    public int openConnections() {
        return open.size();
    }

    /** Stops listening and closes every connection. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
