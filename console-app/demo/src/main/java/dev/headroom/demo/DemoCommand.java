package dev.headroom.demo;

import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.RunningMaster;
import dev.headroom.console.cli.Clusters;
import dev.headroom.console.cli.CommandFailure;
import dev.headroom.console.cli.ExitCode;
import dev.headroom.console.cli.OpenWindow;
import dev.headroom.console.cli.WindowLauncher;
import dev.headroom.console.pictures.Pictures;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.simulation.ClusterDescription;
import dev.headroom.simulation.Scenario;
import dev.headroom.simulation.Scenarios;
import dev.headroom.simulation.SimulatedFleet;
import dev.headroom.simulation.stage.Stages;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The built-in cluster, over real SSH on loopback: in the window, or as a story in the terminal. */
@Command(
        name = "demo",
        description = "Shows Headroom on a built-in simulated cluster, over real SSH on loopback. "
                + "In the window you approve; without a display the story plays in the terminal in automatic mode.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    /**
     * Simulated seconds in a real second in the window: an operator must have time to read the proposal before the
     * demand has fallen.
     */
    private static final double WINDOW_SPEED = 0.5;

    @Option(names = "--headless", description = "No window: the story in the terminal.")
    private boolean headless;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Ends the headless story after N simulated seconds (default: at its end).")
    private Optional<Long> seconds = Optional.empty();

    @Option(names = "--scenario", paramLabel = "NAME", description = "flash-crowd (default) or steady.")
    private String scenario = "flash-crowd";

    @Option(names = "--seed", paramLabel = "S", description = "The same seed makes the same story (default: 1).")
    private long seed = 1;

    @Option(
            names = "--speed",
            paramLabel = "X",
            description = "Simulated seconds in a real second (default: 1; in the window 0.5, to leave time to read).")
    private Optional<Double> wantedSpeed = Optional.empty();

    @Option(
            names = "--screenshots",
            paramLabel = "FOLDER",
            description = "Draws every view in every theme to PNG files, without a display, and ends.")
    private Optional<Path> screenshots = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (screenshots.isPresent()) {
            return pictures(screenshots.get(), out);
        }
        boolean terminal = headless || !WindowLauncher.hasDisplay();
        double speed = wantedSpeed.orElse(terminal ? 1 : WINDOW_SPEED);
        if (!(speed > 0)) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "--speed (%s) must be above 0.".formatted(speed));
        }
        Scenario story = Scenarios.named(scenario, seed)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.BAD_INPUT,
                        "There is no scenario '%s'. There are: %s."
                                .formatted(scenario, String.join(", ", Scenarios.names()))));
        if (terminal && !headless) {
            out.println("There is no display here: the demo plays in the terminal.");
        }
        return terminal ? tell(story, speed, out) : show(story, speed);
    }

    /** The window opens first: the hosts' keys and servers take as long to make as the window to draw. */
    private static int show(Scenario story, double speed) throws IOException, InterruptedException {
        ClusterDescription cluster = story.cluster();
        try (OpenWindow window =
                        WindowLauncher.open(cluster.name(), cluster.policy().reserve());
                TemporaryFolder folder = TemporaryFolder.create("headroom-demo");
                SimulatedFleet fleet = SimulatedFleet.start(story, folder.path(), 0, speed)) {
            window.showOwn(
                    Clusters.read(fleet.clusterFile()),
                    Mode.MANUAL,
                    folder.path().resolve("state"));
        }
        return ExitCode.DONE.number();
    }

    private int tell(Scenario story, double speed, PrintWriter out) throws IOException, InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.create("headroom-demo");
                SimulatedFleet fleet = SimulatedFleet.start(story, folder.path(), 0, speed)) {
            return tell(story, fleet, folder.path(), speed, out);
        }
    }

    private int tell(Scenario story, SimulatedFleet fleet, Path folder, double speed, PrintWriter out)
            throws IOException, InterruptedException {
        Duration end = seconds.map(Duration::ofSeconds).orElse(story.end());
        DemoStory telling = new DemoStory(fleet.cluster(), end, out);
        out.println("%s: %d hosts behind real SSH on 127.0.0.1, automatic mode, %d s at speed %s."
                .formatted(story.name(), story.cluster().hosts().size(), end.toSeconds(), speed));
        out.flush();
        try (ClusterConnection connection = Clusters.connect(Clusters.read(fleet.clusterFile()));
                RunningMaster running =
                        RunningMaster.startAdopting(connection, Mode.AUTOMATIC, folder.resolve("state"), telling)) {
            // Twice the story's length: a machine too busy for it says so instead of waiting forever.
            long patience = (long) (end.toMillis() * 2 / speed) + 20_000;
            boolean over = telling.awaitEnd(patience, TimeUnit.MILLISECONDS);
            List<String> missing = over
                    ? telling.missing(running.master().state(), seconds.isPresent())
                    : List.of("its end was not reached in time");
            telling.printSummary(running.master().state());
            if (!missing.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.BUG, "The story is not complete: %s.".formatted(String.join("; ", missing)));
            }
            return ExitCode.DONE.number();
        }
    }

    private static int pictures(Path folder, PrintWriter out) {
        try {
            List<Path> written = new Pictures(SimulatedMoments::of, Stages.NOW).writeWithoutDisplay(folder);
            out.println("%d pictures in %s".formatted(written.size(), folder));
            out.flush();
            return ExitCode.DONE.number();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "%s cannot be written: %s.".formatted(folder, e), e);
        }
    }
}
