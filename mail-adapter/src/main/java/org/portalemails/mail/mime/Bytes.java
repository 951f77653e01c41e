package org.portalemails.mail.mime;

import java.util.Arrays;

/** A growing array of bytes. Not thread-safe. */
final class Bytes {
    private byte[] array;
    private int size;

    Bytes(int capacity) {
        array = new byte[capacity];
    }

    int size() {
        return size;
    }

    byte[] array() {
        return array;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(array, size);
    }

    private void room(int more) {
        if (array.length - size < more) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, size + more));
        }
    }

    Bytes add(int b) {
        room(1);
        array[size++] = (byte) b;
        return this;
    }

    Bytes add(byte[] source, int from, int length) {
        room(length);
        System.arraycopy(source, from, array, size, length);
        size += length;
        return this;
    }

    Bytes add(byte[] source) {
        return add(source, 0, source.length);
    }

    Bytes add(Bytes other) {
        return add(other.array, 0, other.size);
    }

    Bytes crlf() {
        room(2);
        array[size++] = '\r';
        array[size++] = '\n';
        return this;
    }

    /** Adds characters that are ASCII by construction. */
    Bytes ascii(String text) {
        int length = text.length();
        room(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c > 0x7f) {
                throw new IllegalArgumentException("not ASCII");
            }
            array[size++] = (byte) c;
        }
        return this;
    }

    /**
     * The one gate for text that goes into a header: printable ASCII and nothing else, so that no value ever ends its line
     * or starts another header.
     *
     * @throws IllegalArgumentException without the text
     */
    Bytes headerText(CharSequence text, int from, int to) {
        room(to - from);
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c > 0x7e) {
                throw new IllegalArgumentException("a header value has a character that must not stand there");
            }
            array[size++] = (byte) c;
        }
        return this;
    }

    Bytes headerText(CharSequence text) {
        return headerText(text, 0, text.length());
    }
}
