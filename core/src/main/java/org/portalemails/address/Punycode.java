package org.portalemails.address;

import org.jspecify.annotations.Nullable;

/**
 * The encoding of labels in internationalized domain names.
 *
 * <p>Labels are short (at most 63 characters), so that the quadratic insertions do not matter.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3492">RFC 3492, sections 5 and 6</a>
 */
final class Punycode {
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int INITIAL_BIAS = 72;
    private static final int INITIAL_N = 128;

    private Punycode() {}

    /** Encodes a label, without the prefix {@code xn--}. */
    static String encode(String label) {
        int[] input = label.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        for (int c : input) {
            if (c < INITIAL_N) {
                out.append((char) c);
            }
        }
        int basic = out.length();
        int handled = basic;
        if (basic > 0) {
            out.append('-');
        }
        int n = INITIAL_N;
        int delta = 0;
        int bias = INITIAL_BIAS;
        while (handled < input.length) {
            int next = Integer.MAX_VALUE;
            for (int c : input) {
                if (c >= n && c < next) {
                    next = c;
                }
            }
            delta += (next - n) * (handled + 1);
            n = next;
            for (int c : input) {
                if (c < n) {
                    delta++;
                } else if (c == n) {
                    int q = delta;
                    for (int k = BASE; ; k += BASE) {
                        int t = threshold(k, bias);
                        if (q < t) {
                            break;
                        }
                        out.append(digit(t + (q - t) % (BASE - t)));
                        q = (q - t) / (BASE - t);
                    }
                    out.append(digit(q));
                    bias = adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            n++;
        }
        return out.toString();
    }

    /**
     * Decodes a label in lower case, without its prefix.
     *
     * @return {@code null} if it is not Punycode
     */
    static @Nullable String decode(String encoded) {
        StringBuilder out = new StringBuilder();
        int delimiter = encoded.lastIndexOf('-');
        if (delimiter > 0) {
            out.append(encoded, 0, delimiter);
        }
        int n = INITIAL_N;
        long i = 0;
        int bias = INITIAL_BIAS;
        int count = out.length();
        int at = delimiter > 0 ? delimiter + 1 : 0;
        while (at < encoded.length()) {
            long before = i;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = at < encoded.length() ? value(encoded.charAt(at++)) : -1;
                if (digit < 0) {
                    return null;
                }
                i += digit * weight;
                if (i > Integer.MAX_VALUE) {
                    return null;
                }
                int t = threshold(k, bias);
                if (digit < t) {
                    break;
                }
                // Cannot overflow: a weight beyond an int makes the next digit that is not the last one end above.
                weight *= BASE - t;
            }
            count++;
            bias = adapt((int) (i - before), count, before == 0);
            n += (int) (i / count);
            i %= count;
            if (n > Character.MAX_CODE_POINT || n >= Character.MIN_SURROGATE && n <= Character.MAX_SURROGATE || n < 0) {
                return null;
            }
            out.insert(out.offsetByCodePoints(0, (int) i), Character.toString(n));
            i++;
        }
        return out.toString();
    }

    private static int threshold(int k, int bias) {
        return Math.max(T_MIN, Math.min(T_MAX, k - bias));
    }

    private static int adapt(int delta, int points, boolean first) {
        int scaled = first ? delta / DAMP : delta / 2;
        scaled += scaled / points;
        int k = 0;
        while (scaled > (BASE - T_MIN) * T_MAX / 2) {
            scaled /= BASE - T_MIN;
            k += BASE;
        }
        return k + (BASE - T_MIN + 1) * scaled / (scaled + SKEW);
    }

    private static char digit(int value) {
        return (char) (value < 26 ? 'a' + value : '0' + value - 26);
    }

    private static int value(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
    }
}
