package io.tidemark.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.record.Column;
import io.tidemark.record.Table;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes pgoutput's messages, protocol version 1, as a server does: what {@link LogDecoder} reads. */
final class LogMessages {

    /** Stands for a TOASTed value that is not sent; no text of PostgreSQL can hold a zero byte. */
    static final String UNCHANGED = "\0";

    private static final long POSTGRES_EPOCH_MICROS = 946_684_800_000_000L;

    /** The driver gives a part of the packet that it received, which begins with a head of this length. */
    private static final int PACKET_HEAD = 25;

    private LogMessages() {}

    private interface Body {
        void writeTo(DataOutputStream out) throws IOException;
    }

    static ByteBuffer begin(long commitLsn, long commitMicros, long xid) {
        return message('B', out -> {
            out.writeLong(commitLsn);
            out.writeLong(commitMicros - POSTGRES_EPOCH_MICROS);
            out.writeInt((int) xid);
        });
    }

    static ByteBuffer commit(long commitLsn, long endLsn, long commitMicros) {
        return message('C', out -> {
            out.writeByte(0);
            out.writeLong(commitLsn);
            out.writeLong(endLsn);
            out.writeLong(commitMicros - POSTGRES_EPOCH_MICROS);
        });
    }

    /** @param replicaIdentity d, i or f; under f every column is marked as key, as the server does */
    static ByteBuffer relation(Table table, char replicaIdentity) {
        return message('R', out -> {
            out.writeInt(table.oid());
            writeString(out, table.schema());
            writeString(out, table.name());
            out.writeByte(replicaIdentity);
            out.writeShort(table.columns().size());
            for (Column column : table.columns()) {
                out.writeByte(column.key() || replicaIdentity == 'f' ? 1 : 0);
                writeString(out, column.name());
                out.writeInt(column.typeOid());
                out.writeInt(column.typeModifier());
            }
        });
    }

    static ByteBuffer insert(int oid, @Nullable String... values) {
        return message('I', out -> {
            out.writeInt(oid);
            writeTuple(out, 'N', values);
        });
    }

    static ByteBuffer update(int oid, @Nullable String... values) {
        return message('U', out -> {
            out.writeInt(oid);
            writeTuple(out, 'N', values);
        });
    }

    /**
     * An UPDATE with an old row.
     *
     * @param kind K if {@code old} is the key only, with null elsewhere; O if it is the whole old row
     */
    static ByteBuffer update(int oid, char kind, @Nullable String[] old, @Nullable String... values) {
        return message('U', out -> {
            out.writeInt(oid);
            writeTuple(out, kind, old);
            writeTuple(out, 'N', values);
        });
    }

    /** @param kind as in {@link #update(int, char, String[], String...)} */
    static ByteBuffer delete(int oid, char kind, @Nullable String... old) {
        return message('D', out -> {
            out.writeInt(oid);
            writeTuple(out, kind, old);
        });
    }

    static ByteBuffer truncate(int... oids) {
        return message('T', out -> {
            out.writeInt(oids.length);
            out.writeByte(0);
            for (int oid : oids) {
                out.writeInt(oid);
            }
        });
    }

    static ByteBuffer origin() {
        return message('O', out -> {
            out.writeLong(1);
            writeString(out, "elsewhere");
        });
    }

    static ByteBuffer type() {
        return message('Y', out -> {
            out.writeInt(16_500);
            writeString(out, "public");
            writeString(out, "mood");
        });
    }

    static ByteBuffer message(char type) {
        return message(type, out -> {});
    }

    private static ByteBuffer message(char type, Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(new byte[PACKET_HEAD]);
            out.writeByte(type);
            body.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return ByteBuffer.wrap(bytes.toByteArray()).position(PACKET_HEAD).slice();
    }

    private static void writeTuple(DataOutputStream out, char kind, @Nullable String... values) throws IOException {
        out.writeByte(kind);
        out.writeShort(values.length);
        for (String value : values) {
            if (value == null) {
                out.writeByte('n');
            } else if (value.equals(UNCHANGED)) {
                out.writeByte('u');
            } else {
                byte[] text = value.getBytes(UTF_8);
                out.writeByte('t');
                out.writeInt(text.length);
                out.write(text);
            }
        }
    }

    private static void writeString(DataOutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.writeByte(0);
    }
}
