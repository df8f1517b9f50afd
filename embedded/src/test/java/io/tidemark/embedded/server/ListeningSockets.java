package io.tidemark.embedded.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a process listens on, as Linux shows it below {@code /proc}. */
final class ListeningSockets {

    private static final String LISTENING = "0A";
    private static final String LOOPBACK = "0100007F";
    private static final String LOOPBACK_IN_V6 = "0000000000000000FFFF00000100007F";

    private ListeningSockets() {}

    /** The local addresses; one that is not the loopback comes as the kernel's hexadecimal digits. */
    static Set<String> addresses(long pid) throws IOException {
        Set<String> inodes = inodes(Path.of("/proc", Long.toString(pid), "fd"));
        Set<String> addresses = new HashSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields[3].equals(LISTENING) && inodes.contains(fields[9])) {
                    addresses.add(readable(fields[1].substring(0, fields[1].indexOf(':'))));
                }
            }
        }
        return addresses;
    }

    private static Set<String> inodes(Path descriptors) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> links = Files.list(descriptors)) {
            for (Path link : links.toList()) {
                String target = Files.readSymbolicLink(link).toString();
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        }
        return inodes;
    }

    private static String readable(String address) {
        return address.equals(LOOPBACK) || address.equals(LOOPBACK_IN_V6) ? "127.0.0.1" : address;
    }
}
