package org.portalemails.mail.sender;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses of hosts as bytes; never a look-up. */
final class IpAddress {
    private static final Pattern IP4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern IP6 = Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:]{2,39}(?:[0-9.]{7,15})?");

    private IpAddress() {}

    /** 4 or 16 bytes; {@code null} for what is no address. One of IPv4 that is written as IPv6 stays one of 16. */
    static byte @Nullable [] parse(String text) {
        boolean four = IP4.matcher(text).matches();
        if (!four && !IP6.matcher(text).matches()) {
            return null;
        }
        try {
            byte[] bytes = InetAddress.getByName(four ? text : "[" + text + "]").getAddress();
            return !four && bytes.length == 4 ? mapped(bytes) : bytes;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static byte[] mapped(byte[] four) {
        byte[] six = new byte[16];
        six[10] = (byte) 0xff;
        six[11] = (byte) 0xff;
        System.arraycopy(four, 0, six, 12, 4);
        return six;
    }

    /** Of an IPv4 address that is written as IPv6 its four bytes; any other as it is. */
    static byte[] unmapped(byte[] address) {
        return address.length == 16 && isWithin(address, mapped(new byte[4]), 96)
                ? Arrays.copyOfRange(address, 12, 16)
                : address;
    }

    static boolean isWithin(byte[] address, byte[] network, int bits) {
        if (address.length != network.length) {
            return false;
        }
        int whole = bits / 8;
        if (!Arrays.equals(address, 0, whole, network, 0, whole)) {
            return false;
        }
        int left = bits % 8;
        return left == 0 || (address[whole] ^ network[whole]) >> (8 - left) == 0;
    }

    /** As macros and reverse names have it: four numbers, or 32 hexadecimal digits with dots between. */
    static String dotted(byte[] address) {
        StringBuilder text = new StringBuilder(64);
        for (byte b : address) {
            if (address.length == 4) {
                text.append(b & 0xff).append('.');
            } else {
                text.append(Character.forDigit(b >> 4 & 0xf, 16))
                        .append('.')
                        .append(Character.forDigit(b & 0xf, 16))
                        .append('.');
            }
        }
        return text.substring(0, text.length() - 1);
    }
}
