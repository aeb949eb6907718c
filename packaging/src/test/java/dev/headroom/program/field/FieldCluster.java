package dev.headroom.program.field;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Hosts behind real sshds on loopback, the counters that go on beside them, and the built program that drives them. */
final class FieldCluster {
    private static final long TICK_MILLIS = 250;

    private final Path folder;
    private final Network network;
    private final Map<String, FieldHost> hosts = new LinkedHashMap<>();
    private final Map<String, Traffic> traffic = new HashMap<>();
    private final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
    private final List<String> services = new ArrayList<>();
    private Process master;
    private static final String POLICY = "overloadHold: 2s, giveBackHold: 2s, interval: 1s";

    /** What the clients of one destination do. Counts go on by themselves. */
    private static final class Traffic {
        private final String key;
        private double rate;
        private double connections;
        private double packets;
        private int active;
        private int persistent;

        Traffic(String key) {
            this.key = key;
        }
    }

    FieldCluster(Path folder) throws Exception {
        this.folder = folder;
        network = Network.free();
        Shell.run(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                folder.resolve("key").toString());
    }

    FieldHost director(String name, int number) throws Exception {
        return server(name, number);
    }

    /** A host with the address {@code 127.9.0.NUMBER}. */
    FieldHost server(String name, int number) throws Exception {
        FieldHost host = new FieldHost(folder, name, network, number, folder.resolve("key.pub"));
        hosts.put(name, host);
        return host;
    }

    FieldHost host(String name) {
        return hosts.get(name);
    }

    /** A line of the cluster file's services. */
    FieldCluster service(String yaml) {
        services.add(yaml);
        return this;
    }

    /** Clients of a destination, such as {@code "192.0.2.100:80 127.9.0.11:80"}. */
    synchronized void clients(String key, double perSecond, int active, int persistent) {
        Traffic it = traffic.computeIfAbsent(key, Traffic::new);
        it.rate = perSecond;
        it.active = active;
        it.persistent = persistent;
    }

    void start() throws Exception {
        for (FieldHost host : hosts.values()) {
            host.start();
        }
        StringBuilder known = new StringBuilder();
        for (FieldHost host : hosts.values()) {
            String[] key = Files.readString(host.folder.resolve("host_key.pub")).split(" ", 3);
            known.append("[%s]:%d %s %s%n".formatted(host.address, FieldHost.PORT, key[0], key[1]));
        }
        Files.writeString(folder.resolve("known_hosts"), known);
        StringBuilder file =
                new StringBuilder("""
                cluster: field
                ssh: { user: root, port: %d, identity: %s, knownHosts: %s }
                directors:
                """.formatted(FieldHost.PORT, folder.resolve("key"), folder.resolve("known_hosts")));
        hosts.values().stream().filter(h -> h.name.startsWith("lb")).forEach(h -> file.append(line(h)));
        file.append("realServers:\n");
        hosts.values().stream().filter(h -> !h.name.startsWith("lb")).forEach(h -> file.append(line(h)));
        file.append("services:\n");
        services.forEach(s -> file.append("  - { ").append(s).append(" }\n"));
        file.append("policy: { ").append(POLICY).append(" }\n");
        Files.writeString(folder.resolve("cluster.yaml"), file);
        var _ = time.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static String line(FieldHost host) {
        return "  - { name: %s, address: %s }%n".formatted(host.name, host.address);
    }

    private void tick() {
        try {
            double seconds = TICK_MILLIS / 1e3;
            List<String> counts = new ArrayList<>();
            synchronized (this) {
                for (Traffic it : traffic.values()) {
                    it.connections += it.rate * seconds;
                    it.packets += it.rate * seconds * 5;
                    counts.add("%s %d 0 %d %d %d %d"
                            .formatted(
                                    it.key,
                                    it.active,
                                    it.persistent,
                                    Math.round(it.connections),
                                    Math.round(it.packets),
                                    Math.round(it.packets)));
                }
            }
            for (FieldHost host : hosts.values()) {
                host.tick(seconds);
                if (host.name.startsWith("lb")) {
                    host.counts(counts);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The built program, run to its end. */
    String headroom(int exitCode, String... arguments) throws Exception {
        Path output = Files.createTempFile(folder, "headroom", ".txt");
        Process process = program(output, arguments).start();
        process.getOutputStream().close();
        assertThat(process.waitFor(TestPatience.millis(), TimeUnit.MILLISECONDS))
                .as("%s ended", arguments[0])
                .isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(exitCode);
        return Files.readString(output);
    }

    /** Starts the master in automatic mode; its words go to {@link #said()}. */
    void automatic() throws Exception {
        headroom(0, "adopt", "--cluster", clusterFile(), "--state", state(), "--yes");
        master = program(
                        folder.resolve("master.txt"),
                        "master",
                        "--cluster",
                        clusterFile(),
                        "--state",
                        state(),
                        "--mode",
                        "automatic")
                .start();
    }

    String clusterFile() {
        return folder.resolve("cluster.yaml").toString();
    }

    String state() {
        return folder.resolve("state").toString();
    }

    private ProcessBuilder program(Path output, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of("..", "console-app", "target", "headroom", "bin", "headroom")
                .toAbsolutePath()
                .toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("XDG_STATE_HOME", folder.toString());
        builder.environment().put("HOME", folder.toString());
        return builder;
    }

    String said() throws IOException {
        Path file = folder.resolve("master.txt");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    void awaitSaid(String text) throws Exception {
        await("the master says '%s'".formatted(text), () -> {
            assertThat(master.isAlive()).as(said()).isTrue();
            return said().contains(text);
        });
    }

    /** Waits until every director was read so many times more. */
    void awaitReadings(int times) throws Exception {
        for (FieldHost host : hosts.values()) {
            if (host.name.startsWith("lb")) {
                long before = readings(host);
                TestPatience.until(
                        "%s was read %d times".formatted(host.name, times),
                        () -> readings(host) >= before + times,
                        () -> said() + host.calls());
            }
        }
    }

    void await(String what, java.util.concurrent.Callable<Boolean> condition) throws Exception {
        TestPatience.until(what, condition, () -> said() + record());
    }

    private static long readings(FieldHost host) throws IOException {
        return host.calls().stream().filter(c -> c.contains("--stats")).count();
    }

    /** What all hosts were asked to change, as {@code HOST: COMMAND}, host after host. */
    List<String> record() throws IOException {
        List<String> all = new ArrayList<>();
        for (FieldHost host : hosts.values()) {
            host.record().forEach(line -> all.add(host.name + ": " + line));
        }
        return all;
    }

    void stopMaster() throws Exception {
        if (master != null) {
            master.destroy();
            if (!master.waitFor(TestPatience.millis(), TimeUnit.MILLISECONDS)) {
                master.destroyForcibly();
            }
        }
    }

    /** Ends the program as a power failure would. */
    void killMaster() throws Exception {
        master.destroyForcibly().waitFor();
    }

    void end() throws Exception {
        stopMaster();
        time.shutdownNow();
        for (FieldHost host : hosts.values()) {
            host.end();
        }
        network.close();
    }
}
