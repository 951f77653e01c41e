package org.portalemails.mail.sender;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server on the loopback, by UDP and TCP, that answers from {@link ZoneData}: truly, not at all, or wrongly. */
final class DnsServer implements AutoCloseable {
    private static final List<String> KINDS = List.of("A", "CNAME", "PTR", "MX", "TXT", "AAAA");
    private static final List<Integer> CODES = List.of(1, 5, 12, 15, 16, 28);
    private static final int LONGEST_BY_UDP = 512;

    private final ZoneData zone;
    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final AtomicInteger byTcp = new AtomicInteger();
    private final AtomicInteger byUdp = new AtomicInteger();
    private volatile boolean wrongIdFirst;
    private volatile boolean silentByTcp;

    DnsServer(ZoneData zone) throws IOException {
        this.zone = zone;
        ServerSocket stream = null;
        DatagramSocket datagrams = null;
        while (datagrams == null) {
            stream = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            try {
                datagrams = new DatagramSocket(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), stream.getLocalPort()));
            } catch (IOException e) {
                stream.close(); // the same number is taken there
            }
        }
        this.tcp = stream;
        this.udp = datagrams;
        daemon(this::serveUdp);
        daemon(this::serveTcp);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "dns-server");
        thread.setDaemon(true);
        thread.start();
    }

    Resolver resolver(Duration timeout) {
        return Resolver.of("dns://127.0.0.1:" + udp.getLocalPort(), timeout);
    }

    /** Before each answer by UDP, one to another question. */
    DnsServer wrongIdFirst() {
        this.wrongIdFirst = true;
        return this;
    }

    /** Takes questions by TCP and says nothing. */
    DnsServer silentByTcp() {
        this.silentByTcp = true;
        return this;
    }

    int questionsByTcp() {
        return byTcp.get();
    }

    int questionsByUdp() {
        return byUdp.get();
    }

    private void serveUdp() {
        byte[] buffer = new byte[1500];
        while (!udp.isClosed()) {
            try {
                DatagramPacket question = new DatagramPacket(buffer, buffer.length);
                udp.receive(question);
                byUdp.incrementAndGet();
                byte[] asked = java.util.Arrays.copyOf(buffer, question.getLength());
                byte[] answer = answer(asked);
                if (answer == null) {
                    continue;
                }
                if (answer.length > LONGEST_BY_UDP) {
                    answer = reply(asked, 0x8380, new byte[0], 0);
                }
                if (wrongIdFirst) {
                    byte[] forged = reply(asked, 0x8183, new byte[0], 0);
                    forged[0] ^= 0x55;
                    udp.send(new DatagramPacket(forged, forged.length, question.getSocketAddress()));
                }
                udp.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try (Socket client = tcp.accept()) {
                byTcp.incrementAndGet();
                DataInputStream in = new DataInputStream(client.getInputStream());
                byte[] asked = new byte[in.readUnsignedShort()];
                in.readFully(asked);
                if (silentByTcp) {
                    in.read(); // until the other side gives up
                    continue;
                }
                byte[] answer = answer(asked);
                if (answer != null) {
                    DataOutputStream out = new DataOutputStream(client.getOutputStream());
                    out.writeShort(answer.length);
                    out.write(answer);
                    out.flush();
                }
            } catch (IOException e) {
                // closed, or gone
            }
        }
    }

    /** {@code null} to say nothing. */
    private byte[] answer(byte[] asked) throws IOException {
        StringBuilder name = new StringBuilder();
        int at = 12;
        while (asked[at] != 0) {
            int length = asked[at] & 0xff;
            name.append(name.length() > 0 ? "." : "")
                    .append(new String(asked, at + 1, length, StandardCharsets.ISO_8859_1));
            at += length + 1;
        }
        int kind = (asked[at + 1] & 0xff) << 8 | asked[at + 2] & 0xff;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream records = new DataOutputStream(bytes);
        String asking = name.toString();
        int count = 0;
        while (true) {
            Map<String, List<List<String>>> found = zone.of(asking);
            if (found == null) {
                return reply(
                        asked,
                        zone.all().keySet().stream().anyMatch(under(asking)) ? 0x8180 : 0x8183,
                        bytes.toByteArray(),
                        count);
            }
            if (found.containsKey("TIMEOUT")) {
                return null;
            }
            if (found.containsKey("SERVFAIL") || found.containsKey("REFUSED")) {
                return reply(asked, found.containsKey("REFUSED") ? 0x8185 : 0x8182, new byte[0], 0);
            }
            if (!found.containsKey("CNAME")) {
                String type = CODES.contains(kind) ? KINDS.get(CODES.indexOf(kind)) : "";
                for (List<String> value : found.getOrDefault(type, List.of())) {
                    record(records, asking, kind, data(kind, value));
                    count++;
                }
                return reply(asked, 0x8180, bytes.toByteArray(), count);
            }
            String target = found.get("CNAME").get(0).get(0);
            record(records, asking, 5, data(5, List.of(target)));
            count++;
            asking = target;
        }
    }

    private static java.util.function.Predicate<String> under(String name) {
        return other -> other.endsWith("." + name.toLowerCase(java.util.Locale.ROOT));
    }

    private static byte[] reply(byte[] asked, int flags, byte[] records, int count) {
        int end = 12;
        while (asked[end] != 0) {
            end += (asked[end] & 0xff) + 1;
        }
        end += 5;
        byte[] reply = java.util.Arrays.copyOf(asked, end + records.length);
        System.arraycopy(records, 0, reply, end, records.length);
        reply[2] = (byte) (flags >> 8);
        reply[3] = (byte) flags;
        reply[6] = (byte) (count >> 8);
        reply[7] = (byte) count;
        java.util.Arrays.fill(reply, 8, 12, (byte) 0);
        return reply;
    }

    private static void record(DataOutputStream out, String name, int kind, byte[] data) throws IOException {
        out.write(encoded(name));
        out.writeShort(kind);
        out.writeShort(1);
        out.writeInt(60);
        out.writeShort(data.length);
        out.write(data);
    }

    private static byte[] data(int kind, List<String> value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (kind) {
            case 1, 28 -> out.write(InetAddress.getByName(value.get(0)).getAddress());
            case 5, 12 -> out.write(encoded(value.get(0)));
            case 15 -> {
                String[] parts = value.get(0).split(" ");
                new DataOutputStream(out).writeShort(Integer.parseInt(parts[0]));
                out.write(encoded(parts[1]));
            }
            default -> {
                for (String string : value) {
                    byte[] text = string.getBytes(StandardCharsets.ISO_8859_1);
                    for (int from = 0; from == 0 || from < text.length; from += 255) {
                        int length = Math.min(255, text.length - from);
                        out.write(length);
                        out.write(text, from, length);
                    }
                }
            }
        }
        return out.toByteArray();
    }

    private static byte[] encoded(String name) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!name.equals(".")) {
            for (String label : name.split("\\.")) {
                byte[] text = label.getBytes(StandardCharsets.ISO_8859_1);
                out.write(text.length);
                out.write(text);
            }
        }
        out.write(0);
        return out.toByteArray();
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
