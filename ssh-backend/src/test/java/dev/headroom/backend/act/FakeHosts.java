package dev.headroom.backend.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Hosts as folders, which keep what commands change: a fake {@code ssh} runs each remote line by this machine's {@code sh}, with
 * fakes of {@code ipvsadm} and of the container tools. They know one service, tcp 192.0.2.100:80.
 */
final class FakeHosts {
    private static final String SSH = """
        #!/bin/sh
        # ssh -n -o X -o Y HOST COMMAND
        [ ! -e "$CLUSTER/$6/down" ] || exit 255
        HOST=$CLUSTER/$6 HEADROOM_RUN=$CLUSTER/$6 exec sh -c "$7"
        """;

    private static final String IPVSADM = """
        #!/bin/sh
        # -a|-e|-d -t SERVICE -r ENDPOINT -g -w WEIGHT -x 0 -y 0
        has() { grep -q "^$1 " "$HOST/table"; }
        without() { grep -v "^$1 " "$HOST/table"; }
        [ "$1" = -Ln ] || echo "${HOST##*/}: ipvsadm $*" >> "$LOG"
        case $1 in
            -Ln)
                printf '%s\\n' 'IP Virtual Server version 1.2.1 (size=4096)' 'Prot LocalAddress:Port Weight PersistConn'
                printf '%s\\n' '  -> RemoteAddress:Port' 'TCP  192.0.2.100:80 wlc'
                while read -r endpoint weight; do echo "  -> $endpoint $weight 0 0 0"; done < "$HOST/table"
                exit
                ;;
            -a) ! has "$5" || exit 2; next="$(cat "$HOST/table"; echo "$5 $8")" ;;
            -e) has "$5" || exit 2; next="$(without "$5"; echo "$5 $8")" ;;
            -d) has "$5" || exit 2; next="$(without "$5")" ;;
        esac
        printf '%s\\n' "$next" | sort > "$HOST/table"
        """;

    private static final String LXC = """
        #!/bin/sh
        # lxc-X -n NAME ...
        case ${0##*/} in
            lxc-info) cat "$HOST/$2.state"; exit ;;
            lxc-start) grep -q STOPPED "$HOST/$2.state" || exit 1; echo RUNNING > "$HOST/$2.state" ;;
            lxc-stop) echo STOPPED > "$HOST/$2.state" ;;
        esac
        echo "${HOST##*/}: ${0##*/} $2" >> "$LOG"
        """;

    private final Path folder;

    record Ended(int code, String output, List<String> changes) {}

    FakeHosts(Path folder, List<String> hosts) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("bin"));
        tool("ssh", SSH);
        tool("ipvsadm", IPVSADM);
        for (String lxc : List.of("lxc-info", "lxc-start", "lxc-stop")) {
            tool(lxc, LXC);
        }
        // the probe of a started container
        tool("bash", "#!/bin/sh\n");
        for (String host : hosts) {
            Files.createDirectories(host(host).resolve("loans"));
        }
    }

    private void tool(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("bin").resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private Path host(String name) {
        return folder.resolve("hosts").resolve(name);
    }

    /** Writes a file of a host: {@code table}, {@code NAME.state}, {@code loans/…}, {@code down}. */
    void write(String host, String file, String text) throws IOException {
        Files.writeString(host(host).resolve(file), text);
    }

    /** Takes the lease of the cluster shop on a host, renewed {@code seconds} ago, for a term of 30 s. */
    void lease(String host, long seconds) throws IOException {
        long uptime = Long.parseLong(Files.readString(Path.of("/proc/uptime")).replaceFirst("\\..*\\n", ""));
        write(host, "loans/.lease.shop", "headroom-lease 1 7 0123-4567.k2x9ab 30 1 ann@laptop\n");
        write(host, "loans/.renewed.shop.0123-4567.k2x9ab", (uptime - seconds) + "\n");
    }

    /** What all hosts keep, but for the lease. The uptime in a loan's mark is left out. */
    Map<String, String> state() throws IOException {
        Map<String, String> state = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder.resolve("hosts"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(f -> !f.getFileName().toString().startsWith("."))
                    .toList()) {
                String text = Files.readString(file);
                String name = folder.relativize(file).toString();
                state.put(name, name.contains("/loans/") ? text.replaceAll(" [0-9.]+\n$", "") : text);
            }
        }
        return state;
    }

    Ended run(String script) throws IOException, InterruptedException {
        return run(script, Map.of());
    }

    Ended run(String script, Map<String, String> more) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("script.sh"), script);
        Path log = folder.resolve("log");
        Files.deleteIfExists(log);
        ProcessBuilder builder = new ProcessBuilder("sh", file.toString()).redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("output").toFile());
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        folder.resolve("bin") + ":" + System.getenv("PATH"),
                        "CLUSTER",
                        folder.resolve("hosts").toString(),
                        "LOG",
                        log.toString(),
                        "HEADROOM_PAUSE",
                        "0"));
        builder.environment().putAll(more);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(folder.resolve("output")),
                Files.exists(log) ? Files.readAllLines(log) : List.of());
    }
}
