package io.tidemark.bench;

import io.tidemark.bench.result.Contender;
import io.tidemark.bench.result.End;
import io.tidemark.bench.result.Measured;
import io.tidemark.bench.result.Page;
import io.tidemark.bench.result.Results;
import io.tidemark.bench.workload.Workloads;
import io.tidemark.embedded.server.Installation;
import io.tidemark.embedded.server.ServerException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidemark bench}: how fast the job is on this machine, beside the least that could be done and beside its peers. */
@Command(
        name = "tidemark bench",
        description = {
            "Measures the job on this machine, snapshot and stream, with servers of its own: rows a second, beside COPY TO STDOUT",
            "and a bare drain of the slot through pgjdbc, and beside Debezium's engine, Flink's connector and CREATE SUBSCRIPTION."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "1:a measurement could not be made, or what arrived was wrong", "2:wrong usage"})
public final class BenchCommand implements Callable<Integer> {

    private static final String GROWTH = "growth";
    private static final String DELAY = "delay";

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "WORKLOAD",
            arity = "0..*",
            description =
                    "narrow: 5 columns; wide: 40 columns of mixed types; jsonb: documents of 2 kB; tpcb: transactions of 4 changes;"
                            + " huge: one transaction; tables: 500 tables; growth: tables of 1, 4 and 16 times"
                            + " --growth-rows, 500 tables with 16 times together, and a transaction of 5 times;"
                            + " delay: from commit to consumer at 5,000 rows/s. All of them if left out.")
    private List<String> words = List.of();

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "About so many rows, and as many changes; ${DEFAULT-VALUE} if left out.")
    private int rows;

    @Option(
            names = "--peer-rows",
            paramLabel = "N",
            defaultValue = "100000",
            description = "The same for the peers, which need many times as long; ${DEFAULT-VALUE} if left out.")
    private int peerRows;

    @Option(
            names = "--growth-rows",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Rows of the smallest table of growth; ${DEFAULT-VALUE} if left out.")
    private int growthRows;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds that count, after one that does not; ${DEFAULT-VALUE} if left out.")
    private int rounds;

    @Option(
            names = "--peer-rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "In so many of them, the first, the peers are measured too; ${DEFAULT-VALUE} if left out.")
    private int peerRounds;

    @Option(
            names = "--to",
            paramLabel = "END",
            split = ",",
            description =
                    "nowhere, files, kafka (dts-avro, of peers json), kafka-json; if left out, files, and kafka for wide.")
    private List<End> ends = List.of();

    @Option(
            names = "--peers",
            paramLabel = "PEER",
            split = ",",
            description =
                    "debezium, connector, subscription, or none; if left out, all of them for narrow, wide and tpcb.")
    private List<String> peers = List.of();

    @Option(
            names = "--report",
            paramLabel = "FILE.md",
            description =
                    "Writes what was measured to this page, with a chart (.svg) and the results (.json) beside it;"
                            + " if left out, docs/speed.md where everything is measured in a checkout, else none.")
    private @Nullable Path report;

    @Option(names = "--merge", description = "Keeps on that page what is not measured now.")
    private boolean merge;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            defaultValue = "tidemark-bench",
            description =
                    "For servers and records, up to 25 GB (growth), else 10 GB; must not be there yet, and is deleted at the end; ./${DEFAULT-VALUE} if left out.")
    private Path directory = Path.of("tidemark-bench");

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(End.class, BenchCommand::end)
                .setExecutionExceptionHandler(BenchCommand::tell);
    }

    @Override
    public Integer call() throws Exception {
        Plan plan = plan();
        Words chosen = chosen();
        Path page = page();
        BenchFolder folder = folder();
        PrintWriter out = command().getOut();
        out.print(Machine.warnings());
        Results results = merge && page != null ? Results.read(Page.resultsOf(page)) : Results.none();
        Measuring measuring = new Measuring(plan, folder, rounds, peerRounds, out);
        for (Measured measured : measuring.workloads(chosen.workloads(), chosen.growth() ? growthRows : 0)) {
            results = results.with(measured);
        }
        if (chosen.delay()) {
            results = results.withDelays(measuring.delays());
        }
        folder.delete();
        if (page != null) {
            Page.write(results, page);
            out.printf("%nwritten: %s%n", page);
        }
        out.flush();
        return ExitCode.OK;
    }

    /** What is to be measured. */
    private record Words(List<Workloads> workloads, boolean growth, boolean delay) {}

    private Words chosen() {
        List<String> all = new ArrayList<>(Workloads.words());
        all.addAll(List.of(GROWTH, DELAY));
        for (String word : words) {
            if (!all.contains(word)) {
                throw new ParameterException(
                        command(), "expected %s, but was '%s'".formatted(String.join(", ", all), word));
            }
        }
        List<String> wanted = words.isEmpty() ? all : words;
        return new Words(
                List.of(Workloads.values()).stream()
                        .filter(each -> wanted.contains(each.word()))
                        .toList(),
                wanted.contains(GROWTH),
                wanted.contains(DELAY));
    }

    /** Where the results are written to; {@code null} for nowhere. */
    private @Nullable Path page() {
        if (report != null || !words.isEmpty()) {
            Path folder = report == null ? null : report.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                throw new ParameterException(command(), "--report: there is no folder '%s'".formatted(folder));
            }
            return report;
        }
        Path home = Installation.find().root();
        return Files.exists(home.resolve(".git")) ? home.resolve(Path.of("docs", "speed.md")) : null;
    }

    private Plan plan() {
        if (rounds < 1) {
            throw new ParameterException(command(), "--rounds must be 1 or more, but was " + rounds);
        }
        if (rows < 1 || peerRows < 1 || growthRows < 1) {
            throw new ParameterException(command(), "--rows, --peer-rows and --growth-rows must be 1 or more");
        }
        return new Plan(rows, peerRows, ends.isEmpty() ? null : EnumSet.copyOf(ends), peerSet());
    }

    private @Nullable Set<Contender> peerSet() {
        if (peers.isEmpty()) {
            return null;
        }
        Set<Contender> set = EnumSet.noneOf(Contender.class);
        for (String word : peers) {
            if (!word.equals("none")) {
                set.add(peer(word));
            }
        }
        return set;
    }

    private Contender peer(String word) {
        return List.of(Contender.values()).stream()
                .filter(each ->
                        each.isPeer() && each.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command(),
                        "--peers: expected debezium, connector, subscription or none, but was '%s'".formatted(word)));
    }

    private static End end(String word) {
        return List.of(End.NOWHERE, End.FILES, End.KAFKA, End.KAFKA_JSON).stream()
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new CommandLine.TypeConversionException(
                        "expected nowhere, files, kafka or kafka-json, but was '%s'".formatted(word)));
    }

    private BenchFolder folder() {
        if (Files.exists(directory)) {
            throw new ParameterException(
                    command(),
                    "'%s' is there already, perhaps from a benchmark that did not end well: delete it, or name another with --directory"
                            .formatted(directory));
        }
        return new BenchFolder(directory.toAbsolutePath());
    }

    private CommandLine command() {
        return Objects.requireNonNull(spec).commandLine();
    }

    private static int tell(Exception problem, CommandLine command, CommandLine.ParseResult parsed) {
        boolean foreseen = problem instanceof ServerException || problem instanceof BenchException;
        command.getErr().println();
        command.getErr().println(foreseen ? problem.getMessage() : problem.toString());
        command.getErr().flush();
        return ExitCode.SOFTWARE;
    }
}
