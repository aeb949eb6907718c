package dev.headroom.console.cli;

import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.time.TimeLimit;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.VirtualService;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Waits for an observation that is complete enough to print once. */
final class Observations {
    /** The time without a change after which missing readings are given up. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** The time between two lines that tell who is waited for. */
    private static final Duration LINES = Duration.ofSeconds(10);
    /** So many hosts are named of those that are waited for. */
    private static final int MOST_NAMED = 5;
    /** The time between two looks at what is left of the command's time. */
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** Before each further sentence of a failure. */
    private static final String NEXT = System.lineSeparator() + "headroom: ";

    private Observations() {}

    /**
     * Replaces the observations that the reader has not taken yet by the newest: a reader that is slower than the
     * readings skips the old ones.
     */
    static Consumer<Observation> newestTo(BlockingQueue<Observation> observations) {
        return observation -> {
            observations.clear();
            observations.add(observation);
        };
    }

    /**
     * The first observation in which every host was read twice (rates need two readings) or given up. What several
     * readings of a host did not tell is not waited for: no further reading tells it.
     *
     * @param limit of the whole command; when it is over, the newest observation is taken as it is
     */
    static Observation settled(BlockingQueue<Observation> observations, ClusterFile file, TimeLimit limit)
            throws InterruptedException {
        return settled(observations, file, limit, new PrintWriter(Writer.nullWriter()));
    }

    /**
     * The same, and tells every 10 s who is waited for.
     *
     * @param err standard error
     */
    static Observation settled(
            BlockingQueue<Observation> observations, ClusterFile file, TimeLimit limit, PrintWriter err)
            throws InterruptedException {
        Duration told = limit.spent();
        long patience = PATIENCE.plus(file.interval().multipliedBy(2)).toNanos();
        Answers answers = new Answers();
        Observation last = first(observations, limit);
        long moved = System.nanoTime();
        answers.seen(last);
        while (!isSettled(last, answers) && !limit.isOver()) {
            Observation next = observations.poll(millis(limit), TimeUnit.MILLISECONDS);
            if (next != null) {
                if (known(next) != known(last)) {
                    moved = System.nanoTime();
                }
                last = next;
                answers.seen(last);
            }
            if (!isAwaited(last) && System.nanoTime() - moved > patience) {
                break;
            }
            if (limit.spent().minus(told).compareTo(LINES) >= 0) {
                told = limit.spent();
                tellAwaited(last, limit, err);
            }
        }
        return last;
    }

    /** That the command was ended before the readings sufficed, for which hosts it waited, and what is wrong with the others. */
    static String ended(Observation last, TimeLimit limit) {
        String awaited = awaited(last);
        List<HostStatus> given = missing(last).stream()
                .filter(host -> !isAwaited(host) && host.sentence().isPresent())
                .toList();
        String ended = "The command was ended after %d s, so it made no plan: it waited for %s."
                .formatted(
                        limit.spent().toSeconds(),
                        awaited.isEmpty() ? "a second reading of the hosts, which rates need" : awaited);
        return given.isEmpty() ? ended : ended + NEXT + sentences(given);
    }

    /** The first of the hosts that are waited for, without those that refused or are tried again later; empty where there is none. */
    private static String awaited(Observation last) {
        List<String> names = last.hosts().stream()
                .filter(Observations::isAwaited)
                .map(host -> host.host().name())
                .toList();
        String more = names.size() > MOST_NAMED ? " and %d more".formatted(names.size() - MOST_NAMED) : "";
        return String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size()))) + more;
    }

    private static void tellAwaited(Observation last, TimeLimit limit, PrintWriter err) {
        String awaited = awaited(last);
        if (!awaited.isEmpty()) {
            err.println("headroom: waiting for %s, %d s of at most %d s …"
                    .formatted(awaited, limit.spent().toSeconds(), limit.whole().toSeconds()));
            err.flush();
        }
    }

    private static Observation first(BlockingQueue<Observation> observations, TimeLimit limit)
            throws InterruptedException {
        Observation first = null;
        while (first == null) {
            if (limit.isOver()) {
                throw new CommandFailure(
                        ExitCode.UNREACHABLE,
                        limit.isEnded()
                                ? "No host was read: the command was ended after %d s."
                                        .formatted(limit.spent().toSeconds())
                                : "No host was read within %d s, and none refused: this computer may be overloaded."
                                        .formatted(limit.whole().toSeconds()));
            }
            first = observations.poll(millis(limit), TimeUnit.MILLISECONDS);
        }
        return first;
    }

    private static long millis(TimeLimit limit) {
        return Math.min(LOOK.toMillis(), limit.left().toMillis() + 1);
    }

    /** Whether a host is still being connected, or is slow and has not been given up. */
    private static boolean isAwaited(Observation observation) {
        return observation.hosts().stream().anyMatch(Observations::isAwaited);
    }

    private static boolean isAwaited(HostStatus host) {
        return switch (host.state()) {
            case CONNECTING -> true;
            case CONNECTED -> host.sentence().isPresent();
            case RETRYING, REFUSED -> false;
        };
    }

    /** The number of known values, which grows as hosts are read. */
    private static long known(Observation observation) {
        return observation.hosts().size()
                - missing(observation).size()
                + observation.snapshot().servers().stream()
                        .filter(s -> s.load().fresh().isPresent())
                        .count()
                + observation.snapshot().services().stream()
                        .filter(s -> s.demand().fresh().isPresent())
                        .count();
    }

    private static boolean isSettled(Observation observation, Answers answers) {
        Set<HostId> missing =
                missing(observation).stream().map(HostStatus::host).collect(Collectors.toSet());
        boolean tried = observation.hosts().stream().noneMatch(h -> h.state() == HostStatus.State.CONNECTING);
        boolean measured = observation.snapshot().servers().stream()
                .filter(s -> !missing.contains(s.id()))
                .allMatch(s -> s.load().fresh().isPresent() || answers.areAllOf(s.id()));
        boolean asked = !missing.isEmpty()
                || observation.snapshot().services().stream()
                        .allMatch(s -> s.demand().fresh().isPresent() || isUnmeasurable(observation.snapshot(), s))
                || observation.snapshot().directors().stream().allMatch(d -> answers.areAllOf(d.id()));
        return tried && measured && asked;
    }

    /** Whether every director was read and none can ever measure it: it is in no table, or in a line that is not understood. */
    private static boolean isUnmeasurable(ClusterSnapshot snapshot, VirtualService service) {
        return snapshot.directors().stream().allMatch(d -> d.table().fresh().isPresent())
                && (snapshot.directors().stream()
                                .allMatch(d -> d.entry(service.address()).isEmpty())
                        || snapshot.directors().stream()
                                .anyMatch(d -> !d.unreadOf(service.address()).isEmpty()));
    }

    static List<HostStatus> missing(Observation observation) {
        return observation.hosts().stream()
                .filter(h -> h.state() != HostStatus.State.CONNECTED)
                .toList();
    }

    static String sentences(List<HostStatus> hosts) {
        return hosts.stream()
                .map(h -> h.sentence()
                        .orElseGet(() -> "%s (%s) had not answered when this command ended."
                                .formatted(h.host().name(), h.address())))
                .collect(Collectors.joining(NEXT));
    }
}
