package dev.headroom.simulation.schedule;

import dev.headroom.simulation.SimulatedCluster;
import dev.headroom.simulation.Truth;
import dev.headroom.simulation.soak.Footprint;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;

/** Plays a day with its faults, the masters in automatic mode, until the cluster is as it was configured. One thread. */
final class Day {
    private static final Duration STEP = Duration.ofMillis(200);
    /** Within this time after the day all is as configured: a stand-by container that failed is left alone for minutes. */
    private static final Duration RESTORED = Duration.ofMinutes(15);

    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final int REMEMBERED = 400;

    private final DayPlan plan;
    private final SimulatedCluster cluster;
    private final SortedSet<String> configured;
    private final Rules rules;
    private final Masters masters;
    private final Wires wires;
    private final Troubles troubles;
    private final FaultRule faults;
    /** The end of the diary: a whole one would grow for eight hours. */
    private final Deque<String> diary = new ArrayDeque<>();

    private final TreeMap<String, Integer> troublesByKind = new TreeMap<>();
    private final List<Footprint> footprints = new ArrayList<>();
    private Duration asConfiguredSince = Duration.ZERO;
    private long commands;

    Day(DayPlan plan, FileDisk disk) {
        this.plan = plan;
        this.cluster = plan.scenario().begin();
        this.configured = Truth.configuration(cluster);
        this.rules = new Rules(cluster);
        Partings none = new Partings();
        this.wires = new Wires(cluster, plan.chance(), none, new Counting());
        Site site = new Site("m", false, cluster, none);
        this.masters = new Masters(site, rules, Planted.NONE, this::note, wires, disk, false);
        this.faults = new FaultRule(cluster, rules);
        this.troubles = new Troubles(cluster, new Consoles(cluster, List.of(masters)), none, wires, rules, this::note);
    }

    private void note(String text) {
        diary.add("%7.1f %s".formatted(cluster.now().toMillis() / 1e3, text));
        if (diary.size() > REMEMBERED) {
            diary.remove();
        }
    }

    /** Plays it; looks at this process every {@code every}: its sessions are proposals, its live hosts loans, its cuts faults. */
    void play(Duration every) {
        try {
            run(every);
        } finally {
            masters.close();
        }
    }

    private void run(Duration every) {
        masters.start();
        Deque<Moment> left = new ArrayDeque<>(plan.moments());
        while (!isOver()) {
            cluster.advance(STEP);
            while (!left.isEmpty() && left.getFirst().at().compareTo(cluster.now()) <= 0) {
                begin(left.remove().trouble());
            }
            troubles.advance();
            rules.advance();
            wires.advance();
            masters.advance();
            faults.advance(masters.able() && troubles.able(), masters.halted(), troubles.excused());
            if (cluster.now().compareTo(every.multipliedBy(footprints.size() + 1L)) >= 0) {
                footprints.add(Footprint.now(
                        cluster.now().toSeconds(),
                        0,
                        masters.newest().state().proposals().size(),
                        masters.newest().state().memory().loans().size(),
                        troublesByKind.values().stream().mapToInt(n -> n).sum()));
            }
        }
    }

    private void begin(Trouble trouble) {
        String kind = switch (trouble) {
            case Trouble.OfHost host -> host.kind() + (host.host().name().startsWith("lb") ? " director" : " server");
            default -> trouble.getClass().getSimpleName();
        };
        troublesByKind.merge(kind, 1, Integer::sum);
        troubles.begin(trouble);
    }

    private boolean isOver() {
        Duration now = cluster.now();
        Duration end = plan.scenario().end();
        if (rules.broken().size() > 20) {
            return true;
        }
        if (now.compareTo(end) <= 0) {
            return false;
        }
        if (!troubles.over() || !Truth.configuration(cluster).equals(configured)) {
            asConfiguredSince = now;
        }
        if (now.compareTo(end.plus(RESTORED)) > 0) {
            masters.waiting().forEach(this::note);
            rules.breaks("all ends as configured", Truth.configuration(cluster).toString());
            return true;
        }
        return now.minus(asConfiguredSince).compareTo(QUIET) > 0;
    }

    List<String> broken() {
        return rules.broken();
    }

    List<String> endOfDiary() {
        return List.copyOf(diary);
    }

    List<Footprint> footprints() {
        return List.copyOf(footprints);
    }

    /** What happened, in one line. */
    String summary() {
        return "%.1f simulated hours, faults %s, %d masters, %d commands, %d starts; clients: %s"
                .formatted(
                        cluster.now().toSeconds() / 3_600.0,
                        troublesByKind,
                        masters.begun(),
                        commands,
                        rules.starts().values().stream().mapToInt(n -> n).sum(),
                        cluster.totals());
    }

    private final class Counting extends Narrator {
        Counting() {
            super(rules, Day.this::note);
        }

        @Override
        public void sent(Sent sent) {
            commands++;
            super.sent(sent);
        }
    }
}
