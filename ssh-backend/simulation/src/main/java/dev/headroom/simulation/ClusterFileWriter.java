package dev.headroom.simulation;

import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.simulation.ClusterDescription.DirectorDescription;
import dev.headroom.simulation.ClusterDescription.ServerDescription;
import dev.headroom.simulation.ClusterDescription.ServiceDescription;
import dev.headroom.simulation.ssh.SimulatedSshd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Writes the cluster file of a simulated cluster, as an operator would. */
final class ClusterFileWriter {
    private ClusterFileWriter() {}

    static String text(ClusterDescription cluster, SimulatedSshd sshd) {
        StringBuilder text = new StringBuilder();
        text.append("cluster: ").append(cluster.name()).append('\n');
        text.append("ssh: { user: ").append(SimulatedSshd.USER);
        text.append(", identity: ").append(quoted(sshd.clientKey()));
        text.append(", knownHosts: ").append(quoted(sshd.knownHosts())).append(" }\n");
        text.append("directors:\n");
        for (DirectorDescription director : cluster.directors()) {
            text.append("  - { ").append(place(director.id(), sshd)).append(" }\n");
        }
        text.append("realServers:\n");
        for (ServerDescription server : cluster.servers()) {
            text.append("  - { ").append(place(server.id(), sshd));
            text.append(", zone: ").append(server.zone().name()).append(" }\n");
        }
        text.append("services:\n");
        cluster.services().forEach(s -> text.append("  - { ").append(service(s)).append(" }\n"));
        text.append("policy: { ")
                .append(policy(cluster.policy(), cluster.interval()))
                .append(" }\n");
        return text.toString();
    }

    private static String place(HostId host, SimulatedSshd sshd) {
        var target = sshd.target(host);
        return "name: " + host.name() + ", address: " + target.address() + ", ssh: { port: " + target.port() + " }";
    }

    private static String service(ServiceDescription service) {
        String protocol = service.address().protocol().name().toLowerCase(Locale.ROOT);
        return "name: " + service.id().name()
                + ", virtual: " + protocol + " " + service.address().endpoint()
                + ", containers: \"" + service.containers() + "\""
                + ", minimum: " + service.minimum()
                + ", priority: " + service.priority();
    }

    private static String policy(SharingPolicy policy, Duration interval) {
        return "overloadAt: " + percent(policy.overloadAt())
                + ", giveBackAt: " + percent(policy.giveBackAt())
                + ", reserve: " + percent(new Utilization(policy.reserve()))
                + ", overloadHold: " + seconds(policy.holds().overload())
                + ", giveBackHold: " + seconds(policy.holds().giveBack())
                + ", drainDeadline: " + seconds(policy.deadlines().drain())
                + ", interval: " + seconds(interval);
    }

    private static String percent(Utilization utilization) {
        return Math.round(utilization.fraction() * 100) + "%";
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + "s";
    }

    /** The path in double quotes, for some systems have backslashes and blanks in paths. */
    private static String quoted(Path path) {
        return "\"" + path.toAbsolutePath().toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
