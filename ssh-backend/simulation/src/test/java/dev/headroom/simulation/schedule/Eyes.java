package dev.headroom.simulation.schedule;

import dev.headroom.backend.agent.DirectObserver;
import dev.headroom.backend.agent.SteppedObserver;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.driver.Attention;
import dev.headroom.backend.lease.LeaseDesk;
import dev.headroom.backend.lease.LeaseReport;
import dev.headroom.backend.pace.PaceRules;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.sharing.facts.FaultDetector;
import dev.headroom.simulation.ClusterDescription;
import dev.headroom.simulation.SimulatedCluster;
import dev.headroom.simulation.Truth;
import dev.headroom.simulation.loop.SimulatedLoop;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads the hosts for one master. */
final class Eyes {
    private final SimulatedCluster cluster;
    private final Predicate<HostId> reaches;
    private final Function<Instant, Observation> observer;
    private final Consumer<Attention> attends;

    /**
     * @param reaches whether a host is reached from the master's computer
     * @param byText whether the texts of tools and files are read, which takes ten times as long
     */
    Eyes(SimulatedCluster cluster, Installation ours, Predicate<HostId> reaches, boolean byText, Instant now) {
        this.cluster = cluster;
        this.reaches = reaches;
        ClusterDescription described = cluster.description();
        if (byText) {
            SteppedObserver stepped = new SteppedObserver(
                    SimulatedLoop.definition(described, ours, Set.of()),
                    SimulatedLoop.hosts(described),
                    PaceRules.steady(described.interval()),
                    FaultDetector::wantedProbes,
                    this::read,
                    now);
            this.observer = stepped::observe;
            this.attends = stepped::attend;
        } else {
            DirectObserver direct = new DirectObserver(
                    cluster, SimulatedLoop.definition(described, ours, Set.of()), SimulatedLoop.hosts(described), now);
            this.observer = direct::observe;
            this.attends = direct::attend;
        }
    }

    /** Pays attention to what a master wants. */
    void attend(Attention attention) {
        attends.accept(attention);
    }

    Observation look(Instant now) {
        return observer.apply(now);
    }

    /** The agents ask what to do about the lease of the hosts, and tell what they found. */
    void ask(LeaseDesk desk) {
        for (HostId host : cluster.description().hosts()) {
            if (reaches.test(host)) {
                desk.words(host).ifPresent(words -> {
                    List<String> lines = Truth.lease(cluster, host, words);
                    desk.seen(host, LeaseReport.parse(new Section(SectionKind.LEASE, "", lines, 0)));
                });
            } else {
                desk.lost(host);
            }
        }
    }

    private String read(HostId host, String command, String input) throws IOException {
        if (!reaches.test(host)) {
            throw new IOException("it does not answer on port 22; tried again by itself.");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        cluster.host(host)
                .run(
                        command,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        out,
                        new ByteArrayOutputStream());
        return out.toString(StandardCharsets.UTF_8);
    }
}
