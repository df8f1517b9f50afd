package io.tidemark.record;

/** What is UTF-8 and what is not, by RFC 3629. */
final class Utf8 {

    private Utf8() {}

    /**
     * How many bytes the character has that begins at {@code at} with a byte outside ASCII; 0 if none begins there:
     * because the sequence is cut short, longer than it need be, of a surrogate or of more than U+10FFFF.
     */
    static int characterLength(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xFF;
        int size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || end - at < size || !secondFits(lead, bytes[at + 1] & 0xFF)) {
            return 0;
        }
        for (int i = 2; i < size; i++) {
            if (!continues(bytes[at + i])) {
                return 0;
            }
        }
        return size;
    }

    /** The second byte decides whether a sequence is overlong, a surrogate or out of range. */
    private static boolean secondFits(int lead, int second) {
        return switch (lead) {
            case 0xE0 -> second >= 0xA0 && second <= 0xBF;
            case 0xED -> second >= 0x80 && second <= 0x9F;
            case 0xF0 -> second >= 0x90 && second <= 0xBF;
            case 0xF4 -> second >= 0x80 && second <= 0x8F;
            default -> second >= 0x80 && second <= 0xBF;
        };
    }

    private static boolean continues(byte value) {
        return (value & 0xC0) == 0x80;
    }
}
