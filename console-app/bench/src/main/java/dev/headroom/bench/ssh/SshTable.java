package dev.headroom.bench.ssh;

import dev.headroom.bench.ssh.PeerRun.Result;
import dev.headroom.bench.ssh.ReaderRun.Steady;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Prints the measurements as the Markdown tables of the README. */
public final class SshTable {
    private static final double KILO = 1 << 10;
    private static final double MEGA = 1 << 20;

    private SshTable() {}

    /** The head of the table of {@link #print}. */
    public static void head(PrintWriter out) {
        out.println(
                "| hosts | first picture, s | CPU until then, s: reader, hosts | all loads, s | pace, s | warm-up, rounds | CPU a round, ms"
                        + " | of it compiler and GC, ms | a host, µs | wall of a round, ms | cores, % | heap, MB | RSS, MB: now, most | threads | descriptors | live |");
        out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    }

    /** One row for each pace. */
    public static void print(ReaderRun.Result result, PrintWriter out) {
        String begin = "| %d %s | %s | %s | %s |"
                .formatted(
                        result.hosts(),
                        result.kind(),
                        result.first().map(f -> seconds(f.wall())).orElse("–"),
                        result.first()
                                .map(f -> seconds(f.client()) + ", " + seconds(f.endpoints()))
                                .orElse("–"),
                        result.loads().map(SshTable::seconds).orElse("–"));
        if (result.steady().isEmpty()) {
            out.println(begin + " – | – | – | – | – | – | – | – | – | – | – | "
                    + result.live().map(String::valueOf).orElse("–") + " |");
        }
        for (Steady steady : result.steady()) {
            out.println(begin
                    + String.format(
                            Locale.ROOT,
                            " %d | %d | %.1f | %.1f | %.0f | %.0f | %.1f | %.0f | %.0f, %.0f | %d | %d | %d |",
                            steady.pace().toSeconds(),
                            steady.warmUp(),
                            steady.cpu().toNanos() / 1e6,
                            steady.vm().toNanos() / 1e6,
                            steady.cpu().toNanos() / 1e3 / result.hosts(),
                            steady.wall().toNanos() / 1e6,
                            100.0 * steady.cpu().toNanos() / steady.pace().toNanos(),
                            steady.heap() / MEGA,
                            steady.resident() / MEGA,
                            steady.most() / MEGA,
                            steady.threads(),
                            steady.files(),
                            steady.live()));
        }
        out.flush();
    }

    /**
     * What a further host costs, from one number of hosts to the next of the same kind, at the last pace; nothing for
     * a single number.
     */
    static void printGrowth(List<ReaderRun.Result> results, PrintWriter out) {
        List<ReaderRun.Result> measured =
                results.stream().filter(result -> !result.steady().isEmpty()).toList();
        if (measured.size() < 2) {
            return;
        }
        out.println();
        out.println("| hosts | CPU of a round, a host, µs | of it without compiler and GC, µs | of a further host, µs"
                + " | heap of a further host, KB | RSS, a host, KB | logging in, a host, CPU ms: reader, hosts |");
        out.println("|---|--:|--:|--:|--:|--:|--:|");
        for (int i = 0; i < measured.size(); i++) {
            ReaderRun.Result result = measured.get(i);
            Steady last = result.steady().getLast();
            Optional<ReaderRun.Result> before = Optional.of(i)
                    .filter(index -> index > 0)
                    .map(index -> measured.get(index - 1))
                    .filter(earlier -> earlier.kind().equals(result.kind()) && earlier.hosts() < result.hosts());
            double hosts = result.hosts();
            out.println(String.format(
                    Locale.ROOT,
                    "| %d %s | %.0f | %.0f | %s | %s | %.0f | %s |",
                    result.hosts(),
                    result.kind(),
                    last.cpu().toNanos() / 1e3 / hosts,
                    own(last) / 1e3 / hosts,
                    before.map(earlier -> further(earlier, result, SshTable::own, 1e3))
                            .orElse("–"),
                    before.map(earlier -> further(earlier, result, Steady::heap, KILO))
                            .orElse("–"),
                    last.resident() / KILO / hosts,
                    result.first()
                            .map(first -> String.format(
                                    Locale.ROOT,
                                    "%.1f, %.1f",
                                    first.client().toNanos() / 1e6 / hosts,
                                    first.endpoints().toNanos() / 1e6 / hosts))
                            .orElse("–")));
        }
        out.flush();
    }

    private static long own(Steady steady) {
        return steady.cpu().minus(steady.vm()).toNanos();
    }

    private static String further(
            ReaderRun.Result few, ReaderRun.Result many, ToLongFunction<Steady> figure, double unit) {
        double more = figure.applyAsLong(many.steady().getLast())
                - figure.applyAsLong(few.steady().getLast());
        return String.format(Locale.ROOT, "%.0f", more / unit / (many.hosts() - few.hosts()));
    }

    /** The peers beside Headroom's rounds at its usual pace. */
    public static void printPeers(ReaderRun.Result ours, List<Result> peers, PrintWriter out) {
        Optional<Steady> usual = ours.steady().stream().findFirst();
        if (usual.isEmpty() || peers.isEmpty()) {
            return;
        }
        out.println();
        out.println("| %d sshd | CPU a round, ms | times Headroom's | wall of a round, ms | times Headroom's |"
                .formatted(ours.hosts()));
        out.println("|---|--:|--:|--:|--:|");
        row("Headroom", usual.get().cpu(), usual.get().wall(), usual.get(), out);
        peers.forEach(peer -> row(peer.peer().title(), peer.cpu(), peer.wall(), usual.get(), out));
        out.println();
        out.flush();
    }

    private static void row(String name, Duration cpu, Duration wall, Steady ours, PrintWriter out) {
        out.println(String.format(
                Locale.ROOT,
                "| %s | %.0f | %.1f | %.0f | %.1f |",
                name,
                cpu.toNanos() / 1e6,
                (double) cpu.toNanos() / ours.cpu().toNanos(),
                wall.toNanos() / 1e6,
                (double) wall.toNanos() / Math.max(1, ours.wall().toNanos())));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toNanos() / 1e9);
    }
}
