package io.tidemark.record;

/** What is UTF-8 and what is not, by RFC 3629. */
final class Utf8 {

    /** What {@link #firstWrong} answers when all is UTF-8. */
    static final int ALL_RIGHT = -1;

    private Utf8() {}

    /** Where in the text a byte stands, counted from 0, that begins no character; {@link #ALL_RIGHT} if none does. */
    static int firstWrong(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            if (bytes[at] >= 0) {
                at++;
                continue;
            }
            int size = characterLength(bytes, at, end);
            if (size == 0) {
                return at - offset;
            }
            at += size;
        }
        return ALL_RIGHT;
    }

    /** Why a text can't be carried, to be read after "the value". */
    static String problem(int firstWrong) {
        return "is not UTF-8 from its byte %d on, as in a database with the encoding SQL_ASCII"
                .formatted(firstWrong + 1);
    }

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
