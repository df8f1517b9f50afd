package io.tidemark.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.postgresql.util.DriverInfo;

/** What the figures were made with and on. */
final class Machine {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    static String describe(String postgres) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return String.format(
                Locale.ROOT,
                "%d x %s, %d GiB, %s %s%nJava %s, PostgreSQL %s, pgjdbc %s, Flink %s, Kafka %s, Debezium %s, Flink's connector %s%n",
                system.getAvailableProcessors(),
                processor(system),
                system.getTotalMemorySize() >> 30,
                system.getName(),
                system.getVersion(),
                System.getProperty("java.version"),
                postgres,
                DriverInfo.DRIVER_VERSION,
                version("flink"),
                version("kafka"),
                version("debezium"),
                version("connector"));
    }

    /** Says so when other programs keep this machine busy, or nothing. */
    static String warnings() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        double load = system.getSystemLoadAverage();
        return load < 0.25 * system.getAvailableProcessors()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "the load of this machine was %.1f in the minute before: other programs run, so take the figures with caution%n",
                        load);
    }

    private static String processor(OperatingSystemMXBean system) {
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(system.getArch());
        } catch (IOException notLinux) {
            return system.getArch();
        }
    }

    private static String version(String name) {
        Properties versions = new Properties();
        try (InputStream file = Machine.class.getResourceAsStream("versions.properties")) {
            versions.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read versions.properties", e);
        }
        return versions.getProperty(name);
    }
}
