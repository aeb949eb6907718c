package dev.headroom.bench.ssh;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.ClusterFileException;
import dev.headroom.backend.pace.PaceRules;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The process that reads the hosts by the product's own observer, from the cluster file to snapshots, and prints lines
 * about it. {@link ReaderRun} knows them.
 */
final class Reader {
    /** The CPU time of this process is told in hundredths of a second, so that of five rounds is taken together. */
    private static final int TOGETHER = 5;

    /** The word for a pace that adapts to each host. */
    static final String ADAPTIVE = "adaptive";

    private Reader() {}

    /** One observation, with the time when it came. */
    private record Arrival(Observation observation, Instant at) {}

    /**
     * Reads the hosts at each pace in turn.
     *
     * @param arguments a cluster file, the patience in seconds, the greatest number of rounds of each pace that
     *     are not measured, the number of those that are, {@code steady} or {@code adaptive}, and the paces in ms
     */
    public static void main(String[] arguments) throws ClusterFileException, IOException, InterruptedException {
        Path file = Path.of(arguments[0]);
        Duration patience = Duration.ofSeconds(Long.parseLong(arguments[1]));
        int warmUp = Integer.parseInt(arguments[2]);
        int rounds = Integer.parseInt(arguments[3]);
        boolean adaptive = arguments[4].equals(ADAPTIVE);
        List<Duration> paces = Arrays.stream(arguments)
                .skip(5)
                .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
                .toList();
        SteadyClock clock = SteadyClock.ofThisProcess();
        // One connection for all paces: the hosts are logged in to once.
        try (var connection = ClusterConnection.overSsh(ClusterFile.read(file))) {
            boolean first = true;
            for (Duration pace : paces) {
                var arrivals = new LinkedBlockingQueue<Arrival>();
                try (var observer = connection.observer(clock, Installation.NONE, rules(pace, adaptive))) {
                    observer.start(seen -> arrivals.add(new Arrival(seen, clock.instant())));
                    if (!awaitAll(arrivals, patience, first)) {
                        break;
                    }
                    measure(arrivals, warmUp, rounds, adaptive);
                    first = false;
                }
            }
        }
        System.exit(0); // no thread that still hangs up shall keep the process
    }

    private static PaceRules rules(Duration pace, boolean adaptive) {
        return adaptive ? PaceRules.of(SharingPolicy.defaults(), pace) : PaceRules.steady(pace);
    }

    /** Waits for a reading of each host; false if that takes too long. */
    private static boolean awaitAll(BlockingQueue<Arrival> arrivals, Duration patience, boolean tells)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        long live = 0;
        boolean complete = false;
        while (true) {
            Arrival next = arrivals.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                say("missing " + live);
                return false;
            }
            ClusterSnapshot snapshot = next.observation().snapshot();
            live = live(snapshot);
            if (!complete && live == hosts(snapshot)) {
                complete = true;
                if (tells) {
                    say("first");
                }
            }
            if (complete && snapshot.servers().stream().allMatch(server -> isFresh(server.load()))) {
                if (tells) {
                    say("loads");
                }
                return true;
            }
        }
    }

    private static void measure(BlockingQueue<Arrival> arrivals, int warmUp, int rounds, boolean adaptive)
            throws InterruptedException, IOException {
        // Loaded after the first picture, of which it is no part.
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        say("warm %d".formatted(warmUp(arrivals, warmUp, system, adaptive)));
        Instant before = arrivals.take().at();
        long cpu = system.getProcessCpuTime();
        Duration ofVm = VmThreads.cpu();
        for (int i = 1; i <= rounds; i++) {
            Arrival next = arrivals.take();
            ClusterSnapshot snapshot = next.observation().snapshot();
            say("round %d %d".formatted(wall(snapshot, before, next.at()).toNanos(), live(snapshot)));
            before = next.at();
            if (i % TOGETHER == 0 || rounds < TOGETHER) {
                long now = system.getProcessCpuTime();
                Duration ofVmNow = VmThreads.cpu();
                int together = Math.min(rounds, TOGETHER);
                say("cpu %d %d"
                        .formatted(
                                (now - cpu) / together,
                                ofVmNow.minus(ofVm).dividedBy(together).toNanos()));
                cpu = now;
                ofVm = ofVmNow;
            }
        }
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long files = system instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0;
        say("state %d %d %d %d %d"
                .formatted(heap, status("VmRSS:") * 1024, status("VmHWM:") * 1024, status("Threads:"), files));
    }

    /**
     * Waits until Java has compiled the code, so that a round's cost falls no more; the number of rounds. With an adaptive pace hosts get
     * calm meanwhile, which would look like that: then it waits for all rounds.
     */
    private static int warmUp(BlockingQueue<Arrival> arrivals, int most, OperatingSystemMXBean system, boolean adaptive)
            throws InterruptedException {
        var settling = new Settling();
        long cpu = system.getProcessCpuTime();
        for (int i = 1; i <= most; i++) {
            arrivals.take();
            if (i % TOGETHER == 0) {
                long now = system.getProcessCpuTime();
                if (settling.isSettled(now - cpu) && !adaptive) {
                    return i;
                }
                cpu = now;
            }
        }
        return most;
    }

    /** From the first question after {@code before} to the snapshot with the last answer. */
    private static Duration wall(ClusterSnapshot snapshot, Instant before, Instant arrival) {
        return Stream.concat(
                        snapshot.servers().stream().flatMap(server -> at(server.containers())),
                        snapshot.directors().stream().flatMap(director -> at(director.table())))
                .filter(at -> at.isAfter(before))
                .min(Instant::compareTo)
                .map(asked -> Duration.between(asked, arrival))
                .orElse(Duration.ZERO);
    }

    private static Stream<Instant> at(Reading<?> reading) {
        return reading instanceof Reading.Fresh<?>(var _, Instant at) ? Stream.of(at) : Stream.empty();
    }

    private static long live(ClusterSnapshot snapshot) {
        return snapshot.servers().stream()
                        .filter(server -> isFresh(server.containers()))
                        .count()
                + snapshot.directors().stream()
                        .filter(director -> isFresh(director.table()))
                        .count();
    }

    private static boolean isFresh(Reading<?> reading) {
        return reading instanceof Reading.Fresh<?>;
    }

    private static int hosts(ClusterSnapshot snapshot) {
        return snapshot.servers().size() + snapshot.directors().size();
    }

    /** A number of /proc/self/status; 0 where there is none. */
    private static long status(String name) throws IOException {
        Path file = Path.of("/proc/self/status");
        if (!Files.isReadable(file)) {
            return 0;
        }
        Optional<String> line = Files.readAllLines(file).stream()
                .filter(text -> text.startsWith(name))
                .findFirst();
        return line.map(text -> Long.parseLong(text.replaceAll("\\D", ""))).orElse(0L);
    }

    private static void say(String words) {
        System.out.println(words);
        System.out.flush();
    }
}
