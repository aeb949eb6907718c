package dev.headroom.bench.ssh;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Measures the peers against the same hosts, with open master connections of OpenSSH where they use such. */
final class PeerRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Path hosts;
    private final Path cold;
    private final Path warm;
    private final List<Process> masters = new ArrayList<>();

    /** The medians of the rounds of a peer: CPU time of all its processes, and wall time. */
    record Result(Peer peer, Duration cpu, Duration wall) {}

    private PeerRun(PeerAccess access) throws IOException {
        folder = access.folder();
        cold = access.config();
        hosts = Files.write(folder.resolve("hosts"), access.addresses());
        warm = Files.writeString(
                folder.resolve("ssh_config_warm"), Files.readString(cold) + "  ControlPath " + folder + "/cm-%h\n");
    }

    /** Measures each peer that is installed. */
    static List<Result> all(PeerAccess access, int rounds) throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        try (var run = new PeerRun(access)) {
            for (Peer peer : Peer.values()) {
                if (peer.isInstalled()) {
                    if (peer.isWarm() && run.masters.isEmpty()) {
                        run.open(access.addresses());
                    }
                    results.add(run.measure(peer, rounds));
                }
            }
        }
        return results;
    }

    private void open(List<String> addresses) throws IOException, InterruptedException {
        for (String address : addresses) {
            masters.add(new ProcessBuilder("ssh", "-F", warm.toString(), "-M", "-N", address)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("masters.log").toFile()))
                    .start());
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int i = 0; i < addresses.size(); i++) {
            Path socket = folder.resolve("cm-" + addresses.get(i));
            while (!Files.exists(socket)) {
                if (masters.get(i).waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() - end > 0) {
                    throw new IOException("ssh opened no master connection to " + addresses.get(i) + ": "
                            + Files.readString(folder.resolve("masters.log")).strip());
                }
            }
        }
    }

    private Result measure(Peer peer, int rounds) throws IOException, InterruptedException {
        round(peer); // its files come into the cache
        List<Duration> cpu = new ArrayList<>();
        List<Duration> wall = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            Duration before = cpu();
            long begun = System.nanoTime();
            round(peer);
            wall.add(Duration.ofNanos(System.nanoTime() - begun));
            cpu.add(cpu().minus(before));
        }
        return new Result(peer, median(cpu), median(wall));
    }

    private Duration cpu() {
        Set<Long> open = masters.stream().map(Process::pid).collect(Collectors.toSet());
        return ProcessTable.ofEndedChildren().plus(ProcessTable.ofTrees(open));
    }

    private void round(Peer peer) throws IOException, InterruptedException {
        Path log = folder.resolve("peer.log");
        Process process = new ProcessBuilder(peer.round(hosts, peer.isWarm() ? warm : cold))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectError(log.toFile())
                .start();
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        if (process.waitFor() != 0) {
            throw new IOException("%s failed: %s"
                    .formatted(peer.title(), Files.readString(log).strip()));
        }
    }

    private static Duration median(List<Duration> times) {
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        masters.forEach(Process::destroy);
    }
}
