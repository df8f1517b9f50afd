package io.tidemark.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Bytes that are appended to, in an array that is used again. No more than 2 GiB fit: what would go beyond throws {@link
 * IllegalStateException}.
 */
public final class GrowingBytes {

    private static final int FIRST_CAPACITY = 8 * 1024;

    /** An array larger than this is given up after its record: one huge row must not be paid for ever after. */
    private static final int KEPT_CAPACITY = 4 * 1024 * 1024;

    /** What Java's arrays can hold at most on all virtual machines. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;

    /** Takes everything away, and the array too if it is large. */
    public void clear() {
        length = 0;
        if (bytes.length > KEPT_CAPACITY) {
            bytes = new byte[FIRST_CAPACITY];
        }
    }

    /** Takes away what was put behind the first bytes. */
    public void truncate(int bytes) {
        if (bytes < 0 || bytes > length) {
            throw new IndexOutOfBoundsException("%d of %d bytes".formatted(bytes, length));
        }
        length = bytes;
    }

    /** A copy of all of them. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    public void put(byte value) {
        reserve(1);
        bytes[length++] = value;
    }

    public void put(byte[] source) {
        put(source, 0, source.length);
    }

    public void put(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    /** Puts text that has ASCII characters only and needs no escape. */
    void putAscii(String text) {
        put(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Puts the decimal digits of a number, with a dash before a negative one. */
    void putNumber(long number) {
        if (number < 0) {
            putAscii(Long.toString(number));
        } else {
            putUnsigned(number);
        }
    }

    /** Puts the decimal digits of 64 bits without a sign. */
    void putUnsigned(long number) {
        if (number < 0) {
            putAscii(Long.toUnsignedString(number)); // no server has written that much log yet
            return;
        }
        int digits = digits(number);
        reserve(digits);
        long rest = number;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** Puts four bytes, the highest first. */
    public void putInt(int value) {
        reserve(Integer.BYTES);
        INT.set(bytes, length, value);
        length += Integer.BYTES;
    }

    /** Puts eight bytes, the highest first. */
    public void putLong(long value) {
        reserve(Long.BYTES);
        LONG.set(bytes, length, value);
        length += Long.BYTES;
    }

    /** Writes over four bytes that are there. */
    public void setInt(int at, int value) {
        Objects.checkFromIndexSize(at, Integer.BYTES, length);
        INT.set(bytes, at, value);
    }

    /** Puts once more what lies between. */
    public void repeat(int from, int to) {
        Objects.checkFromToIndex(from, to, length);
        put(bytes, from, to - from);
    }

    public int length() {
        return length;
    }

    void put(GrowingBytes source) {
        put(source.bytes, 0, source.length);
    }

    /** Puts a number as Avro has its int and its long: sign last, seven bits a byte, the lowest first. */
    void putVarint(long number) {
        reserve(10);
        if ((number & ~0x3FL) == 0) {
            bytes[length++] = (byte) (number << 1); // most are small
            return;
        }
        long rest = (number << 1) ^ (number >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** Puts a text as Avro has it: its length in bytes, then UTF-8. */
    void putString(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        putVarint(utf8.length);
        put(utf8);
    }

    /** Puts a position as {@link Position#toString} prints it. */
    void putPosition(long lsn, long ordinal) {
        reserve(Lsn.LONGEST);
        length = Lsn.put(bytes, length, lsn);
        put((byte) '#');
        putNumber(ordinal);
    }

    /** Puts the eight bytes of a double, the lowest first. */
    void putDouble(double value) {
        long bits = Double.doubleToLongBits(value);
        reserve(8);
        for (int i = 0; i < 8; i++) {
            bytes[length++] = (byte) (bits >>> (8 * i));
        }
    }

    private static int digits(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private void reserve(int count) {
        long needed = (long) length + count;
        if (needed <= bytes.length) {
            return;
        }
        if (needed > MOST) {
            throw new IllegalStateException("a record is longer than the 2 GiB that one may have");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(MOST, Math.max(needed, 2L * bytes.length)));
    }
}
