package dev.headroom.simulation.schedule;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.driver.SimulatedMaster;
import dev.headroom.backend.lease.HostLease;
import dev.headroom.simulation.SimulatedCluster;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The process of one master: what it sees, and what the diary tells of it. */
final class MasterProcess {
    private final int epoch;
    private final String name;
    private final SimulatedMaster master;
    private final Optional<HostLease> lease;
    private final Eyes eyes;
    private final Clock clock;
    private final SimulatedCluster cluster;
    private final Consumer<String> diary;
    private final Map<ProposalId, Proposal.Status> told = new HashMap<>();
    private Duration nextLook = Duration.ZERO;
    private boolean halted;

    MasterProcess(
            int epoch,
            String name,
            SimulatedMaster master,
            Optional<HostLease> lease,
            Eyes eyes,
            Clock clock,
            SimulatedCluster cluster,
            Consumer<String> diary) {
        this.epoch = epoch;
        this.name = name;
        this.master = master;
        this.lease = lease;
        this.eyes = eyes;
        this.clock = clock;
        this.cluster = cluster;
        this.diary = diary;
    }

    int epoch() {
        return epoch;
    }

    SimulatedMaster master() {
        return master;
    }

    ControlState state() {
        return master.state();
    }

    /** It reads the hosts, if it is time to and it runs. */
    void advance() {
        if (!master.runs()) {
            return;
        }
        if (master.hurried() || cluster.now().compareTo(nextLook) >= 0) {
            nextLook = cluster.now().plus(cluster.description().interval());
            eyes.attend(master.attention());
            lease.ifPresent(desk -> master.leaseSeen(() -> eyes.ask(desk)));
            master.observe(eyes.look(clock.instant()));
        }
        tell();
    }

    private void tell() {
        ControlState state = master.state();
        if (state.halted() != halted) {
            halted = state.halted();
            diary.accept("%s %s"
                    .formatted(
                            name, halted ? "is halted: " + state.haltedBecause().orElse("") : "goes on"));
        }
        state.proposals().stream().sorted(Comparator.comparing(Proposal::id)).forEach(p -> {
            if (p.status() != told.get(p.id())) {
                told.put(p.id(), p.status());
                diary.accept("%s %s %s of %s %s %s"
                        .formatted(name, p.id(), p.plan().kind(), p.plan().service(), p.status(), p.note()));
            }
        });
    }
}
