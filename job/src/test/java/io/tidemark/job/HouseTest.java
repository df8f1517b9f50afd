package io.tidemark.job;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tidemark.job.guard.DeadLetter;
import io.tidemark.job.guard.Packing;
import io.tidemark.job.guard.TooLargeException;
import io.tidemark.job.guard.ValueStore;
import io.tidemark.job.source.RefusedException;
import org.junit.jupiter.api.Test;

/** Who may know whom in this module. */
class HouseTest {

    private static final String JOB = "io.tidemark.job";
    private static final String SOURCE = "io.tidemark.job.source..";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(JOB);

    @Test
    void theSourceKnowsNoLaterStage() {
        noClasses()
                .that()
                .resideInAPackage(SOURCE)
                .should()
                .dependOnClassesThat(ours(not(resideInAPackage(SOURCE))))
                .because("a change goes one way; what a later stage needs of the source travels in the change")
                .check(MAIN);
    }

    @Test
    void theSinkKnowsLinesOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.tidemark.job.sink..")
                .should()
                .dependOnClassesThat(ours(not(resideInAPackage("io.tidemark.job.sink.."))
                        .and(not(belongToAnyOf(
                                RefusedException.class,
                                ValueStore.class,
                                Packing.class,
                                TooLargeException.class,
                                DeadLetter.class)))))
                .because("it writes whatever bytes it is given; let the graph join it with what makes them")
                .check(MAIN);
    }

    @Test
    void theStagesBetweenKnowNeitherEndNorEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.tidemark.job.guard..")
                .should()
                .dependOnClassesThat(ours(not(resideInAPackage("io.tidemark.job.guard.."))
                        .and(not(belongToAnyOf(RefusedException.class)))))
                .because("a stage knows the change; how it must refuse is the only other thing that it may know")
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage("io.tidemark.job.normalise..")
                .should()
                .dependOnClassesThat(ours(not(resideInAPackage("io.tidemark.job.normalise.."))
                        .and(not(belongToAnyOf(RefusedException.class, DeadLetter.class)))))
                .because(
                        "a stage knows the change; dead letters and refusals are all that it has in common with others")
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage("io.tidemark.job.functions..")
                .should()
                .dependOnClassesThat(ours(not(resideInAPackage("io.tidemark.job.functions.."))
                        .and(not(belongToAnyOf(RefusedException.class, DeadLetter.class)))))
                .because(
                        "a stage knows the change; dead letters and refusals are all that it has in common with others")
                .check(MAIN);
    }

    @Test
    void onlyTheProgramKnowsTheGraph() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tidemark.job.graph..")
                .and()
                .doNotHaveFullyQualifiedName(TidemarkJob.class.getName())
                .should()
                .dependOnClassesThat(resideInAPackage("io.tidemark.job.graph..").or(belongToAnyOf(TidemarkJob.class)))
                .because("the graph joins the stages, so nothing that it joins may lean on it")
                .check(MAIN);
    }

    @Test
    void onlyTheSourceKnowsTheDatabaseAndTheConnector() {
        noClasses()
                .that()
                .resideOutsideOfPackage(SOURCE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "org.postgresql..",
                        "io.debezium..",
                        "org.apache.kafka.connect..",
                        "org.apache.flink.cdc..")
                .because("the connector's frame is an affair of the source; give the other stages changes")
                .check(MAIN);
    }

    @Test
    void onlyTheSinkKnowsTheBroker() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tidemark.job.sink.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka.clients..", "org.apache.kafka.common..", "org.apache.flink.connector.kafka..")
                .because("a topic is an affair of its sink; give it records")
                .check(MAIN);
    }

    @Test
    void kafkaConnectsRuntimeIsNotUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka.connect.runtime..", "org.apache.kafka.tools..", "io.debezium.embedded..")
                .because("the pom leaves these libraries out: use the frame's base classes, which do without them")
                .check(MAIN);
    }

    @Test
    void onlyTheLoggerSpeaks() {
        noClasses()
                .should(ACCESS_STANDARD_STREAMS)
                .because("in a cluster nobody reads them: log by slf4j")
                .check(MAIN);
        noClasses()
                .should(USE_JAVA_UTIL_LOGGING)
                .because("Flink configures log4j only: log by slf4j")
                .check(MAIN);
        noClasses()
                .should()
                .callMethod(Throwable.class, "printStackTrace")
                .because("it writes to the standard streams: log the exception, or throw it on")
                .check(MAIN);
    }

    private static DescribedPredicate<JavaClass> ours(DescribedPredicate<JavaClass> which) {
        return resideInAnyPackage(JOB + "..").and(which);
    }
}
