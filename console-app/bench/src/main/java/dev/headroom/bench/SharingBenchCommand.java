package dev.headroom.bench;

import dev.headroom.bench.rule.Outcome;
import dev.headroom.bench.rule.OutcomeTable;
import dev.headroom.bench.sharing.Contest;
import dev.headroom.bench.sharing.Scene;
import dev.headroom.bench.sharing.Target;
import dev.headroom.console.cli.CommandFailure;
import dev.headroom.console.cli.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Compares Headroom's control loop with other ways to answer overload. */
@Command(
        name = "sharing",
        description = {
            "Plays the same load on a simulated cluster under Headroom's control loop and under other rules, and prints what clients got and"
                    + " what each rule changed.",
            "no sharing: the home containers alone. LVS feedback: every 5 s each weight changes by 20 * cbrt(0.95 - load of its"
                    + " server), within 100..1000; no container is started. naive: one threshold without hold time. HPA-like: the formula of"
                    + " the Kubernetes autoscaler every 15 s, 10 %% tolerance, scales down to the most of the last 300 s. A health checker"
                    + " quiesces dead destinations for each of these.",
            "unmet requests: refused, lost, or sent to a destination that does not answer. p99: 99 %% of the answered requests took at most"
                    + " so long; of each 100 ms and container the model knows the mean (connections there / connections ended a second), not each"
                    + " request. overloaded min: server-minutes above overloadAt. relief: the longest time from a first unmet request to the last"
                    + " one before 10 s without (0.1 %% of the requests count as none); > : it lasted until the end. weights: changes of a weight"
                    + " on the first director. flaps: starts and stops of one container within 5 min.",
            "With --data, days of the World Cup's requests are replayed besides, in a model without queues: p99 is unknown there."
        },
        mixinStandardHelpOptions = true)
final class SharingBenchCommand implements Callable<Integer> {
    private static final int MOST_MINUTES = 120;

    @Option(
            names = "--scene",
            paramLabel = "NAME",
            converter = SceneConverter.class,
            description =
                    "flash-crowd, lost-server, slow-ramp, square-wave or world-cup-day; may be repeated (default: all five).")
    private List<Scene> scenes = List.of(Scene.values());

    @Option(names = "--seed", paramLabel = "N", description = "Of the random variation of the demand (default: 1).")
    private long seed = 1;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description =
                    "Ends each scene after so many simulated minutes, 1 to 120 (default: 120, which none exceeds).")
    private int minutes = MOST_MINUTES;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Folder with a log of the World Cup's requests, of which days are replayed besides.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--day",
            paramLabel = "DATE",
            description = "With --data, the day to replay; may be repeated (default: 1998-05-12 and 1998-06-25).")
    private List<LocalDate> days = List.of(LocalDate.of(1998, 5, 12), LocalDate.of(1998, 6, 25));

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Reads {@code flash-crowd}. */
    static final class SceneConverter implements ITypeConverter<Scene> {
        @Override
        public Scene convert(String text) {
            List<Scene> all = List.of(Scene.values());
            return all.stream()
                    .filter(scene -> scene.title().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'%s' must be one of %s."
                            .formatted(text, all.stream().map(Scene::title).collect(Collectors.joining(", ")))));
        }
    }

    @Override
    public Integer call() {
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "--minutes (%d) must be within 1..%d.".formatted(minutes, MOST_MINUTES));
        }
        Optional<PublicData> sets = data.map(folder -> PublicData.in(folder, days));
        PrintWriter out = spec.commandLine().getOut();
        for (Scene scene : scenes) {
            List<Outcome> outcomes = Contest.of(scene, seed, Duration.ofMinutes(minutes));
            if (json) {
                OutcomeTable.printJson("scene", scene.title(), outcomes, out);
            } else {
                OutcomeTable.print(scene.title(), outcomes, out);
                out.println("  " + Target.sentence(outcomes));
            }
            out.flush();
        }
        sets.ifPresent(each -> each.replay(json, out));
        return ExitCode.DONE.number();
    }
}
