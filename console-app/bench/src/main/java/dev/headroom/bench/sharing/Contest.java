package dev.headroom.bench.sharing;

import dev.headroom.bench.rule.Outcome;
import dev.headroom.bench.rule.Rule;
import dev.headroom.bench.rule.Score;
import dev.headroom.bench.rule.SteeredCluster;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction.StartContainer;
import dev.headroom.ma2scf.plan.ContainerAction.StopContainer;
import dev.headroom.ma2scf.plan.TableAction.SetWeight;
import dev.headroom.simulation.ClusterDescription.ServerDescription;
import dev.headroom.simulation.Scenario;
import dev.headroom.simulation.SimulatedCluster;
import dev.headroom.simulation.ipvs.ServiceTotals;
import dev.headroom.simulation.loop.SimulatedLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plays a scene on a simulated cluster under one rule after another: the same seed, demand, faults and readings. */
public final class Contest {
    private static final Duration STEP = Duration.ofMillis(200);
    private static final double SLOWEST = 0.99;

    private final Scenario scenario;
    private final double threshold;

    private final Duration end;

    private Contest(Scenario scenario, Duration end) {
        this.scenario = scenario;
        this.end = end;
        this.threshold = scenario.cluster().policy().overloadAt().fraction();
    }

    /**
     * The outcomes of the alternatives, then that of Headroom.
     *
     * @param most simulated time, where the scene is longer
     */
    public static List<Outcome> of(Scene scene, long seed, Duration most) {
        Scenario scenario = scene.scenario(seed);
        Contest contest = new Contest(scenario, scenario.end().compareTo(most) < 0 ? scenario.end() : most);
        List<Outcome> outcomes = new ArrayList<>();
        Rule.alternatives(contest.threshold).forEach(rule -> outcomes.add(contest.under(rule.get())));
        outcomes.add(contest.underHeadroom());
        return outcomes;
    }

    /** The real control loop in automatic mode, with the product's own reader and its commands as texts. */
    private Outcome underHeadroom() {
        SimulatedLoop loop = new SimulatedLoop(scenario);
        Meter meter = new Meter(loop.cluster());
        loop.trouble(send -> {
            meter.sent(send.action());
            return Optional.empty();
        });
        while (loop.cluster().now().compareTo(end) < 0) {
            loop.runUntil(loop.cluster().now().plus(STEP));
            meter.passed();
        }
        return meter.outcome("Headroom");
    }

    private Outcome under(Rule<SteeredCluster> rule) {
        SimulatedCluster cluster = scenario.begin();
        Meter meter = new Meter(cluster);
        SteeredSimulation steered = new SteeredSimulation(cluster, meter::sent);
        long next = steered.interval();
        while (cluster.now().compareTo(end) < 0) {
            cluster.advance(STEP);
            meter.passed();
            if (steered.now() >= next) {
                steered.read();
                next = steered.now() + rule.look(steered);
            }
        }
        return meter.outcome(rule.name());
    }

    /** Measures what the clients get, and counts the commands that were sent. */
    private final class Meter {
        private final SimulatedCluster cluster;
        private final Score score = new Score();
        private ServiceTotals before = ServiceTotals.NONE;

        private Meter(SimulatedCluster cluster) {
            this.cluster = cluster;
        }

        void passed() {
            ServiceTotals now = cluster.totals();
            ServiceTotals step = now.since(before);
            before = now;
            score.passed(STEP.toMillis() / 1e3, step.offered(), step.failed(), overloaded());
        }

        private long overloaded() {
            return scenario.cluster().servers().stream()
                    .map(ServerDescription::id)
                    .filter((ServerId id) -> cluster.utilization(id) > threshold)
                    .count();
        }

        /** A change of a weight counts once, on the first director. */
        void sent(Action action) {
            switch (action) {
                case StartContainer start -> score.started(start.container());
                case StopContainer stop -> score.stopped(stop.container());
                case SetWeight set
                when set.director()
                        .equals(scenario.cluster().directors().getFirst().id()) -> score.weighed();
                default -> {
                    // It changes no container and no weight, or the other director's.
                }
            }
        }

        Outcome outcome(String rule) {
            return score.outcome(rule, cluster.responseTimes().within(SLOWEST));
        }
    }
}
