package io.tidemark.source;

import io.tidemark.task.Source;
import io.tidemark.terminal.Amounts;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the server keeps its log. No server tells by SQL how much room it has: it is looked at where that is this machine.
 *
 * @param host of the server
 * @param directory as far as the role may know
 * @param free bytes; {@code null} where nobody here can look
 */
public record WalDisk(
        String host, String directory, @Nullable Long free) {

    private static final int PORT_LINE = 3;

    /** Looks for it, as far as the session's role may. */
    public static WalDisk of(Session session, Source source) throws SQLException {
        String data = session.ask("SELECT setting FROM pg_settings WHERE name = 'data_directory'");
        if (data.isEmpty()) {
            return new WalDisk(source.host(), "pg_wal", null);
        }
        Path log = Path.of(data, "pg_wal");
        return new WalDisk(source.host(), log.toString(), isHere(source, Path.of(data)) ? free(log) : null);
    }

    /** Whether the folder on this machine is that server's: an address of this machine may be a tunnel's end. */
    private static boolean isHere(Source source, Path data) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return InetAddress.getByName(source.host()).isLoopbackAddress()
                    && lines.size() > PORT_LINE
                    && lines.get(PORT_LINE).strip().equals(Integer.toString(source.port()));
        } catch (IOException | SecurityException e) {
            return false;
        }
    }

    private static @Nullable Long free(Path log) {
        try {
            return Files.getFileStore(log).getUsableSpace();
        } catch (IOException e) {
            return null;
        }
    }

    /** For people: how much is free, or how to look. */
    public String words() {
        return free == null
                ? "whether its disk has room for that can't be asked: look on %s with df -h %s"
                        .formatted(host, directory)
                : "%s free on its disk".formatted(Amounts.bytes(free));
    }
}
