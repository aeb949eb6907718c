package dev.headroom.console.cli;

import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.act.ActionCommands;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.driver.ClusterObserver;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.json.JsonLine;
import dev.headroom.backend.json.SnapshotException;
import dev.headroom.backend.json.SnapshotJson;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.backend.time.TimeLimit;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what MA2SCF would do now; changes nothing. */
@Command(
        name = "plan",
        description = {
            "Prints what MA2SCF would do if the readings stayed as they are now, and why; changes nothing.",
            "Tells too whether all load could be placed elsewhere if a server or a zone failed."
        },
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

    @ArgGroup(exclusive = false, multiplicity = "1")
    private Source source = new Source();

    @Option(
            names = "--state",
            paramLabel = "FOLDER",
            description = "State folder of the master, which records its own loans "
                    + "(default: ~/.local/state/headroom/CLUSTER).")
    private Optional<Path> state = Optional.empty();

    @Option(
            names = "--json",
            description = "One JSON object a line: for each service, then for each server and zone that might fail.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The source of the readings. */
    static final class Source {
        @Option(
                names = "--cluster",
                paramLabel = "FILE",
                description = "Cluster file: reads the hosts now; with --snapshot only its policy is used.")
        private Optional<Path> cluster = Optional.empty();

        @Option(names = "--snapshot", paramLabel = "FILE", description = "A snapshot that 'observe --json' wrote.")
        private Optional<Path> snapshot = Optional.empty();
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<ClusterFile> file = source.cluster.map(Clusters::read);
        if (source.snapshot.isPresent()) {
            SharingPolicy policy = file.map(ClusterFile::policy).orElseGet(SharingPolicy::defaults);
            ClusterSnapshot snapshot = read(source.snapshot.get());
            print(snapshot, SharingMemory.EMPTY, policy, Clusters.commandsFor(snapshot));
            return ExitCode.DONE.number();
        }
        ClusterFile cluster = file.orElseThrow();
        TimeLimit limit = TimeLimit.ofHosts(cluster.hosts().size());
        return Shutdown.lookOnce(limit, spec.commandLine().getErr(), () -> live(cluster, limit));
    }

    private int live(ClusterFile file, TimeLimit limit) throws InterruptedException {
        BlockingQueue<Observation> observations = new LinkedBlockingQueue<>();
        Path folder = state.map(ClusterOptions::named).orElseGet(() -> ClusterOptions.stateFolder(file.name()));
        Installation ours = Clusters.installation(file, folder);
        SharingMemory known = Clusters.known(folder);
        try (ClusterConnection connection = Clusters.connectOnce(file, limit);
                ClusterObserver observer = connection.observer(SteadyClock.ofThisProcess(), ours)) {
            observer.start(Observations.newestTo(observations));
            Observation observation = Observations.settled(
                    observations, file, limit, spec.commandLine().getErr());
            if (limit.isEnded()) { // a plan would rest on part of the readings
                throw new CommandFailure(ExitCode.UNREACHABLE, Observations.ended(observation, limit));
            }
            print(observation.snapshot(), known, file.policy(), connection.commands(ours));
            List<HostStatus> missing = Observations.missing(observation);
            if (!missing.isEmpty()) {
                throw new CommandFailure(ExitCode.UNREACHABLE, Observations.sentences(missing));
            }
        }
        return ExitCode.DONE.number();
    }

    private void print(ClusterSnapshot snapshot, SharingMemory known, SharingPolicy policy, ActionCommands commands) {
        PrintWriter out = spec.commandLine().getOut();
        PlanText text = new PlanText(commands::preview);
        Foresight foresight = Foresight.of(snapshot, known, policy);
        for (Verdict verdict : foresight.verdicts()) {
            if (json) {
                out.println(JsonLine.of(text.toMap(verdict)));
            } else {
                text.print(verdict, out);
            }
        }
        if (json) {
            foresight.rehearsals().forEach(rehearsal -> out.println(JsonLine.of(RehearsalText.toMap(rehearsal))));
        } else {
            RehearsalText.print(foresight.rehearsals(), out);
        }
        out.flush();
    }

    private static ClusterSnapshot read(Path file) {
        try {
            return SnapshotJson.read(file);
        } catch (SnapshotException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
        }
    }
}
