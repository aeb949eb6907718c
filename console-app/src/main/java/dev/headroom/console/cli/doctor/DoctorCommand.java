package dev.headroom.console.cli.doctor;

import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.Examination;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.doctor.Diagnosis;
import dev.headroom.backend.doctor.Severity;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.HostEntry;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.console.cli.Clusters;
import dev.headroom.console.cli.ExitCode;
import dev.headroom.ma2scf.model.HostId;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
        Diagnosis diagnosis;
        Examination.Progress progress = TerminalProgress.of(spec.commandLine().getErr());
        try (ClusterConnection connection = Clusters.connectOnce(file)) {
            diagnosis = new Examination(connection, SteadyClock.ofThisProcess(), PATIENCE)
                    .examine(Installation.NONE, wanted::contains, progress);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(DiagnosisText.json(diagnosis));
        } else {
            DiagnosisText.print(diagnosis, out);
        }
        out.flush();
        return code(diagnosis).number();
    }

    private Set<HostId> wanted(ClusterFile file) {
        Clusters.checkHosts(file, cluster, hosts);
        return file.hosts().stream()
                .map(HostEntry::id)
                .filter(id -> hosts.isEmpty() || hosts.contains(id.name()))
                .collect(Collectors.toUnmodifiableSet());
    }

    static ExitCode code(Diagnosis diagnosis) {
        if (diagnosis.worstOfAsked().compareTo(Severity.WILL_NOT_WORK) <= 0) {
            return ExitCode.UNFIT; // also where a host could not be asked: what is known to be wrong must not hide
        }
        return diagnosis.isIncomplete() ? ExitCode.UNREACHABLE : ExitCode.DONE;
    }
}
