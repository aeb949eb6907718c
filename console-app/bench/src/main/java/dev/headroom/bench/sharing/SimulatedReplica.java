package dev.headroom.bench.sharing;

import dev.headroom.bench.rule.SteeredContainer;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.ContainerAction.StartContainer;
import dev.headroom.ma2scf.plan.ContainerAction.StopContainer;
import dev.headroom.ma2scf.plan.TableAction.AddDestination;
import dev.headroom.ma2scf.plan.TableAction.RemoveDestination;
import dev.headroom.ma2scf.plan.TableAction.SetWeight;
import dev.headroom.simulation.ClusterDescription.ContainerDescription;
import dev.headroom.simulation.ClusterDescription.DirectorDescription;
import dev.headroom.simulation.ClusterDescription.ServiceDescription;
import java.util.Optional;

/** One container of a {@link SteeredSimulation}. Same owner. */
final class SimulatedReplica implements SteeredContainer {
    private static final int MISSES = 2;
    private static final int DRAIN_SECONDS = 30;
    private static final long STAYS = -1;

    private final SteeredSimulation cluster;
    private final int server;
    private final ContainerDescription described;
    private final ServiceDescription service;
    private final ContainerId id;
    /** Of the rule; the table has 0 while the checker or a stop quiesces it. */
    private int weight;

    private boolean listed;
    private boolean started;
    private int misses;
    private long leavingSince = STAYS;

    SimulatedReplica(SteeredSimulation cluster, int server, ContainerDescription described) {
        this.cluster = cluster;
        this.server = server;
        this.described = described;
        this.service = cluster.described().services().stream()
                .filter(s -> s.id().equals(described.service()))
                .findFirst()
                .orElseThrow();
        this.id = new ContainerId(cluster.described().servers().get(server).id(), described.name());
        if (described.home()) {
            weight = ServiceDescription.HOME_WEIGHT;
            listed = true;
        }
    }

    ServiceId service() {
        return service.id();
    }

    /** After each reading: quiesces what serves no more, and ends what was quiesced to be stopped. */
    void check() {
        if (leavingSince != STAYS) {
            leave();
            return;
        }
        started = started && reachable() && isUp();
        if (!listed) {
            return;
        }
        int last = misses;
        misses = serves() ? 0 : misses + 1;
        if (misses == MISSES) {
            set(0);
        } else if (misses == 0 && last >= MISSES) {
            set(weight);
        }
    }

    private void leave() {
        boolean idle = cluster.snapshot().directors().stream()
                .allMatch(d -> at(d.id()).filter(to -> to.counts().active() > 0).isEmpty());
        if (reachable() && (idle || cluster.now() - leavingSince >= DRAIN_SECONDS)) {
            remove();
            if (isUp()) {
                cluster.act(new StopContainer(id));
            }
            leavingSince = STAYS;
        }
    }

    private Optional<Container> seen() {
        return cluster.server(server).container(id);
    }

    private boolean isUp() {
        return seen().filter(c -> c.state() != ContainerState.STOPPED).isPresent();
    }

    private Optional<Destination> at(DirectorId director) {
        return cluster.snapshot().destination(director, service.id(), described.endpoint());
    }

    @Override
    public ContainerId id() {
        return id;
    }

    @Override
    public int server() {
        return server;
    }

    @Override
    public boolean home() {
        return described.home();
    }

    @Override
    public boolean reachable() {
        return cluster.server(server).isMeasured();
    }

    @Override
    public boolean running() {
        return reachable() && leavingSince == STAYS && (started || isUp());
    }

    @Override
    public boolean serves() {
        return reachable() && seen().filter(c -> c.isRunning() && c.listening()).isPresent();
    }

    @Override
    public boolean listed() {
        return listed && leavingSince == STAYS;
    }

    @Override
    public int weight() {
        return listed() ? weight : 0;
    }

    @Override
    public double used() {
        return seen().map(c -> c.used().cpu()).orElse(0.0);
    }

    @Override
    public void start() {
        if (leavingSince != STAYS) {
            leavingSince = STAYS;
            if (listed) {
                set(weight);
            }
            return;
        }
        started = true;
        cluster.act(new StartContainer(id));
    }

    @Override
    public void stop() {
        leavingSince = cluster.now();
        if (listed) {
            set(0);
        }
    }

    @Override
    public void list(int to) {
        boolean isThere = listed;
        weight = to;
        listed = true;
        if (isThere) {
            set(to);
            return;
        }
        misses = 0;
        for (DirectorDescription director : cluster.described().directors()) {
            cluster.act(new AddDestination(director.id(), service.id(), service.address(), spec(to)));
        }
    }

    private void set(int to) {
        for (DirectorDescription director : cluster.described().directors()) {
            DestinationSpec before = at(director.id()).map(Destination::spec).orElse(spec(weight));
            cluster.act(new SetWeight(director.id(), service.id(), service.address(), before, new Weight(to)));
        }
    }

    private void remove() {
        if (listed) {
            listed = false;
            for (DirectorDescription director : cluster.described().directors()) {
                cluster.act(new RemoveDestination(director.id(), service.id(), service.address(), spec(0)));
            }
        }
        started = false;
    }

    private DestinationSpec spec(int to) {
        return new DestinationSpec(described.endpoint(), service.method(), new Weight(to), Thresholds.NONE);
    }
}
