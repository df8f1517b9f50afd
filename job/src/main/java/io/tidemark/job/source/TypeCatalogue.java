package io.tidemark.job.source;

import io.tidemark.record.ValueType;
import io.tidemark.record.ValueType.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks the catalogue what types are made up of: one query for all types of a table, at whatever depth. What came with the
 * server is asked for once; what users made may be altered, and is asked for each time.
 */
final class TypeCatalogue {

    /** The OIDs of what users make begin here ({@code FirstNormalObjectId}). */
    private static final int FIRST_OF_USERS = 16_384;

    /**
     * The types that are asked for and those within them, but for scalars. Their output functions tell them apart, as it is
     * their text that counts: int2vector is an array whose text is none.
     */
    private static final String FORMS = """
            WITH RECURSIVE form(oid, kind, delimiter, parts) AS (
                SELECT 0::oid, ''::text, ','::"char", ?::int8[]::oid[]
              UNION
                SELECT t.oid, f.kind, f.delimiter, f.parts
                  FROM form JOIN pg_type t ON t.oid = ANY (form.parts),
               LATERAL (SELECT 'DOMAIN', ','::"char", ARRAY[t.typbasetype] WHERE t.typtype = 'd'
                        UNION ALL
                        SELECT 'ENUM', ',', '{}' WHERE t.typtype = 'e'
                        UNION ALL
                        SELECT 'ARRAY', e.typdelim, ARRAY[e.oid] FROM pg_type e
                         WHERE e.oid = t.typelem AND t.typoutput = 'array_out'::regproc
                        UNION ALL
                        SELECT 'RANGE', ',', ARRAY[r.rngsubtype] FROM pg_range r WHERE r.rngtypid = t.oid
                        UNION ALL
                        SELECT 'MULTIRANGE', ',', ARRAY[r.rngsubtype] FROM pg_range r WHERE r.rngmultitypid = t.oid
                        UNION ALL
                        SELECT 'COMPOSITE', ',', ARRAY(
                            SELECT a.atttypid FROM pg_attribute a
                             WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)
                         WHERE t.typtype = 'c') f(kind, delimiter, parts))
            SELECT oid::int8, kind, delimiter, parts::int8[] FROM form WHERE oid <> 0""";

    private final Connection connection;
    private final Map<Integer, ValueType> builtIn = new HashMap<>();

    /** One row of the answer: of a domain, the one part is the type beneath it. */
    private record Form(String kind, char delimiter, List<Long> parts) {}

    TypeCatalogue(Connection connection) {
        this.connection = connection;
    }

    /** The types with the given OIDs; one that is gone is a scalar, whose text is left alone. */
    Map<Integer, ValueType> types(Collection<Integer> oids) throws SQLException {
        Set<Integer> unknown = new HashSet<>(oids);
        unknown.removeAll(builtIn.keySet());
        Map<Integer, ValueType> types = new HashMap<>(builtIn);
        if (!unknown.isEmpty()) {
            Map<Integer, Form> forms = ask(unknown);
            unknown.forEach(oid -> types.put(oid, type(oid, forms)));
            types.forEach((oid, type) -> {
                if (Integer.compareUnsigned(oid, FIRST_OF_USERS) < 0) {
                    builtIn.put(oid, type);
                }
            });
        }
        return types;
    }

    private Map<Integer, Form> ask(Set<Integer> oids) throws SQLException {
        Object[] asked = oids.stream().map(Integer::toUnsignedLong).toArray();
        Map<Integer, Form> forms = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(FORMS)) {
            statement.setArray(1, connection.createArrayOf("int8", asked));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    List<Long> parts = List.of((Long[]) rows.getArray(4).getArray());
                    forms.put(
                            (int) rows.getLong(1),
                            new Form(rows.getString(2), rows.getString(3).charAt(0), parts));
                }
            }
        }
        return forms;
    }

    private static ValueType type(int oid, Map<Integer, Form> forms) {
        Form form = forms.get(oid);
        if (form == null) {
            return ValueType.scalar(oid);
        }
        List<ValueType> parts = new ArrayList<>();
        for (Long part : form.parts()) {
            parts.add(type(part.intValue(), forms));
        }
        return form.kind().equals("DOMAIN")
                ? parts.get(0)
                : new ValueType(Kind.valueOf(form.kind()), oid, form.delimiter(), parts);
    }
}
