package io.tidemark.job.source;

import static java.util.stream.Collectors.joining;

import io.tidemark.record.Lsn;
import io.tidemark.record.Position;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffset;
import org.jspecify.annotations.Nullable;

/**
 * How far the stream was read: the stream split's checkpointed state, as the map of strings that the frame keeps.
 *
 * @param startLsn where {@code START_REPLICATION} begins: the end LSN of the last transaction that was emitted whole. The
 *     slot may be confirmed up to here once the checkpoint that holds this is complete
 * @param emitted the position of the last change emitted; changes up to it are dropped when the log is read again
 * @param unfenced OIDs of the tables that were truncated in the stream, whose fences are off since
 */
record StreamPoint(ServerIdentity server, long startLsn, Position emitted, Set<Integer> unfenced) {

    /** Counts up when the meaning of a key changes, so that an older state is never misread. */
    private static final String VERSION = "1";

    private static final String LSN = "lsn";

    StreamPoint {
        unfenced = Set.copyOf(unfenced);
    }

    Offset toOffset() {
        Map<String, String> map = base(server, startLsn);
        map.put("commit", Long.toUnsignedString(emitted.commitLsn()));
        map.put("ordinal", Long.toUnsignedString(emitted.ordinal()));
        map.put(
                "unfenced",
                new TreeSet<>(unfenced).stream().map(String::valueOf).collect(joining(",")));
        return PostgresOffset.of(map);
    }

    static Map<String, String> base(ServerIdentity server, long lsn) {
        Map<String, String> map = new HashMap<>();
        map.put("version", VERSION);
        map.put(LSN, Long.toString(lsn));
        map.put("system", server.system());
        map.put("timeline", Integer.toString(server.timeline()));
        return map;
    }

    /**
     * The point that an offset of the frame holds; a chunk's mark serves as the point where the stream begins.
     *
     * @return {@code null} for the frame's own initial offset, which it gives when no chunk was read at all
     * @throws IllegalStateException if a newer version of this program wrote it
     */
    static @Nullable StreamPoint of(Offset offset) {
        Map<String, String> map = offset.getOffset();
        String version = map.get("version");
        if (version == null) {
            return null;
        }
        if (!version.equals(VERSION)) {
            throw new IllegalStateException(
                    "the checkpoint holds a position of version '%s', but this program reads version %s: use the program that wrote it"
                            .formatted(version, VERSION));
        }
        return new StreamPoint(
                new ServerIdentity(text(map, "system"), Integer.parseInt(text(map, "timeline"))),
                Long.parseLong(text(map, LSN)),
                new Position(number(map, "commit"), number(map, "ordinal")),
                oids(map.getOrDefault("unfenced", "")));
    }

    private static String text(Map<String, String> map, String key) {
        String value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("the position in the checkpoint has no '" + key + "'");
        }
        return value;
    }

    private static long number(Map<String, String> map, String key) {
        return Long.parseUnsignedLong(map.getOrDefault(key, "0"));
    }

    private static Set<Integer> oids(String list) {
        return list.isEmpty()
                ? Set.of()
                : Arrays.stream(list.split(",")).map(Integer::valueOf).collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return "start " + Lsn.format(startLsn) + ", emitted " + emitted + ", " + server;
    }
}
