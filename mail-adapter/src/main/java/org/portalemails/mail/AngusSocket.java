package org.portalemails.mail;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/** What Angus sees: a socket whose streams it wraps but, since we override its reading and writing, never uses. */
final class AngusSocket extends Socket {
    private final Wire wire;
    private final String host;

    AngusSocket(Wire wire, String host) {
        this.wire = wire;
        this.host = host;
    }

    @Override
    public InetAddress getInetAddress() {
        try {
            // With its name: Angus must not ask the DNS for it.
            return InetAddress.getByAddress(host, wire.socket().getInetAddress().getAddress());
        } catch (UnknownHostException e) {
            return wire.socket().getInetAddress();
        }
    }

    @Override
    public int getPort() {
        return wire.socket().getPort();
    }

    @Override
    public InputStream getInputStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public synchronized void close() {
        wire.close();
    }
}
