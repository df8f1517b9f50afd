package io.tidemark.record;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes which values of a change are not whole in its record: those that were cut, and those that were moved to files. */
final class JsonMarks {

    static final String TRUNCATED = "truncated";
    static final String CLAIMED = "claimed";

    private final GrowingBytes out = new GrowingBytes();
    private final TableForm form;
    private final Predicate<Mark> sort;

    private JsonMarks(TableForm form, Predicate<Mark> sort) {
        this.form = form;
        this.sort = sort;
    }

    /** Puts a member for each sort of mark that the change has. */
    static void put(GrowingBytes out, Change change, TableForm form) {
        putMember(out, TRUNCATED, truncated(change, form));
        putMember(out, CLAIMED, claimed(change, form));
    }

    /** The values that were cut, as a JSON array; nothing if there is none. */
    static byte[] truncated(Change change, TableForm form) {
        return new JsonMarks(form, mark -> mark.path() == null).list(change);
    }

    /** The values that were moved to files, as a JSON array; nothing if there is none. */
    static byte[] claimed(Change change, TableForm form) {
        return new JsonMarks(form, mark -> mark.path() != null).list(change);
    }

    private static void putMember(GrowingBytes out, String member, byte[] list) {
        if (list.length > 0) {
            out.putAscii(",\"" + member + "\":");
            out.put(list);
        }
    }

    private byte[] list(Change change) {
        putEntries("before", change.before());
        putEntries("after", change.after());
        if (out.length() > 0) {
            out.put((byte) ']');
        }
        return out.toByteArray();
    }

    private void putEntries(String image, @Nullable Row row) {
        for (int column = 0; row != null && column < row.size(); column++) {
            Mark mark = row.mark(column);
            if (mark != null && sort.test(mark)) {
                out.put((byte) (out.length() == 0 ? '[' : ','));
                putEntry(image, column, mark);
            }
        }
    }

    private void putEntry(String image, int column, Mark mark) {
        out.putAscii("{\"image\":\"" + image + "\",\"column\":");
        out.put(form.name(column));
        if (mark.path() != null) {
            out.putAscii(",\"path\":");
            out.put(JsonString.of(mark.path()));
        }
        out.putAscii(",\"bytes\":");
        out.putNumber(mark.bytes());
        out.putAscii(",\"sha256\":\"" + mark.sha256() + "\"}");
    }
}
