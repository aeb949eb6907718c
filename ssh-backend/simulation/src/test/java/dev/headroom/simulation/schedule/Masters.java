package dev.headroom.simulation.schedule;

import dev.headroom.backend.act.ActionCommands;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Kept;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.core.ControlSettings;
import dev.headroom.backend.control.core.Permit;
import dev.headroom.backend.control.driver.HostsLease;
import dev.headroom.backend.control.driver.HostsLease.Change;
import dev.headroom.backend.control.driver.Lease;
import dev.headroom.backend.control.driver.SimulatedMaster;
import dev.headroom.backend.control.driver.SimulatedMaster.Disk;
import dev.headroom.backend.control.driver.SimulatedMaster.Fate;
import dev.headroom.backend.control.driver.SimulatedMaster.Point;
import dev.headroom.backend.control.driver.StepExecutor;
import dev.headroom.backend.journal.StateDisk;
import dev.headroom.backend.lease.HostLease;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.simulation.SimulatedCluster;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The masters of one installation, one after the other or two at once. One thread at a time. */
final class Masters implements AutoCloseable {
    private static final Instant BEGINNING = Instant.parse("2026-11-22T12:00:00Z");
    private static final String LOST = "Another master has the lease.";

    /** Directors take plans back sooner than in the field, for a schedule lasts some minutes. */
    private static final int LOOKS = 2;

    private final Site site;
    private final SimulatedCluster cluster;
    private final Rules rules;
    private final Planted planted;
    private final Consumer<String> diary;
    private final Wires wires;
    private final Operator operator;
    private final boolean byText;
    private final ActionCommands commands;
    private final StateDisk disk;
    private final List<MasterProcess> all = new ArrayList<>();
    private Duration wallAhead = Duration.ZERO;
    private Fate pending = Fate.GOES_ON;
    private int points;
    private int epochs;

    Masters(
            Site site,
            Rules rules,
            Planted planted,
            Consumer<String> diary,
            Wires wires,
            StateDisk disk,
            boolean byText) {
        this.site = site;
        this.cluster = site.cluster();
        this.rules = rules;
        this.planted = planted;
        this.diary = diary;
        this.wires = wires;
        this.disk = disk;
        this.byText = byText;
        this.operator = new Operator(cluster);
        Map<HostId, Privilege> privileges = new HashMap<>();
        cluster.description().hosts().forEach(h -> privileges.put(h, Privilege.SUDO));
        this.commands = ActionCommands.withUsualRuntime(privileges, site.installation());
    }

    /** A master begins with what the disk holds, and has the lease. */
    void start() {
        int epoch = ++epochs;
        Clock clock =
                planted.clock(new SteadyClock(this::wall, () -> cluster.now().toNanos()), new WallClock(this::wall));
        ControlCore core =
                planted.core(new ControlSettings(cluster.description().policy(), Map.of()), commands::preview);
        List<JournalEntry> past = planted.past(disk.past());
        ControlState initial = core.resumed(Mode.AUTOMATIC, planted.kept(disk.kept()), past, clock.instant());
        disk.leaseTo(epoch);
        String name = site.letter() + epoch;
        diary.accept("%s starts after %d entries".formatted(name, past.size()));
        Optional<HostLease> hosts = site.lease(epoch, clock);
        SimulatedMaster master = new SimulatedMaster(
                core,
                initial,
                planted.disk(new Platter(epoch, clock)),
                planted.executor((permit, action, decided, whenDone) ->
                        send(epoch, hosts, permit, action, StepExecutor.late(decided, clock), whenDone)),
                leaseOf(epoch),
                planted.hosts(hosts.<HostsLease>map(lease -> lease).orElse(HostsLease.NONE)),
                clock,
                this::fate);
        all.removeIf(process -> !process.master().lives());
        all.add(new MasterProcess(
                epoch,
                name,
                master,
                hosts,
                new Eyes(cluster, site.installation(), site::reaches, byText, clock.instant()),
                clock,
                cluster,
                diary));
    }

    private Lease leaseOf(int epoch) {
        return new Lease() {
            @Override
            public Optional<String> refusal() {
                return disk.leaseOf(epoch) ? Optional.empty() : Optional.of(LOST);
            }

            @Override
            public void close() {}
        };
    }

    private void send(
            int epoch,
            Optional<HostLease> hosts,
            Permit permit,
            Action action,
            Optional<CommandOutcome> late,
            Consumer<CommandOutcome> whenDone) {
        CommandLine command = commands.command(action).orElseThrow();
        String text = hosts.filter(_ -> planted.guards())
                .map(lease -> lease.guard(
                        permit.proposal(),
                        lease.toArm(action.host(), permit.proposal())
                                .flatMap(
                                        to -> commands.arming(to, permit.proposal(), permit.takenBack(), LOOKS, action))
                                .orElse(command)))
                .orElse(command)
                .toShell();
        Sent sent =
                new Sent(sender(epoch, hosts), permit.proposal(), action, planted.text(action, text), cluster.now());
        Optional<String> refusal = disk.leaseOf(epoch) ? Optional.empty() : Optional.of(LOST);
        Optional<String> refused =
                refusal.or(() -> hosts.filter(_ -> planted.asks()).flatMap(lease -> lease.refusal(action.host())));
        Optional<CommandOutcome> unsent =
                refused.<CommandOutcome>map(CommandOutcome.Unsent::new).or(() -> late.filter(_ -> planted.expires()));
        if (unsent.isPresent()) {
            wires.answer(sent, unsent.get(), whenDone);
            return;
        }
        rules.sent(sent, operator.wantsHalt(), hosts.isPresent());
        wires.send(sent, commands.preview(action).getFirst().within(), whenDone);
    }

    private Sent.Sender sender(int epoch, Optional<HostLease> hosts) {
        long number = hosts.filter(lease -> lease.now() instanceof Change.Taken)
                .map(lease -> ((Change.Taken) lease.now()).epoch())
                .orElse(0L);
        String holder = hosts.map(
                        _ -> "%s.run%05d".formatted(site.installation().id(), epoch))
                .orElse("");
        return new Sent.Sender(site.letter() + epoch, number, holder);
    }

    private Instant wall() {
        return BEGINNING.plus(cluster.now()).plus(wallAhead);
    }

    /** Asked by a master's thread, while the other waits. */
    private Fate fate(Point point) {
        if (pending == Fate.GOES_ON || points-- > 0) {
            return Fate.GOES_ON;
        }
        Fate now = pending;
        pending = Fate.GOES_ON;
        diary.accept("%s%d %s %s".formatted(site.letter(), epochs, now, point));
        return now;
    }

    /** The process of the newest master meets its fate when it has passed so many points. */
    void meets(Fate next, int after) {
        pending = next;
        points = after;
    }

    /** Whether it has met its fate; if not, it meets it now, between two events. */
    boolean met() {
        return pending == Fate.GOES_ON;
    }

    void meetsNow() {
        SimulatedMaster master = all.getLast().master();
        diary.accept("%s%d %s between two events".formatted(site.letter(), epochs, pending));
        if (pending == Fate.STOPS) {
            master.freeze();
        } else {
            master.kill();
        }
        pending = Fate.GOES_ON;
    }

    /** How many have begun. */
    int begun() {
        return epochs;
    }

    SimulatedMaster newest() {
        return all.getLast().master();
    }

    Operator operator() {
        return operator;
    }

    String letter() {
        return site.letter();
    }

    /** Whether the newest master lacks the right to change the hosts. */
    boolean isBarred() {
        return newest().state().barred().isPresent();
    }

    /** Whether the newest master has changed something that it must take back, or is about to. */
    boolean owes() {
        ControlState state = newest().state();
        return !state.memory().quiesced().isEmpty()
                || !state.memory().startedFor().isEmpty()
                || state.proposals().stream().anyMatch(p -> p.status().live());
    }

    /** An operator takes the lease of the hosts for the newest master, and lets it go on unless the operator has just halted it. */
    void takeOver() {
        diary.accept("%s is to take over".formatted(site.letter() + epochs));
        newest().ask(new Intent.TakeOver("ann"));
        if (!operator.wantsHalt()) {
            newest().ask(new Intent.Resume("ann"));
        }
    }

    /**
     * An operator takes a server out for maintenance or puts it back; whether that holds in the newest master. One whose disk is full
     * answers that it has halted, and keeps the order.
     */
    boolean maintains(ServerId server, boolean begins) {
        if (newest().runs()) {
            newest().ask(new Intent.SetMaintenance(server, begins, "ann"));
        }
        return newest().runs() && newest().state().continuity().maintenance().concerns(server) == begins;
    }

    /** An operator halts the newest master. */
    void halt() {
        boolean done = newest().runs() && (!planted.halts() || newest().ask(new Intent.Halt("ann")));
        operator.wantsHalt(done);
    }

    void setClock(Duration by) {
        wallAhead = wallAhead.plus(by);
    }

    void diskFull(boolean now) {
        disk.full(now);
        operator.cannotResume(now);
    }

    /** Each master reads the hosts, and the operator looks at the newest. */
    void advance() {
        for (MasterProcess process : List.copyOf(all)) {
            SimulatedMaster master = process.master();
            process.advance();
            if (master.runs()
                    && !disk.leaseOf(process.epoch())
                    && process.state().barred().isEmpty()) {
                master.leaseLost(LOST);
            }
        }
        if (newest().runs() && cluster.description().directors().stream().allMatch(d -> site.reaches(d.id()))) {
            rules.lives(site.letter());
        }
        if (newest().runs()) {
            operator.look(newest());
        }
    }

    /** The services of which a failover was halted: automatic mode leaves them to an operator for the term of a proposal. */
    Set<ServiceId> halted() {
        return newest().state().proposals().stream()
                .filter(p -> p.plan().kind() == PlanKind.FAILOVER)
                .filter(p -> p.status() == Proposal.Status.HALTED)
                .map(p -> p.plan().service())
                .collect(Collectors.toSet());
    }

    /** Whether the newest master could act. */
    boolean able() {
        ControlState state = newest().state();
        return newest().runs()
                && !state.halted()
                && state.continuity().look().isDone()
                && state.mode() == Mode.AUTOMATIC
                && state.barred().isEmpty()
                && !operator.wantsHalt();
    }

    /** What waits in the newest master, and why. */
    List<String> waiting() {
        ControlState state = newest().state();
        List<String> lines = new ArrayList<>();
        state.proposals().stream()
                .filter(p -> p.status().live())
                .forEach(p -> lines.add("%s %s of %s: %s, %s, %s"
                        .formatted(
                                p.id(),
                                p.plan().kind(),
                                p.plan().service(),
                                p.plan().actions().stream()
                                        .map(Action::describe)
                                        .toList(),
                                p.prospects().approval(),
                                p.prospects().automatic())));
        state.verdicts().forEach(v -> lines.add(v.toString()));
        return lines;
    }

    @Override
    public void close() {
        all.forEach(p -> p.master().close());
    }

    /** The disk as one master writes it: with wall times. */
    private final class Platter implements Disk {
        private final int epoch;
        private final Clock clock;

        Platter(int epoch, Clock clock) {
            this.epoch = epoch;
            this.clock = clock;
        }

        @Override
        public void append(JournalEntry entry) throws IOException {
            if (disk.leaseOf(epoch)) {
                disk.append(onTheWall(entry));
                rules.written(site.letter(), entry);
            }
        }

        @Override
        public void tear(JournalEntry entry) {
            disk.tear(onTheWall(entry));
        }

        @Override
        public void keep(Kept kept) throws IOException {
            disk.keep(kept);
        }

        private JournalEntry onTheWall(JournalEntry entry) {
            return clock instanceof SteadyClock steady
                    ? new JournalEntry(
                            steady.wallTime(entry.at()),
                            entry.kind(),
                            entry.subject(),
                            entry.by(),
                            entry.text(),
                            entry.detail())
                    : entry;
        }
    }
}
