package io.tidemark.embedded.check;

import io.tidemark.embedded.check.Members.Malformed;
import io.tidemark.embedded.workload.ShopTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads printed lines, by the published form of a record and by nothing of the code that writes it. */
final class LineReader {

    private static final List<String> ORDER = List.of("before", "after", "source", "op", "ts_ms", "transaction");
    private static final String OPERATIONS = "rcudt";

    private final Map<String, ShopTable> tables;

    LineReader(List<ShopTable> tables) {
        this.tables = tables.stream().collect(Collectors.toMap(ShopTable::label, Function.identity()));
    }

    /**
     * Reads one line.
     *
     * @param line its number
     * @param seen the tick of the log's clock
     * @throws Malformed if it is not a record
     */
    Delivered read(String text, long line, long seen) throws Malformed {
        try {
            return read(new Members(Json.object(text)), line, seen);
        } catch (IOException | NumberFormatException e) {
            // the parser's own message would quote the row
            throw new Malformed("not JSON as it should be");
        }
    }

    private Delivered read(Members record, long line, long seen) throws Malformed {
        Members source = record.object("source");
        String label = source.string("schema") + '.' + source.string("table");
        ShopTable table = tables.get(label);
        char operation = operation(record.string("op"));
        Position position = Position.parse(source.string("position"));
        Place place = place(record, operation);
        Images images = table == null ? Images.NONE : Images.of(table, record, operation);
        String flaw = flaw(record, source, operation, position, place);
        return new Delivered(
                line,
                seen,
                table,
                label,
                operation,
                images.key(),
                images.version(),
                position.commitLsn(),
                position.ordinal(),
                place.tableOrdinal(),
                operation == 'r' ? -1 : source.number("txId"),
                place.transaction(),
                place.last(),
                images.before(),
                images.after(),
                images.unchanged(),
                flaw == null ? images.flaw() : flaw);
    }

    private static char operation(String op) throws Malformed {
        if (op.length() != 1 || OPERATIONS.indexOf(op.charAt(0)) < 0) {
            throw new Malformed("'op' is not one of r, c, u, d, t");
        }
        return op.charAt(0);
    }

    private record Position(long commitLsn, long ordinal) {

        static Position parse(String text) throws Malformed {
            String[] parts = text.split("[/#]", -1);
            if (parts.length != 3) {
                throw new Malformed("'position' is not a position");
            }
            long high = Long.parseUnsignedLong(parts[0], 16);
            return new Position(high << 32 | Long.parseUnsignedLong(parts[1], 16), Long.parseLong(parts[2]));
        }
    }

    private record Place(String transaction, long totalOrder, long tableOrdinal, boolean last) {}

    private static Place place(Members record, char operation) throws Malformed {
        Members transaction = record.objectOrNull("transaction");
        if (transaction == null) {
            if (operation != 'r') {
                throw new Malformed("'transaction' is null in a change");
            }
            return new Place("", 0, 0, false);
        }
        return new Place(
                transaction.string("id"),
                transaction.number("total_order"),
                transaction.number("data_collection_order"),
                transaction.flag("last"));
    }

    private static @Nullable String flaw(Members record, Members source, char operation, Position position, Place place)
            throws Malformed {
        List<String> names = record.names().stream()
                .filter(name -> !name.equals("unchanged"))
                .toList();
        if (!names.equals(ORDER)) {
            return "its members are not " + String.join(", ", ORDER);
        }
        boolean snapshot = operation == 'r';
        if (!source.string("snapshot").equals(Boolean.toString(snapshot))) {
            return "source.snapshot is not " + snapshot;
        }
        if (source.number("lsn") != position.commitLsn()) {
            return "source.lsn is not that of the position";
        }
        if (place.totalOrder() != position.ordinal()) {
            return snapshot ? "the position of a snapshot row has no #0" : "total_order is not that of the position";
        }
        return snapshot ? snapshotFlaw(source, place) : transactionFlaw(source, position, place);
    }

    private static @Nullable String snapshotFlaw(Members source, Place place) {
        return source.isNull("txId") && place.transaction().isEmpty() ? null : "a snapshot row has a transaction";
    }

    private static @Nullable String transactionFlaw(Members source, Position position, Place place) throws Malformed {
        String id = source.number("txId") + ":" + Long.toUnsignedString(position.commitLsn());
        return place.transaction().equals(id) ? null : "transaction.id is not the transaction's id and its LSN";
    }
}
