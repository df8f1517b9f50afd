package io.tidemark.record;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes which values of a change are not whole in its record: those that were cut, and those that were moved to files. */
final class JsonMarks {

    static final String TRUNCATED = "truncated";
    static final String CLAIMED = "claimed";

    private final GrowingBytes out;
    private final TableForm form;
    private int count;

    private JsonMarks(GrowingBytes out, TableForm form) {
        this.out = out;
        this.form = form;
    }

    /** Puts a member for each sort of mark that the change has. */
    static void put(GrowingBytes out, Change change, TableForm form) {
        new JsonMarks(out, form).putMember(TRUNCATED, change, mark -> mark.path() == null);
        new JsonMarks(out, form).putMember(CLAIMED, change, mark -> mark.path() != null);
    }

    private void putMember(String member, Change change, Predicate<Mark> sort) {
        putEntries(member, "before", change.before(), sort);
        putEntries(member, "after", change.after(), sort);
        if (count > 0) {
            out.put((byte) ']');
        }
    }

    private void putEntries(String member, String image, @Nullable Row row, Predicate<Mark> sort) {
        for (int column = 0; row != null && column < row.size(); column++) {
            Mark mark = row.mark(column);
            if (mark != null && sort.test(mark)) {
                out.putAscii(count == 0 ? ",\"" + member + "\":[" : ",");
                putEntry(image, column, mark);
                count++;
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
