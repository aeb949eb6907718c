package dev.headroom.simulation;

import dev.headroom.simulation.ClusterDescription.ServiceDescription;
import dev.headroom.simulation.shell.ToolResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Answers in place of the script of {@code headroom doctor}, as a login user who is not root would see a set-up that is in order. It
 * tells this machine's time.
 */
final class DoctorSession {
    /** The script's first line. */
    static final String FIRST_LINE = "# headroom doctor 1";

    private static final String LAST_LINE = "doctor; exit 0";

    private final SimulatedCluster cluster;
    private final SimulatedHost host;
    private final StringBuilder text = new StringBuilder();

    private DoctorSession(SimulatedCluster cluster, SimulatedHost host) {
        this.cluster = cluster;
        this.host = host;
    }

    /** Answers until the client sends another line than {@code now} or closes its side; returns the exit code. */
    static int run(SimulatedCluster cluster, SimulatedHost host, String role, BufferedReader lines, OutputStream out)
            throws IOException {
        String line = lines.readLine();
        while (line != null && !line.equals(LAST_LINE)) {
            line = lines.readLine();
        }
        if (line == null) {
            return 0;
        }
        cluster.awaitReachable(host.id());
        SimulatedHost.write(out, new DoctorSession(cluster, host).facts(role));
        line = lines.readLine();
        while (line != null && line.equals("now")) {
            Instant now = Instant.now();
            SimulatedHost.write(out, "@now %d.%09d\n".formatted(now.getEpochSecond(), now.getNano()));
            line = lines.readLine();
        }
        return 0;
    }

    private String facts(String role) throws IOException {
        fact("@doctor 1");
        fact("user 1000 headroom");
        fact("kernel Linux 6.1.0-simulated");
        fact("boot " + UUID.nameUUIDFromBytes(host.id().name().getBytes(StandardCharsets.UTF_8)));
        List.of("timeout", "bash", "ip", "flock").forEach(tool -> fact("tool " + tool));
        fact("address 1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever");
        fact("synchronized yes");
        for (String link : List.of("all", "eth0")) {
            fact("sysctl net/ipv4/conf/" + link + "/arp_ignore 0");
            fact("sysctl net/ipv4/conf/" + link + "/forwarding 1");
        }
        fact("loans writable");
        if (role.equals("director")) {
            fact("sysctl net/ipv4/vs/expire_nodest_conn 1");
            fact("sync");
            tool("ipvsadm", "-Ln", "--daemon").output().lines().forEach(line -> fact("sync " + line));
        } else {
            server();
        }
        return text.append("@ready\n").toString();
    }

    private void server() throws IOException {
        fact("controllers cpuset cpu io memory pids");
        fact("space tmpfs               814812       1020    813792       1% /run");
        List<String> virtual = cluster.description().services().stream()
                .map(ServiceDescription::address)
                .map(address -> address.endpoint().address())
                .distinct()
                .toList();
        List<SimulatedContainer> containers = cluster.with(
                w -> w.server(host.id()).map(SimulatedServer::containers).orElse(List.of()));
        for (SimulatedContainer container : containers) {
            String name = container.description().name();
            boolean running = container.pid() > 0;
            fact("container " + name + (container.description().home() ? " 1 " : " 0 ")
                    + (running ? Integer.toString(container.pid()) : "-"));
            if (running) {
                fact("namespace " + name);
                leaf(name, container.description().endpoint().address());
                virtual.forEach(address -> leaf(name, address));
            }
        }
    }

    private void leaf(String name, String address) {
        fact("trie " + name + "            |-- " + address);
        fact("trie " + name + "               /32 host LOCAL");
    }

    private ToolResult tool(String... words) throws IOException {
        return host.tool(List.of(words), "");
    }

    private void fact(String line) {
        text.append(line).append('\n');
    }
}
