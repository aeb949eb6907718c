package dev.headroom.simulation.schedule;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.CommandOutcome.Indeterminate;
import dev.headroom.backend.control.CommandOutcome.Ran;
import dev.headroom.backend.control.CommandOutcome.Refused;
import dev.headroom.backend.control.CommandOutcome.Unsent;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.simulation.SimulatedCluster;
import dev.headroom.simulation.Truth;
import dev.headroom.simulation.schedule.Trouble.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** The connections to the hosts: brings commands there and answers back, in simulated time. One thread. */
final class Wires {
    /** The exit code of a command that its shell did not begin. */
    private static final int NOT_BEGUN = 126;

    private final SimulatedCluster cluster;
    private final SplittableRandom chance;
    private final Log log;
    private final Partings partings;
    private final List<Parcel> parcels = new ArrayList<>();
    private Wire trouble = Wire.SOUND;
    private Consumer<ContainerId> stopping = _ -> {};

    /** Is told of each command that a host runs, before and after. */
    interface Log {
        void sent(Sent sent);

        void runs(Sent sent);

        void ran(Sent sent, boolean changed);

        void note(String text);
    }

    /** One command, which is on the way to its host or whose answer is on the way back. */
    private static final class Parcel {
        private final Sent sent;
        private final Duration patience;
        private final Consumer<CommandOutcome> whenDone;
        private final Wire wire;
        private Duration due;
        private boolean came;
        private CommandOutcome outcome = new Indeterminate("No answer came.");

        private Parcel(Sent sent, Duration patience, Consumer<CommandOutcome> whenDone, Wire wire, Duration due) {
            this.sent = sent;
            this.patience = patience;
            this.whenDone = whenDone;
            this.wire = wire;
            this.due = due;
        }
    }

    Wires(SimulatedCluster cluster, SplittableRandom chance, Partings partings, Log log) {
        this.cluster = cluster;
        this.chance = chance;
        this.partings = partings;
        this.log = log;
    }

    /** What commands meet from now on, every second one. */
    void trouble(Wire next) {
        trouble = next;
    }

    /** Whether a command never came to its host, and nobody knows yet: such a step lasts until the connection counts as lost. */
    boolean keepsSomething() {
        return parcels.stream().anyMatch(parcel -> parcel.wire == Wire.LOST);
    }

    /** Does this when the next stop of a container is sent. */
    void onceStopping(Consumer<ContainerId> next) {
        stopping = next;
    }

    /** @param patience after which the connection counts as lost */
    void send(Sent sent, Duration patience, Consumer<CommandOutcome> whenDone) {
        log.sent(sent);
        if (sent.action() instanceof ContainerAction.StopContainer(ContainerId container)) {
            stopping.accept(container);
            stopping = _ -> {};
        }
        Wire wire = chance.nextBoolean() ? trouble : Wire.SOUND;
        Duration way = wire == Wire.LATE ? Duration.ofSeconds(3 + chance.nextInt(6)) : moment();
        parcels.add(new Parcel(sent, patience, whenDone, wire, cluster.now().plus(way)));
    }

    /** Answers a command that is not sent. */
    void answer(Sent sent, CommandOutcome outcome, Consumer<CommandOutcome> whenDone) {
        Parcel parcel = new Parcel(sent, Duration.ZERO, whenDone, Wire.SOUND, cluster.now());
        parcel.came = true;
        parcel.outcome = outcome;
        parcels.add(parcel);
    }

    private Duration moment() {
        return Duration.ofMillis(200L * chance.nextInt(3));
    }

    /** Brings on all that is due now. */
    void advance() {
        Duration now = cluster.now();
        for (Parcel parcel : List.copyOf(parcels)) {
            if (parcel.due.compareTo(now) <= 0) {
                if (parcel.came) {
                    answer(parcel);
                } else {
                    arrive(parcel);
                }
            }
        }
    }

    private void answer(Parcel parcel) {
        parcels.remove(parcel);
        parcel.whenDone.accept(parcel.outcome);
        if (parcel.wire == Wire.TWICE) {
            parcel.whenDone.accept(parcel.outcome);
        }
    }

    private void arrive(Parcel parcel) {
        Duration now = cluster.now();
        HostId host = parcel.sent.action().host();
        Duration end = parcel.sent.at().plus(parcel.patience);
        boolean parted = partings.part(parcel.sent.by().installation(), host);
        if (parted || parcel.wire == Wire.LOST || (!cluster.reachable(host) && Truth.runs(cluster, host))) {
            parcel.came = true;
            parcel.due = end;
            return;
        }
        if (!cluster.reachable(host)) {
            // A frozen host runs it when it goes on; a dead one never does.
            parcel.due = now.plusMillis(200);
            if (now.compareTo(end) >= 0) {
                parcel.came = true;
            }
            return;
        }
        parcel.outcome = parcel.wire == Wire.LIES_DONE ? new Ran("") : run(parcel.sent);
        parcel.came = true;
        switch (parcel.wire) {
            case SOUND, LATE, TWICE, LIES_DONE, LOST -> parcel.due = now.plus(moment());
            case LATE_ANSWER -> parcel.due = now.plusSeconds(4 + chance.nextInt(10));
            case UNANSWERED -> {
                parcel.due = end;
                parcel.outcome = new Indeterminate("No answer came.");
            }
            case LIES_FAILED -> {
                parcel.due = now.plus(moment());
                parcel.outcome = failed(parcel.sent, 255);
            }
        }
    }

    private CommandOutcome run(Sent sent) {
        log.runs(sent);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        int code;
        try {
            code = cluster.host(sent.action().host())
                    .run(sent.text(), new ByteArrayInputStream(new byte[0]), out, error);
        } catch (IOException e) {
            return new Indeterminate(e.toString());
        }
        log.ran(sent, code == 0);
        return code == 0 ? new Ran(out.toString(StandardCharsets.UTF_8)) : failed(sent, code);
    }

    /** As the executor understands the exit code. */
    private static CommandOutcome failed(Sent sent, int code) {
        String sentence = "exit code %d".formatted(code);
        if (code == NOT_BEGUN) {
            return new Unsent(sentence);
        }
        return sent.action() instanceof ContainerAction ? new Indeterminate(sentence, false) : new Refused(sentence);
    }
}
