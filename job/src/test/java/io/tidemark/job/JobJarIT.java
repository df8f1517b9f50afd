package io.tidemark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar as it is submitted to a cluster: what it brings along, and what it must not. */
class JobJarIT {

    private static final Path JAR = Path.of("target", "tidemark-job.jar");

    @Test
    void startsTheJob() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
                    .isEqualTo(TidemarkJob.class.getName());
            assertThat(jar.getEntry(TidemarkJob.class.getName().replace('.', '/') + ".class"))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org/postgresql/Driver.class",
                "org/apache/flink/cdc/connectors/postgres/source/PostgresDialect.class",
                "org/apache/flink/connector/kafka/sink/KafkaSink.class",
                "org/apache/kafka/clients/producer/KafkaProducer.class",
                "io/tidemark/task/TaskFile.class",
                "io/tidemark/topic/Brokers.class",
                "io/tidemark/udf/ValueFunction.class",
                "io/tidemark/udf/custom/CustomFunction.class",
                "io/tidemark/record/Change.class",
                "org/apache/avro/file/DataFileWriter.class",
                "com/fasterxml/jackson/core/JsonFactory.class"
            })
    void bringsWhatAClusterDoesNotHave(String name) {
        assertThat(classes()).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org/apache/kafka/connect/runtime/", // with known CVEs, and a web server to it
                "org/apache/kafka/connect/file/",
                "org/apache/kafka/tools/",
                "kafka/",
                "org/eclipse/jetty/",
                "org/glassfish/",
                "javax/ws/rs/",
                "javax/servlet/",
                "org/apache/log4j/", // log4j 1, or reload4j in its place
                "org/apache/logging/",
                "org/slf4j/", // Flink's own, or its logging breaks
                "com/google/protobuf/",
                "com/zaxxer/hikari/",
                "com/github/luben/zstd/",
                "net/jpountz/",
                "org/apache/commons/compress/",
                "org/xerial/snappy/",
                "org/junit/",
                "org/assertj/",
                "io/tidemark/embedded/",
            })
    void leavesOutWhatNobodyRuns(String prefix) {
        assertThat(classes()).noneMatch(name -> name.startsWith(prefix));
    }

    @Test
    void doesNotBringFlinkItself() {
        List<String> flink = classes().stream()
                .filter(name -> name.startsWith("org/apache/flink/"))
                .filter(name -> !name.startsWith("org/apache/flink/cdc/"))
                .filter(name -> !name.startsWith("org/apache/flink/connector/kafka/"))
                .filter(name -> !name.startsWith("org/apache/flink/streaming/connectors/kafka/"))
                // the Kafka connector's too, though not by its name
                .filter(name -> !name.startsWith("org/apache/flink/streaming/util/serialization/"))
                .toList();

        assertThat(flink)
                .as("classes that the cluster has, and that would be loaded a second time")
                .isEmpty();
    }

    @Test
    void hasEachClassOnce() {
        assertThat(classes()).doesNotHaveDuplicates();
    }

    private static List<String> classes() {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + JAR + ", which the phase package makes", e);
        }
    }
}
