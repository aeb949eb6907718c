package dev.headroom.simulation;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.simulation.HostLife.State;
import dev.headroom.simulation.Scenario.Moment;
import dev.headroom.simulation.ipvs.ServiceTotals;
import dev.headroom.simulation.load.ResponseTimes;
import dev.headroom.simulation.shell.SimulatedExec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A cluster in memory: directors with IPVS tables, real servers with containers, and clients. Its time advances only
 * by {@link #advance}, by hand or by a {@link TimePump}; the same scenario, seed and calls give the same bytes.
 *
 * <p>Safe for several threads at once: one lock guards all state.
 */
public final class SimulatedCluster implements AutoCloseable {
    private final Scenario scenario;
    private final World world;
    private final LoadModel model;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Consumer<Fault>> listeners = new CopyOnWriteArrayList<>();
    private final List<SimulatedRevert.Change> takenBack = new ArrayList<>();
    private Duration asked = Duration.ZERO;
    private int nextMoment;
    private boolean pumped;
    private boolean closed;

    SimulatedCluster(Scenario scenario) {
        this.scenario = scenario;
        this.world = new World(scenario.cluster());
        this.model = new LoadModel(scenario.cluster(), new SplittableRandom(scenario.seed()));
    }

    public Scenario scenario() {
        return scenario;
    }

    public ClusterDescription description() {
        return scenario.cluster();
    }

    /** Simulated time since the story began. */
    public Duration now() {
        return with(w -> Duration.ofNanos(w.now()));
    }

    /** Advances the simulated time in steps of 100 ms; a remainder is kept for the next call. */
    public void advance(Duration time) {
        List<Fault> happened = new ArrayList<>();
        with(w -> {
            asked = asked.plus(time);
            while (asked.toNanos() - w.now() >= LoadModel.TICK.toNanos()) {
                w.pass(LoadModel.TICK.toNanos());
                happened.addAll(play(w));
                w.takeBack(takenBack);
                model.tick(w);
            }
            return w;
        });
        happened.forEach(this::tell);
    }

    private List<Fault> play(World w) {
        List<Fault> happened = new ArrayList<>();
        while (nextMoment < scenario.moments().size()) {
            Moment moment = scenario.moments().get(nextMoment);
            if (moment.at().toNanos() > w.now()) {
                break;
            }
            moment.fault().ifPresent(happened::add);
            nextMoment++;
        }
        happened.forEach(w::apply);
        return happened;
    }

    /** Applies a fault to a host now. */
    public void apply(Fault fault) {
        with(w -> {
            w.apply(fault);
            return w;
        });
        tell(fault);
    }

    /** Gives a container a flaw, which shows when it is started. */
    public void flaw(ContainerId container, Fault.Flaw flaw) {
        with(w -> {
            w.server(container.server())
                    .flatMap(server -> server.container(container.name()))
                    .ifPresent(c -> c.flaw(flaw));
            return w;
        });
    }

    /**
     * A change that a director made by itself, after the death of the master that had armed it.
     *
     * @param plan the proposal
     * @param holder the name of the master
     * @param header how a listing begins the line of the virtual service
     * @param command the arguments of {@code ipvsadm}
     */
    public record TakenBack(
            DirectorId director, String plan, String holder, String header, String endpoint, String command) {}

    /** What directors have taken back by themselves since this was asked last. */
    public List<TakenBack> takenBack() {
        return with(_ -> {
            List<TakenBack> news = takenBack.stream()
                    .map(c -> new TakenBack(
                            c.director(),
                            c.plan(),
                            c.lease().substring(c.lease().indexOf(' ') + 1),
                            c.header(),
                            c.endpoint(),
                            c.command()))
                    .toList();
            takenBack.clear();
            return news;
        });
    }

    /** Lets the kernel of a director refuse each change of its table from now on, or no more; clients and readings do not notice. */
    public void refuseChanges(DirectorId director, boolean refuses) {
        with(w -> {
            w.director(director).ifPresent(d -> d.refuses(refuses));
            return w;
        });
    }

    /** Calls {@code listener} with each fault after it happened, on the thread that advances the time. */
    public void onFault(Consumer<Fault> listener) {
        listeners.add(listener);
    }

    private void tell(Fault fault) {
        listeners.forEach(l -> l.accept(fault));
    }

    /** The totals of a service's connections since the beginning. */
    public ServiceTotals totals(ServiceId service) {
        return description().services().stream()
                .filter(s -> s.id().equals(service))
                .map(s -> with(w -> w.tally(s.address()).totals()))
                .findFirst()
                .orElse(ServiceTotals.NONE);
    }

    /** The totals of all connections since the beginning. */
    public ServiceTotals totals() {
        return description().services().stream()
                .map(s -> totals(s.id()))
                .reduce(ServiceTotals.NONE, ServiceTotals::plus);
    }

    /** How long the answered connections of all services took, since the beginning. */
    public ResponseTimes responseTimes() {
        return with(_ -> model.responseTimes().copy());
    }

    /** CPU utilization of a real server, 0..1. */
    public double utilization(ServerId server) {
        return with(w -> w.server(server).map(SimulatedServer::utilization).orElse(0.0));
    }

    /** The connections a second that clients ask of a service now, without the random variation. */
    public double demand(ServiceId service) {
        return description().services().stream()
                .filter(s -> s.id().equals(service))
                .mapToDouble(s -> s.demand().at(now()))
                .findFirst()
                .orElse(0);
    }

    /** The outcome of a director's probe; empty where a director could not know it. */
    public Optional<ProbeResult> probe(ProbeTarget target) {
        return with(w -> w.probe(target));
    }

    /** Whether SSH to the host answers. */
    public boolean reachable(HostId host) {
        return with(w -> w.life(host).state() == State.UP);
    }

    /** Whether the host has power. */
    boolean alive(HostId host) {
        return with(w -> w.life(host).state() != State.DEAD);
    }

    /** The command execution of a host. */
    public SimulatedExec host(HostId host) {
        return new SimulatedHost(this, host);
    }

    /** The command execution of all hosts, directors first. */
    public SequencedMap<HostId, SimulatedExec> hosts() {
        SequencedMap<HostId, SimulatedExec> all = new LinkedHashMap<>();
        description().hosts().forEach(h -> all.put(h, host(h)));
        return all;
    }

    /** Ends every command that still waits. */
    @Override
    public void close() {
        with(w -> {
            closed = true;
            return w;
        });
    }

    /** Says whether a {@link TimePump} advances the time, so that a command may wait for it. */
    void pumped(boolean now) {
        with(w -> {
            pumped = now;
            return w;
        });
    }

    /** Reads or changes the world under the lock. */
    <T> T with(Function<World, T> look) {
        lock.lock();
        try {
            T result = look.apply(world);
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits while a host is frozen or cut off, as a client of the real host would.
     *
     * @throws IOException when the host is killed, or the simulation ends
     */
    void awaitReachable(HostId host) throws IOException {
        await(() -> world.life(host).state() == State.UP || world.life(host).state() == State.DEAD);
        if (!reachable(host)) {
            throw new IOException("Connection to %s lost".formatted(host.name()));
        }
    }

    /**
     * Waits until the condition holds, or until a simulated deadline; without a {@link TimePump} it does not wait at
     * all.
     */
    boolean awaitSimulated(Duration limit, Function<World, Boolean> condition) throws IOException {
        long deadline = with(w -> w.now()) + limit.toNanos();
        await(() -> !pumped || condition.apply(world) || world.now() >= deadline);
        return with(condition);
    }

    private void await(BooleanSupplier done) throws IOException {
        lock.lock();
        try {
            while (!closed && !done.getAsBoolean()) {
                changed.await();
            }
            if (closed) {
                throw new IOException("The simulation has ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        } finally {
            lock.unlock();
        }
    }
}
