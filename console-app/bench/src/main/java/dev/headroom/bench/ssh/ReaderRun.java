package dev.headroom.bench.ssh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs {@link Reader} against some hosts and takes down what it prints and what it costs. Used once. */
final class ReaderRun {
    private final Endpoints endpoints;
    private final long begun = System.nanoTime();
    private final Duration endpointsBefore;
    private final List<Steady> steady = new ArrayList<>();
    private final List<Long> cpu = new ArrayList<>();
    private final List<Long> vm = new ArrayList<>();
    private final List<Long> wall = new ArrayList<>();
    private final List<Long> live = new ArrayList<>();
    private Optional<Picture> first = Optional.empty();
    private Optional<Duration> loads = Optional.empty();
    private long warmUp;
    private Optional<Long> missing = Optional.empty();

    private ReaderRun(Endpoints endpoints) {
        this.endpoints = endpoints;
        endpointsBefore = endpoints.cpu();
    }

    /**
     * The first picture of all hosts.
     *
     * @param wall since the start of the process
     * @param client CPU time of the reading process since its start
     * @param endpoints CPU time of the hosts in that time
     */
    record Picture(Duration wall, Duration client, Duration endpoints) {}

    /**
     * The rounds at one pace: medians.
     *
     * @param warmUp the number of rounds before those that were measured
     * @param cpu of the reading process in a round
     * @param vm the part of it that compiled Java and collected garbage
     * @param wall from the first question of a round to the snapshot
     * @param live hosts with a fresh reading in the worst round
     * @param heap bytes in use after a collection
     * @param resident bytes; 0 where the system does not tell
     * @param most the most resident bytes since the start of the process; 0 where the system does not tell
     */
    record Steady(
            Duration pace,
            long warmUp,
            Duration cpu,
            Duration vm,
            Duration wall,
            long live,
            long heap,
            long resident,
            long most,
            long threads,
            long files) {}

    /**
     * What one run has shown.
     *
     * @param loads when the load of each real server was known, which takes two readings of it
     * @param live of the hosts that were read, where not all were within the time
     */
    record Result(
            String kind,
            int hosts,
            Optional<Picture> first,
            Optional<Duration> loads,
            List<Steady> steady,
            Optional<Long> live) {
        Result {
            steady = List.copyOf(steady);
        }
    }

    /**
     * What is asked of the reader.
     *
     * @param paces the time between two rounds, each measured in turn on the same connections
     * @param warmUp the greatest number of rounds at each pace before those that are measured: they end when the cost
     *     of a round falls no more
     * @param rounds the number of rounds that are measured
     * @param patience for the first picture
     * @param adaptive whether calm hosts are asked less often, as in production; else each in every round
     * @param options for the Java of the reader
     */
    record Task(
            List<Duration> paces, int warmUp, int rounds, Duration patience, boolean adaptive, List<String> options) {
        Task {
            paces = List.copyOf(paces);
            options = List.copyOf(options);
        }
    }

    /** Runs the reader to its end. */
    static Result of(Endpoints endpoints, Task task) throws IOException {
        List<String> arguments = Stream.concat(
                        Stream.of(
                                endpoints.clusterFile().toString(),
                                Long.toString(task.patience().toSeconds()),
                                Integer.toString(task.warmUp()),
                                Integer.toString(task.rounds()),
                                task.adaptive() ? Reader.ADAPTIVE : "steady"),
                        task.paces().stream().map(pace -> Long.toString(pace.toMillis())))
                .toList();
        List<String> all = Stream.concat(
                        Stream.concat(
                                JavaProcess.ownOptions().stream(),
                                Stream.of(
                                        "-Duser.home=" + endpoints.clusterFile().getParent())),
                        task.options().stream())
                .toList();
        var run = new ReaderRun(endpoints);
        Process process = JavaProcess.start(Reader.class, all, arguments);
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                run.accept(line, process, task.paces());
                line = lines.readLine();
            }
        } finally {
            process.destroyForcibly();
        }
        return new Result(endpoints.kind(), endpoints.hosts(), run.first, run.loads, run.steady, run.missing);
    }

    private void accept(String line, Process process, List<Duration> paces) {
        String[] words = line.split(" ", -1);
        long[] numbers = Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray();
        Duration since = Duration.ofNanos(System.nanoTime() - begun);
        switch (words[0]) {
            case "first" ->
                first = Optional.of(new Picture(
                        since,
                        process.info().totalCpuDuration().orElse(Duration.ZERO),
                        endpoints.cpu().minus(endpointsBefore)));
            case "loads" -> loads = Optional.of(since);
            case "missing" -> missing = Optional.of(numbers[0]);
            case "round" -> {
                wall.add(numbers[0]);
                live.add(numbers[1]);
            }
            case "warm" -> warmUp = numbers[0];
            case "cpu" -> {
                cpu.add(numbers[0]);
                vm.add(numbers[1]);
            }
            case "state" -> {
                steady.add(new Steady(
                        paces.get(steady.size()),
                        warmUp,
                        median(cpu),
                        median(vm),
                        median(wall),
                        live.stream().min(Long::compareTo).orElse(0L),
                        numbers[0],
                        numbers[1],
                        numbers[2],
                        numbers[3],
                        numbers[4]));
                cpu.clear();
                vm.clear();
                wall.clear();
                live.clear();
            }
            default -> throw new IllegalStateException("The reader printed '%s'.".formatted(line));
        }
    }

    private static Duration median(List<Long> nanos) {
        return Duration.ofNanos(
                nanos.stream().sorted().skip(nanos.size() / 2).findFirst().orElse(0L));
    }
}
