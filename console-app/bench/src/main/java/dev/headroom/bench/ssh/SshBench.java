package dev.headroom.bench.ssh;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The benchmark of reading many hosts over SSH.
 *
 * @param rounds that are measured at each pace; medians count
 * @param warmUp the greatest number of rounds at each pace before them, while Java compiles the code
 * @param peers whether the peers are measured too, where the hosts are real sshd
 * @param simulated whether the hosts are simulated also where they could be real
 * @param adaptive whether calm hosts are asked less often, as in production; else each in every round
 * @param options further options for the Java of the reader
 */
public record SshBench(
        int rounds, int warmUp, boolean peers, boolean simulated, boolean adaptive, List<String> options) {
    /** With more real hosts their scripts alone would fill a machine of two cores. */
    public static final int MOST_REAL = 100;

    private static final List<Duration> PACES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(2));
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    public SshBench {
        options = List.copyOf(options);
    }

    /**
     * Measures each number of hosts and prints a row of each as soon as it is known.
     *
     * @throws IOException if a process cannot be started
     */
    public void run(List<Integer> numbers, PrintWriter out) throws IOException, InterruptedException {
        Optional<String> obstacle = SshdFarm.obstacle();
        if (!simulated && numbers.stream().anyMatch(hosts -> hosts <= MOST_REAL)) {
            obstacle.ifPresent(out::println);
        }
        var task = new ReaderRun.Task(PACES, warmUp, rounds, PATIENCE, adaptive, options);
        out.println(Noise.sentence());
        out.println();
        SshTable.head(out);
        out.flush();
        List<ReaderRun.Result> results = new ArrayList<>();
        List<Beside> beside = new ArrayList<>();
        for (int hosts : numbers) {
            boolean real = !simulated && hosts <= MOST_REAL;
            if (real && obstacle.isPresent()) {
                continue;
            }
            Path folder = Files.createTempDirectory("headroom-bench");
            try (Endpoints endpoints = real ? SshdFarm.start(folder, hosts) : SimulatedEndpoints.start(folder, hosts)) {
                ReaderRun.Result result = ReaderRun.of(endpoints, task);
                SshTable.print(result, out);
                results.add(result);
                Optional<PeerAccess> access = endpoints.peers().filter(_ -> peers);
                if (access.isPresent()) {
                    beside.add(new Beside(result, PeerRun.all(access.get(), Math.max(3, rounds / 5))));
                }
            } finally {
                delete(folder);
            }
        }
        SshTable.printGrowth(results, out);
        beside.forEach(pair -> SshTable.printPeers(pair.ours(), pair.peers(), out));
        out.println();
        out.println(Noise.sentence());
    }

    private record Beside(ReaderRun.Result ours, List<PeerRun.Result> peers) {}

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (var all = Files.walk(folder)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
