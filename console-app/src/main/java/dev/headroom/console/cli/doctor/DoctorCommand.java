package dev.headroom.console.cli.doctor;

import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.Examination;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.doctor.Diagnosis;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.HostEntry;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.backend.time.TimeLimit;
import dev.headroom.console.cli.Clusters;
import dev.headroom.console.cli.ExitCode;
import dev.headroom.console.cli.Shutdown;
import dev.headroom.ma2scf.model.HostId;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Examines a set-up and prints what is wrong, where, and what to do; it cannot change anything. */
@Command(
        name = "doctor",
        description = "Examines a whole set-up and prints what is wrong, where, and what to do: log-in, rights, tools,"
                + " forwarding, virtual addresses and ARP, schedulers, health checkers, whether directors agree, stand-by"
                + " containers, clocks. Changes nothing; a master may run beside it.%nEnds with exit code 0 if all is fine"
                + " or only advice is given, with 5 if something will not work or risks an outage, and else with 3 if a host"
                + " could not be asked.",
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--cluster", paramLabel = "FILE", required = true, description = "Cluster file (YAML).")
    private Path cluster = Path.of("cluster.yaml");

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "Examines this host only, and not whether hosts fit together; may be given several times.")
    private List<String> hosts = new ArrayList<>();

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        ClusterFile file = Clusters.read(cluster);
        Set<HostId> wanted = wanted(file);
        TimeLimit limit = TimeLimit.ofHosts(wanted.size());
        return Shutdown.lookOnce(
                limit,
                spec.commandLine().getErr(),
                () -> examined(file, wanted, limit).number());
    }

    private ExitCode examined(ClusterFile file, Set<HostId> wanted, TimeLimit limit) throws InterruptedException {
        Diagnosis diagnosis;
        try (ClusterConnection connection = Clusters.connectOnce(file, limit)) {
            diagnosis = new Examination(connection, SteadyClock.ofThisProcess(), limit)
                    .examine(Installation.NONE, wanted::contains, progress());
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(DiagnosisText.json(diagnosis));
        } else {
            DiagnosisText.print(diagnosis, out);
        }
        out.flush();
        return code(diagnosis);
    }

    /** A program that reads JSON shows nobody how far it is. */
    private Examination.Progress progress() {
        return json
                ? Examination.Progress.NONE
                : new TerminalProgress(spec.commandLine().getErr());
    }

    private Set<HostId> wanted(ClusterFile file) {
        Clusters.checkHosts(file, cluster, hosts);
        return file.hosts().stream()
                .map(HostEntry::id)
                .filter(id -> hosts.isEmpty() || hosts.contains(id.name()))
                .collect(Collectors.toUnmodifiableSet());
    }

    static ExitCode code(Diagnosis diagnosis) {
        return switch (diagnosis.worst()) {
            case OUTAGE_RISK, WILL_NOT_WORK -> ExitCode.UNFIT; // also where a host could not be asked: it hides nothing
            case NOT_ASKED -> ExitCode.UNREACHABLE;
            case ADVICE, UNKNOWN, FINE -> ExitCode.DONE;
        };
    }
}
