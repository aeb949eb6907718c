package dev.headroom.program.field;

import dev.headroom.backend.TestPatience;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One host behind a real sshd on a loopback address, with scripted {@code ipvsadm} and {@code lxc-*}. Its files say what the tools
 * answer; {@link #record()} is what they were asked to change. Owned by the test's thread, but for {@link #tick}.
 */
final class FieldHost {
    static final int PORT = 22_022;
    private static final List<String> LXC = List.of("lxc-ls", "lxc-info", "lxc-start", "lxc-stop", "lxc-boot");
    private static final int CORES = 2;

    final String name;
    final String address;
    final Path folder;
    private final Network network;
    private final Map<String, Double> containerCores = new TreeMap<>();
    private final Map<String, Double> containerSeconds = new TreeMap<>();
    private double busySeconds;
    private double totalSeconds = 1_000;
    private Process sshd;

    FieldHost(Path folder, String name, Network network, int number, Path authorizedKeys) throws Exception {
        this.name = name;
        this.network = network;
        this.address = network.real("127.9.0." + number);
        this.folder = Files.createDirectories(folder.resolve(name));
        Path bin = Files.createDirectories(this.folder.resolve("bin"));
        for (String tool : List.of("ipvsadm", "host", "container", "lxc")) {
            try (InputStream in = FieldHost.class.getResourceAsStream("/field/bin/" + tool)) {
                Files.copy(in, bin.resolve(tool), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.setPosixFilePermissions(bin.resolve(tool), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        for (String tool : LXC) {
            Files.createSymbolicLink(bin.resolve(tool), Path.of("lxc"));
        }
        Files.createDirectories(this.folder.resolve("cgroup"));
        Files.writeString(this.folder.resolve("cgroup/cgroup.controllers"), "cpu memory\n");
        Shell.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path("host_key"));
        Files.writeString(this.folder.resolve("sshd_config"), """
            ListenAddress %s
            Port %d
            HostKey %s
            PidFile none
            UsePAM no
            StrictModes no
            PermitRootLogin yes
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            AuthorizedKeysFile %s
            PrintMotd no
            UseDNS no
            MaxStartups 100
            SetEnv PATH=%s:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin HOST_DIR=%s HOME=%s
            """.formatted(
                        address, PORT, path("host_key"), authorizedKeys, bin, this.folder, this.folder));
        writeStat();
    }

    private String path(String file) {
        return folder.resolve(file).toString();
    }

    /** From the start of its sshd on, each command that is sent here waits before it begins. */
    FieldHost commandsWait(int seconds) throws IOException {
        Files.writeString(
                folder.resolve("sshd_config"),
                "ForceCommand sleep %d; exec sh -c \"$SSH_ORIGINAL_COMMAND\"%n".formatted(seconds),
                StandardOpenOption.APPEND);
        return this;
    }

    /** How many logins its sshd has accepted. */
    long logins() throws IOException {
        return Files.readAllLines(folder.resolve("sshd.log")).stream()
                .filter(line -> line.startsWith("Accepted "))
                .count();
    }

    /** The table, as {@code ipvsadm -Sn} prints it. */
    FieldHost table(String... rules) throws IOException {
        return file("table", String.join("\n", rules) + "\n");
    }

    /** What is counted, a line a destination: service, endpoint, active, inactive, persistent, connections, packets in, packets out. */
    FieldHost counts(List<String> lines) throws IOException {
        return file("counts", String.join("\n", lines) + "\n");
    }

    /** Containers, a line each: name, autostart, addresses, ports, state. */
    FieldHost containers(String... lines) throws IOException {
        return file("containers", String.join("\n", lines) + "\n");
    }

    /** Any other file that a scripted tool looks at. */
    FieldHost file(String file, String content) throws IOException {
        Path next = folder.resolve(file + ".next");
        Files.writeString(next, network.real(content));
        Files.move(next, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return this;
    }

    /** Cores that a container uses from now on. */
    synchronized void uses(String container, double cores) {
        containerCores.put(container, cores);
    }

    FieldHost start() throws Exception {
        startSshd();
        if (Files.exists(folder.resolve("containers"))) {
            for (String line : Files.readAllLines(folder.resolve("containers"))) {
                if (line.endsWith(" RUNNING")) {
                    Shell.run(
                            "nsenter",
                            "-m",
                            "-t",
                            Long.toString(sshd.pid()),
                            "env",
                            "HOST_DIR=" + folder,
                            path("bin/lxc-boot"),
                            "-n",
                            line.split(" ", 2)[0]);
                }
            }
        }
        return this;
    }

    private void startSshd() throws Exception {
        sshd = new ProcessBuilder("unshare", "-m", "--propagation", "private", path("bin/host"), folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        TestPatience.until(
                name + "'s sshd listens",
                () -> Shell.connects(address, PORT),
                () -> Files.readString(folder.resolve("sshd.log")));
    }

    /** Ends the sshd with every session: the host goes on to serve, but can no longer be read. */
    void cutSsh() throws Exception {
        sshd.descendants().forEach(ProcessHandle::destroyForcibly);
        sshd.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** Ends what a container runs, as if its machine were gone; its list still says RUNNING. */
    void kill(String container) throws Exception {
        for (String kind : List.of("pid-", "out-")) {
            for (String pid : lines(kind + container)) {
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    /** What the tools were asked to change, in order. */
    List<String> record() throws IOException {
        return lines("record");
    }

    /** Every call of a tool. */
    List<String> calls() throws IOException {
        return lines("calls");
    }

    private List<String> lines(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path)
                ? Files.readAllLines(path).stream().map(network::said).toList()
                : List.of();
    }

    /** Time goes on: counts what was used. On the cluster's own thread. */
    synchronized void tick(double seconds) throws IOException {
        double used = 0;
        for (Map.Entry<String, Double> container : containerCores.entrySet()) {
            Path group = folder.resolve("cgroup/lxc.payload." + container.getKey());
            if (Files.isDirectory(group)) {
                used += container.getValue();
                double all = containerSeconds.merge(container.getKey(), container.getValue() * seconds, Double::sum);
                overwrite(group.resolve("cpu.stat"), "usage_usec %015d\n".formatted(Math.round(all * 1e6)));
                overwrite(group.resolve("memory.current"), "%015d\n".formatted(64L << 20));
                overwrite(group.resolve("cgroup.events"), "populated 1\nfrozen 0\n");
            } else {
                containerSeconds.remove(container.getKey());
            }
        }
        totalSeconds += seconds;
        busySeconds += Math.min(CORES, used) * seconds;
        writeStat();
    }

    private void writeStat() throws IOException {
        long busy = Math.round(busySeconds * 100);
        long idle = Math.round(totalSeconds * CORES * 100) - busy;
        StringBuilder text = new StringBuilder("cpu  %012d 0 0 %012d 0 0 0 0 0 0\n".formatted(busy, idle));
        for (int core = 0; core < CORES; core++) {
            text.append("cpu%d %012d 0 0 %012d 0 0 0 0 0 0\n".formatted(core, busy / CORES, idle / CORES));
        }
        overwrite(
                folder.resolve("stat"), text.append("intr 0\nctxt 0\nbtime 1\n").toString());
    }

    /** In place and in one write: the file may be mounted over another, and a process may read it now. */
    private static void overwrite(Path file, String text) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** How many processes of the tool {@code name} hang here. */
    List<Long> hung() throws IOException {
        List<Long> alive = new ArrayList<>();
        for (String pid : lines("hung")) {
            ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).ifPresent(p -> alive.add(p.pid()));
        }
        return alive;
    }

    void end() throws Exception {
        if (sshd != null) {
            cutSsh();
        }
        for (String pid : lines("pids")) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
        }
        for (long pid : hung()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
