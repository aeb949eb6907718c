package dev.headroom.bench.replay;

import dev.headroom.bench.rule.Outcome;
import dev.headroom.bench.rule.Score;
import dev.headroom.bench.rule.SteeredCluster;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.simulation.load.FairShare;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A cluster in steps of 1 s and flows, without queues: requests go to destinations by weight, each costs the same CPU
 * time on every server, a server shares its cores fairly among its containers, and a request that is not served in
 * its second is lost. Mutable, one owner.
 */
final class ReplayCluster implements SteeredCluster {
    /** The time from the command until the container answers. */
    static final int START_SECONDS = 5;

    private final ReplayPlan plan;
    private final double overloadAt;
    private final double[] unitCost;
    private final List<ReplayContainer> containers = new ArrayList<>();
    private long now;
    private long lastRead;
    private final Score score = new Score();
    /** Of this second. */
    private double unmet;

    /** @param overloadAt the CPU utilization above which a server counts as overloaded, 0..1 */
    ReplayCluster(ReplayPlan plan, double overloadAt) {
        this.plan = plan;
        this.overloadAt = overloadAt;
        this.unitCost = IntStream.range(0, plan.services().size())
                .mapToDouble(plan::unitCost)
                .toArray();
        for (int server = 0; server < plan.servers(); server++) {
            for (int service = 0; service < plan.services().size(); service++) {
                containers.add(container(service, server));
            }
        }
    }

    private ReplayContainer container(int service, int server) {
        ContainerId id = new ContainerId(
                new ServerId("rs%02d".formatted(server + 1)),
                plan.services().get(service).id() + "-" + (server + 1));
        Endpoint endpoint = new Endpoint("10.%d.%d.%d".formatted(service, server / 250, server % 250 + 1), 80);
        ReplayContainer made = new ReplayContainer(service, server, plan.homeOn(server) == service, id, endpoint, this);
        if (made.home) {
            made.running = true;
            made.listed = true;
            made.weight = HOME_WEIGHT;
        }
        return made;
    }

    ReplayPlan plan() {
        return plan;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public int interval() {
        return Replay.INTERVAL_SECONDS;
    }

    @Override
    public int services() {
        return plan.services().size();
    }

    @Override
    public int servers() {
        return plan.servers();
    }

    @Override
    public double cores(int server) {
        return ReplayPlan.CORES;
    }

    List<ReplayContainer> containers() {
        return containers;
    }

    @Override
    public List<ReplayContainer> of(int service) {
        return containers.stream().filter(c -> c.service == service).toList();
    }

    @Override
    public List<ReplayContainer> on(int server) {
        int services = plan.services().size();
        return containers.subList(server * services, (server + 1) * services);
    }

    /** Advances one second, in which {@code requests[service]} requests come. */
    void pass(double[] requests) {
        now++;
        unmet = 0;
        containers.forEach(c -> c.wanted = 0);
        for (int service = 0; service < requests.length; service++) {
            arrive(service, requests[service]);
        }
        long overloaded = IntStream.range(0, plan.servers()).filter(this::serve).count();
        score.passed(1, Arrays.stream(requests).sum(), unmet, overloaded);
    }

    private void arrive(int service, double requests) {
        List<ReplayContainer> listed =
                of(service).stream().filter(c -> c.listed && c.weight > 0).toList();
        double weights = listed.stream().mapToDouble(c -> c.weight).sum();
        if (weights == 0) {
            unmet += requests;
        }
        for (ReplayContainer container : listed) {
            container.requests = requests * container.weight / weights;
            container.requestSum += container.requests;
            if (container.serves(now)) {
                container.wanted = container.requests * unitCost[service];
            } else {
                unmet += container.requests;
            }
        }
    }

    /** Whether the server is overloaded. */
    private boolean serve(int server) {
        List<ReplayContainer> here = on(server);
        double[] wanted = here.stream().mapToDouble(c -> c.wanted).toArray();
        double[] granted = FairShare.of(wanted, ReplayPlan.CORES);
        double used = 0;
        for (int at = 0; at < granted.length; at++) {
            ReplayContainer container = here.get(at);
            container.coreSeconds += granted[at];
            used += granted[at];
            unmet += (wanted[at] - granted[at]) / unitCost[container.service];
        }
        return used > overloadAt * ReplayPlan.CORES;
    }

    /** Takes a reading of the time since the last one. */
    void read() {
        long seconds = now - lastRead;
        containers.forEach(c -> c.read(seconds));
        lastRead = now;
    }

    @Override
    public double used(int server) {
        return on(server).stream().mapToDouble(c -> c.cores).sum();
    }

    void start(ReplayContainer container) {
        if (!container.running) {
            container.running = true;
            container.servesFrom = now + START_SECONDS;
            score.started(container.id);
        }
    }

    void stop(ReplayContainer container) {
        if (container.running) {
            container.running = false;
            score.stopped(container.id);
        }
    }

    void list(ReplayContainer container, int weight) {
        if (container.listed && container.weight != weight) {
            score.weighed();
        }
        container.listed = true;
        container.weight = weight;
    }

    void unlist(ReplayContainer container) {
        container.listed = false;
        container.weight = 0;
    }

    /** Without queues, no request waits: how long one takes is not known. */
    Outcome result(String rule) {
        return score.outcome(rule, Optional.empty());
    }
}
