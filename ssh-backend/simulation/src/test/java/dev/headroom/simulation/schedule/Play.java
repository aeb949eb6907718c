package dev.headroom.simulation.schedule;

import dev.headroom.backend.journal.SimulatedDisk;
import dev.headroom.simulation.SimulatedCluster;
import dev.headroom.simulation.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;

/** Plays one schedule, from the adoption of the cluster until it is as it was configured. One thread. */
final class Play {
    static final Instant BEGINNING = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration STEP = Duration.ofMillis(200);
    /** All faults are over and the load is as at the beginning. */
    private static final Duration HEALED = Duration.ofSeconds(110);

    /** Within this time after that, all is as configured. */
    private static final Duration RESTORED = Duration.ofSeconds(150);

    /** Two installations take back what is theirs one after the other. */
    private static final Duration RESTORED_BY_TWO = Duration.ofSeconds(400);

    /** Every so many seeds the hosts are read by text. */
    private static final int BY_TEXT = 50;

    private static final Duration QUIET = Duration.ofSeconds(5);

    private final Schedule schedule;
    private final SimulatedCluster cluster;
    private final List<String> diary = new ArrayList<>();
    private final Rules rules;
    private final Wires wires;
    private final Consoles consoles;
    private final Troubles troubles;
    private final FaultRule faults;
    private final LenderRule lenders;
    private final SortedSet<String> configured;
    private Duration asConfiguredSince = Duration.ZERO;

    /** The end of a schedule. */
    record Outcome(long seed, List<String> broken, List<String> diary) {}

    private Play(Schedule schedule, Planted planted) {
        this.schedule = schedule;
        this.cluster = schedule.scenario().begin();
        this.configured = Truth.configuration(cluster);
        this.rules = new Rules(cluster);
        Partings partings = new Partings();
        this.wires = new Wires(cluster, schedule.chance().split(), partings, new Narrator(rules, this::note));
        this.consoles = new Consoles(
                cluster,
                (schedule.isOfTwo() ? Stream.of("m", "n") : Stream.of("m"))
                        .map(letter -> new Masters(
                                new Site(letter, schedule.isOfTwo(), cluster, partings),
                                rules,
                                planted,
                                this::note,
                                wires,
                                new SimulatedDisk(),
                                schedule.seed() % BY_TEXT == 0))
                        .toList());
        this.faults = new FaultRule(cluster, rules);
        this.lenders = new LenderRule(cluster, rules);
        this.troubles = new Troubles(cluster, consoles, partings, wires, rules, this::note);
    }

    static Outcome of(long seed) {
        return of(seed, Planted.NONE);
    }

    static Outcome of(long seed, Planted planted) {
        Play play = new Play(Schedule.of(seed), planted);
        try {
            play.run();
        } finally {
            play.consoles.close();
        }
        return new Outcome(seed, play.rules.broken(), List.copyOf(play.diary));
    }

    private void note(String text) {
        diary.add("%5.1f %s".formatted(cluster.now().toMillis() / 1e3, text));
    }

    private void run() {
        consoles.start();
        List<Moment> left = new ArrayList<>(schedule.moments());
        while (!over()) {
            cluster.advance(STEP);
            cluster.takenBack().forEach(change -> {
                note("! " + change);
                rules.takenBack(change);
            });
            while (!left.isEmpty() && left.getFirst().at().compareTo(cluster.now()) <= 0) {
                troubles.begin(left.removeFirst().trouble());
            }
            troubles.advance();
            rules.advance();
            wires.advance();
            consoles.advance();
            if (troubles.over() && cluster.now().compareTo(Layout.CALM) > 0) {
                consoles.handOver();
            }
            boolean able = consoles.able() && troubles.able();
            faults.advance(able && !wires.keepsSomething(), consoles.halted(), troubles.excused());
            lenders.advance(
                    able && troubles.excused().isEmpty(),
                    id -> rules.starter(id).map(consoles::able).orElse(true));
        }
    }

    private SortedSet<String> configuration() {
        SortedSet<String> lines = Truth.configuration(cluster);
        lines.removeIf(troubles::isTheirs);
        return lines;
    }

    private boolean over() {
        Duration now = cluster.now();
        boolean same = now.compareTo(Layout.CALM) > 0
                && troubles.over()
                && configuration().equals(configured);
        if (!same) {
            asConfiguredSince = now;
        }
        if (now.compareTo(HEALED.plus(schedule.isOfTwo() ? RESTORED_BY_TWO : RESTORED)) > 0) {
            SortedSet<String> is = configuration();
            List<String> differs = Stream.concat(
                            is.stream().filter(l -> !configured.contains(l)).map(l -> "+ " + l),
                            configured.stream().filter(l -> !is.contains(l)).map(l -> "- " + l))
                    .toList();
            consoles.waiting().forEach(this::note);
            rules.breaks("all ends as configured", differs.toString());
            return true;
        }
        return now.minus(asConfiguredSince).compareTo(QUIET) > 0
                || rules.broken().size() > 20;
    }
}
