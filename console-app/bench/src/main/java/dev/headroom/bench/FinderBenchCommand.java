package dev.headroom.bench;

import dev.headroom.backend.json.JsonLine;
import dev.headroom.bench.finder.Anytime;
import dev.headroom.bench.finder.BenchOptions;
import dev.headroom.bench.finder.FinderBench;
import dev.headroom.bench.finder.FinderTable;
import dev.headroom.bench.finder.Regime;
import dev.headroom.bench.finder.Row;
import dev.headroom.bench.finder.Scale;
import dev.headroom.bench.finder.SolverProcess;
import dev.headroom.bench.finder.Trial;
import dev.headroom.console.cli.CommandFailure;
import dev.headroom.console.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Compares MA2SCF's finder for many borrowers with its peers. */
@Command(
        name = "finder",
        description = {
            "Gives the same problems to Headroom's finder and its peers and compares amount, starts, time and memory.",
            "served: amount / demand. gap: (upper bound - amount) / upper bound. ours here: starts+stops of Headroom's finder for"
                    + " at least this amount, to 0.001 %%. ratio: cold time / the first finder's. next ms: time of the next frame, in which 1 %% of the readings"
                    + " changed; faster: cold time / time of the next frame. !: the deadline ended the run. Medians of the runs. At the end, without --deadline:"
                    + " the amount of Headroom's finder after 20 ms to 5 s (wall time), warmed up until two successive runs take the same CPU time to 5 %%;"
                    + " up to 500 ms the median of five runs, with the garbage of earlier runs collected before each."
        },
        mixinStandardHelpOptions = true)
final class FinderBenchCommand implements Callable<Integer> {
    private static final Duration SOLVER_LIMIT = Duration.ofSeconds(10);
    private static final int MOST_SEEDS = 100;
    private static final int MOST_RUNS = 1_000;

    @Option(names = "--regime", paramLabel = "KIND", description = "lending or hard (default: both).")
    private List<Regime> regimes = List.of(Regime.values());

    @Option(
            names = "--scale",
            paramLabel = "NxM",
            converter = ScaleConverter.class,
            description = "Servers x services, such as 1000x100; may be repeated (default: six, up to 10000x5000).")
    private List<Scale> scales = Scale.ALL;

    @Option(names = "--seeds", paramLabel = "N", description = "Problems of each kind and size (default: 1).")
    private int seeds = 1;

    @Option(names = "--runs", paramLabel = "N", description = "Measured runs, of which the median counts (default: 3).")
    private int runs = 3;

    @Option(
            names = "--deadline",
            paramLabel = "MS",
            description = "The longest time of a run in ms, after which it ends with its best answer (default: 60000).")
    private Optional<Long> deadline = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description =
                    "Folder of public data sets in place of generated problems: machine-reassignment instances, and a log of the World"
                            + " Cup's requests, of which days are replayed under the sharing policy and its rivals.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--day",
            paramLabel = "DATE",
            description =
                    "With --data, the day to replay; may be repeated (default: 1998-05-12, with the steepest rise of demand, and"
                            + " 1998-06-25, with a high demand).")
    private List<LocalDate> days = List.of(LocalDate.of(1998, 5, 12), LocalDate.of(1998, 6, 25));

    @Option(
            names = "--peers",
            paramLabel = "FOLDER",
            description =
                    "Build folder console-app/bench/target with the solver CP-SAT, which gets 10 s for each problem in a process of its own;"
                            + " not for more than 200,000 pairs of server and service.")
    private Optional<Path> peers = Optional.empty();

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Reads {@code 1000x100}. */
    static final class ScaleConverter implements ITypeConverter<Scale> {
        @Override
        public Scale convert(String text) {
            try {
                return Scale.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        within("--seeds", seeds, MOST_SEEDS);
        within("--runs", runs, MOST_RUNS);
        deadline.ifPresent(millis -> within("--deadline", millis, Integer.MAX_VALUE));
        Optional<SolverProcess> solver = peers.map(folder -> new SolverProcess(folder, SOLVER_LIMIT));
        solver.flatMap(SolverProcess::obstacle).ifPresent(sentence -> {
            throw new CommandFailure(ExitCode.BAD_INPUT, sentence);
        });
        FinderBench bench =
                new FinderBench(new BenchOptions(runs, deadline.map(Duration::ofMillis), solver), this::progress);
        PrintWriter out = spec.commandLine().getOut();
        if (data.isPresent()) {
            PublicData sets = PublicData.in(data.get(), days);
            run(bench, sets.trials(), out);
            sets.replay(json, out);
        } else {
            if (solver.isEmpty() && !json) {
                out.println(
                        "Without the solver CP-SAT. To have it too: './mvnw -Ppeers -DskipTests -pl console-app/bench -am package', then"
                                + " --peers console-app/bench/target");
            }
            run(bench, made(), out);
        }
        return ExitCode.DONE.number();
    }

    private void progress(String next) {
        if (!json) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("measuring " + next);
            err.flush();
        }
    }

    private static void within(String option, long value, long most) {
        if (value < 1 || value > most) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "%s (%d) must be within 1..%d.".formatted(option, value, most));
        }
    }

    private List<List<Trial>> made() {
        List<List<Trial>> all = new ArrayList<>();
        for (Regime regime : regimes) {
            for (Scale scale : scales) {
                List<Trial> same = new ArrayList<>();
                for (long seed = 1; seed <= seeds; seed++) {
                    same.add(Trial.of(regime, scale, seed));
                }
                all.add(same);
            }
        }
        return all;
    }

    /** Prints each group of trials as soon as it is measured, for the large ones take minutes. */
    private void run(FinderBench bench, List<List<Trial>> groups, PrintWriter out) throws InterruptedException {
        List<Row> all = new ArrayList<>();
        List<Anytime> anytime = new ArrayList<>();
        for (List<Trial> group : groups) {
            List<Row> rows = new ArrayList<>();
            List<Anytime> runs = new ArrayList<>();
            for (Trial trial : group) {
                try {
                    rows.addAll(bench.run(trial));
                    runs.addAll(deadline.isEmpty() ? bench.anytime(trial) : List.of());
                } catch (IOException e) {
                    throw new CommandFailure(
                            ExitCode.BAD_INPUT, "The solver's process cannot be started: " + e.getMessage(), e);
                }
            }
            if (json) {
                rows.forEach(row -> out.println(JsonLine.of(row.toMap())));
                runs.forEach(run -> out.println(JsonLine.of(run.toMap())));
                out.flush();
            } else {
                FinderTable.print(rows, out);
            }
            all.addAll(rows);
            anytime.addAll(runs);
        }
        if (!json) {
            if (!anytime.isEmpty()) {
                FinderTable.printAnytime(anytime, out);
            }
            FinderTable.printGrowth(all, out);
        }
    }
}
