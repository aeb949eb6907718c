package dev.headroom.bench.sharing;

import dev.headroom.backend.act.ActionCommands;
import dev.headroom.backend.agent.SteppedObserver;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.pace.PaceRules;
import dev.headroom.bench.rule.SteeredCluster;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.simulation.ClusterDescription;
import dev.headroom.simulation.SimulatedCluster;
import dev.headroom.simulation.loop.SimulatedLoop;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A simulated cluster as the alternatives to Headroom see it: by the same reader, each host in each interval, and with the same
 * commands. What they do not have of their own, it does for them: a health checker quiesces each destination that two readings
 * show without service, and gives it its weight back with the first that shows it; a container that is stopped is quiesced first
 * and gets 30 s for its connections. One owner.
 */
final class SteeredSimulation implements SteeredCluster {
    private static final Instant BEGINNING = Instant.parse("2026-11-22T12:00:00Z");

    private final SimulatedCluster cluster;
    private final ClusterDescription described;
    private final Consumer<Action> sent;
    private final ActionCommands commands;
    private final SteppedObserver observer;
    private final List<SimulatedReplica> containers = new ArrayList<>();
    private ClusterSnapshot snapshot;

    /** @param sent is told of each action before its command runs */
    SteeredSimulation(SimulatedCluster cluster, Consumer<Action> sent) {
        this.cluster = cluster;
        this.described = cluster.description();
        this.sent = sent;
        Map<HostId, Privilege> privileges = new HashMap<>();
        described.hosts().forEach(h -> privileges.put(h, Privilege.SUDO));
        this.commands = ActionCommands.withUsualRuntime(privileges, Installation.NONE);
        this.observer = new SteppedObserver(
                SimulatedLoop.definition(described, Installation.NONE, Set.of()),
                SimulatedLoop.hosts(described),
                PaceRules.steady(described.interval()),
                _ -> Set.of(),
                this::run,
                BEGINNING);
        for (int server = 0; server < described.servers().size(); server++) {
            int number = server;
            described
                    .servers()
                    .get(server)
                    .containers()
                    .forEach(c -> containers.add(new SimulatedReplica(this, number, c)));
        }
        this.snapshot = observer.observe(BEGINNING).snapshot();
    }

    /** Reads every host, and does what the rules do not do themselves. */
    void read() {
        snapshot = observer.observe(BEGINNING.plus(cluster.now())).snapshot();
        containers.forEach(SimulatedReplica::check);
    }

    ClusterSnapshot snapshot() {
        return snapshot;
    }

    ClusterDescription described() {
        return described;
    }

    RealServer server(int number) {
        return snapshot.server(described.servers().get(number).id()).orElseThrow();
    }

    @Override
    public long now() {
        return cluster.now().toSeconds();
    }

    @Override
    public int interval() {
        return (int) described.interval().toSeconds();
    }

    @Override
    public int services() {
        return described.services().size();
    }

    @Override
    public int servers() {
        return described.servers().size();
    }

    @Override
    public double cores(int server) {
        return described.servers().get(server).cores();
    }

    @Override
    public double used(int server) {
        return server(server)
                .load()
                .lastKnown()
                .map((ServerLoad load) -> load.used().cpu())
                .orElse(0.0);
    }

    @Override
    public List<SimulatedReplica> of(int service) {
        return containers.stream()
                .filter(c ->
                        c.service().equals(described.services().get(service).id()))
                .toList();
    }

    @Override
    public List<SimulatedReplica> on(int server) {
        return containers.stream().filter(c -> c.server() == server).toList();
    }

    /** Does it at once, as text. A rule that sends what cannot be done has a bug. */
    void act(Action action) {
        sent.accept(action);
        try {
            run(action.host(), commands.command(action).orElseThrow().toShell(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(action.describe(), e);
        }
    }

    private String run(HostId host, String command, String input) throws IOException {
        if (!cluster.reachable(host)) {
            throw new IOException("it does not answer on port 22.");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        int code = cluster.host(host)
                .run(command, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, error);
        if (code != 0) {
            throw new IOException("exit code %d: %s".formatted(code, error.toString(StandardCharsets.UTF_8)));
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
