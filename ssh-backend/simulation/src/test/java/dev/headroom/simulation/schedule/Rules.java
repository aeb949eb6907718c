package dev.headroom.simulation.schedule;

import dev.headroom.backend.command.IpvsCommands;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.ContainerAction.StartContainer;
import dev.headroom.ma2scf.plan.ContainerAction.StopContainer;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.simulation.ClusterDescription.ContainerDescription;
import dev.headroom.simulation.SimulatedCluster;
import dev.headroom.simulation.Truth;
import dev.headroom.simulation.Truth.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold whatever happens, told on the true state of the hosts and on what reaches disk and hosts. One thread. */
final class Rules {
    /** Two readings. */
    private static final Duration SEEN = Duration.ofSeconds(4);

    /** A reading of a host that answers no more is fresh for three intervals. */
    private static final Duration SEEN_DEAD = Duration.ofSeconds(10);

    private final SimulatedCluster cluster;
    private final Set<ContainerId> homes;
    private final Map<ContainerId, String> ours = new HashMap<>();
    private final Map<String, Integer> announced = new HashMap<>();
    private final Map<String, Integer> sendings = new HashMap<>();
    private final Map<ContainerId, Integer> starts = new HashMap<>();
    private final Map<String, Plan> plans = new HashMap<>();
    private final Map<ContainerId, Duration> healthySince = new HashMap<>();
    private final Map<ContainerId, Duration> deadSince = new HashMap<>();
    private final Map<String, Duration> ofOthers = new HashMap<>();
    private final Set<Sent> sentAtHealthy = new HashSet<>();
    private final Set<Sent> sentAtUnhealthy = new HashSet<>();
    private final Map<HostId, Long> writers = new HashMap<>();
    private final Authorship authorship = new Authorship();
    private final Map<String, Duration> livedAt = new HashMap<>();
    private final Map<String, Duration> endedAt = new HashMap<>();
    /** The plan that changed an entry of a table last. */
    private final Map<String, String> changedBy = new HashMap<>();

    private final List<String> broken = new ArrayList<>();
    private final FlapRule flaps;
    private List<Place> before = List.of();
    private boolean wasUp;
    private Optional<Truth.Holder> holder = Optional.empty();

    Rules(SimulatedCluster cluster) {
        this.cluster = cluster;
        this.flaps = new FlapRule(cluster, this);
        this.homes = cluster.description().servers().stream()
                .flatMap(s -> s.containers().stream()
                        .filter(ContainerDescription::home)
                        .map(c -> new ContainerId(s.id(), c.name())))
                .collect(Collectors.toSet());
    }

    /** What was broken so far, one line each. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    void breaks(String rule, String how) {
        broken.add("%5.1f BROKEN %s: %s".formatted(cluster.now().toMillis() / 1e3, rule, how));
    }

    /** The newest master of an installation runs, and reaches all directors. */
    void lives(String installation) {
        livedAt.put(installation, cluster.now());
    }

    /** An entry is on the disk. */
    void written(String installation, JournalEntry entry) {
        authorship
                .wrong(cluster.now(), installation, entry)
                .ifPresent(how -> breaks("a change of one's own is not told as another's", how));
        String id = installation + " " + entry.subject();
        if (entry.kind() == JournalEntry.Kind.ENDED) {
            endedAt.put(id, cluster.now());
        }
        if (entry.kind() == JournalEntry.Kind.STEP_SENT && entry.detail() instanceof Detail.OfStep step) {
            Optional<Plan> plan = Optional.ofNullable(plans.get(id));
            if (plan.isEmpty()) {
                breaks("the plan of each command is in the journal", entry.subject());
            }
            plan.map(Plan::actions)
                    .filter(actions -> step.step() < actions.size())
                    .ifPresent(actions -> announced.merge(id + " " + actions.get(step.step()), 1, Integer::sum));
        }
        if (entry.kind() == JournalEntry.Kind.PROPOSED && entry.detail() instanceof Detail.OfPlan(Plan plan)) {
            Optional<Plan> used = Optional.ofNullable(plans.put(id, plan));
            used.ifPresent(_ -> breaks("an id names one proposal", entry.subject() + " is used again"));
        }
    }

    /**
     * A master hands over a command.
     *
     * @param leased whether it needs the lease of the hosts
     */
    void sent(Sent sent, boolean halted, boolean leased) {
        String key = sent.plan() + " " + sent.action();
        int times = sendings.merge(key, 1, Integer::sum);
        if (times > announced.getOrDefault(key, 0)) {
            breaks("the journal comes first", sent + " was sent " + times + " times");
        }
        Truth.place(cluster, sent.action()).ifPresent(place -> sentAt(place, sent));
        if (halted) {
            breaks("halted means halted", sent.toString());
        }
        if (leased && sent.by().number() == 0) {
            breaks("who does not hold the lease sends nothing", sent.toString());
        }
    }

    /** A host is about to run a command. */
    void runs(Sent sent) {
        authorship.ran(cluster.now(), sent);
        before = Truth.places(cluster);
        holder = Truth.holder(cluster, sent.action().host(), Site.CLUSTER);
        wasUp = sent.action() instanceof StopContainer(ContainerId container) && isUp(container);
    }

    /** What is so at the time of sending; what changes while the command is on its way cannot be known. */
    private void sentAt(Place place, Sent sent) {
        if (place.home() && isSeenHealthy(place) && !isOrdered(sent)) {
            sentAtHealthy.add(sent);
        }
        if (!isSeenHealthy(place)) {
            sentAtUnhealthy.add(sent);
        }
        if (sent.action() instanceof TableAction.SetWeight change) {
            int wanted = change.weight().value();
            if (wanted > place.weight() && isSeenDead(place)) {
                breaks("nothing dead gets clients by us", sent.toString());
            }
            boolean theirs = Optional.ofNullable(ofOthers.get(place.director() + " " + place.endpoint()))
                    .filter(since -> cluster.now().minus(since).compareTo(SEEN) > 0)
                    .isPresent();
            if (theirs && place.home() && isSeenHealthy(place)) {
                breaks("nobody else's weight is overwritten", sent.toString());
            }
        }
    }

    /** Another than a master, or a fault, changes something on the host. */
    void touches(HostId host) {
        authorship.changed(cluster.now(), host);
    }

    /** Another program has changed a table. */
    void tableChanged() {
        flaps.clientsLost();
    }

    /** Somebody else set the weight of a destination, or none is of somebody else any more. */
    void ofOthers(DirectorId director, Optional<Endpoint> endpoint) {
        flaps.clientsLost();
        endpoint.ifPresentOrElse(
                e -> ofOthers.put(director + " " + e, cluster.now()),
                () -> ofOthers.keySet().removeIf(key -> key.startsWith(director + " ")));
    }

    /** Whether it was dead for so long that each reading since shows it. */
    private boolean isSeenDead(Place place) {
        return place.container()
                .map(deadSince::get)
                .filter(since -> cluster.now().minus(since).compareTo(SEEN_DEAD) > 0)
                .isPresent();
    }

    private boolean isUp(ContainerId container) {
        return switch (Truth.state(cluster, container)) {
            case STARTING, RUNNING, FROZEN -> true;
            case STOPPING, STOPPED, FAILED, UNKNOWN -> false;
        };
    }

    /** So much time has passed: called again and again. */
    void advance() {
        for (Place place : Truth.places(cluster)) {
            place.container().ifPresent(id -> {
                if (place.weight() > 0) {
                    flaps.getsClients(id);
                }
                if (place.healthy()) {
                    healthySince.putIfAbsent(id, cluster.now());
                    deadSince.remove(id);
                } else {
                    deadSince.putIfAbsent(id, cluster.now());
                    healthySince.remove(id);
                }
            });
        }
    }

    /** Whether it was healthy for so long that each reading since shows it. */
    private boolean isSeenHealthy(Place place) {
        return place.container()
                .map(healthySince::get)
                .filter(since -> cluster.now().minus(since).compareTo(SEEN) > 0)
                .isPresent();
    }

    /** A host has run a command. */
    void ran(Sent sent, boolean succeeded) {
        if (succeeded && !sent.by().holder().isEmpty()) {
            oneWriter(sent);
        }
        switch (sent.action()) {
            case StartContainer(ContainerId container) -> {
                starts.merge(container, 1, Integer::sum);
                if (succeeded && isUp(container)) {
                    ours.put(container, sent.by().installation());
                    kind(sent).ifPresent(kind -> flaps.starts(sent, container, kind));
                }
            }
            case StopContainer(ContainerId container) -> stopped(sent, container);
            case TableAction change -> {
                changed(sent, change.director(), change.service());
                if (succeeded) {
                    changedBy.put(
                            entry(
                                    change.director(),
                                    IpvsCommands.header(change.address()),
                                    change.endpoint().toString()),
                            sent.plan());
                    // Since then the weight is ours.
                    ofOthers.remove(change.director() + " " + change.endpoint());
                }
                if (kind(sent)
                        .filter(kind -> kind == PlanKind.RECALL || kind == PlanKind.FAILOVER)
                        .isPresent()) {
                    Truth.place(cluster, change)
                            .filter(place -> place.weight() == 0)
                            .flatMap(Place::container)
                            .ifPresent(flaps::leaves);
                }
            }
            default -> {}
        }
    }

    private static String entry(DirectorId director, String header, String endpoint) {
        return "%s %s %s".formatted(director, header, endpoint);
    }

    /** A director took something back by itself. */
    void takenBack(SimulatedCluster.TakenBack change) {
        String plan = "%s %s".formatted(change.holder().replaceFirst("^of-(.*)\\..*", "$1"), change.plan());
        String last = changedBy.getOrDefault(entry(change.director(), change.header(), change.endpoint()), "none");
        Duration lived = livedAt.getOrDefault(plan.substring(0, 1), Duration.ZERO);
        Optional<Duration> ended = Optional.ofNullable(endedAt.get(plan))
                .filter(at -> lived.minus(at).compareTo(SEEN) > 0);
        if (ended.isPresent()) {
            breaks("a director takes back no plan that has ended", "%s, which ended at %s".formatted(change, ended));
        }
        if (!last.equals(plan)) {
            breaks("a director takes back the newest plan only", "%s, but %s came after".formatted(change, last));
        }
    }

    /**
     * On each host only the holder of its lease has an effect, and none after one with a greater number: a master that was stopped
     * or parted is refused there. A host that boots forgets its lease, and with it who was there before.
     */
    private void oneWriter(Sent sent) {
        HostId host = sent.action().host();
        if (holder.filter(h -> h.name().equals(sent.by().holder())).isEmpty()) {
            breaks("never two writers", "%s, but the lease is of %s".formatted(sent, holder));
        }
        long before = writers.getOrDefault(host, 0L);
        long number = holder.map(Truth.Holder::number).orElse(sent.by().number());
        if (number < before) {
            breaks("never two writers", "%s under number %d after number %d".formatted(sent, number, before));
        }
        writers.put(host, number);
    }

    /** A host lost power: it begins without a lease, and a director with the table of its configuration. */
    void dies(HostId host) {
        writers.remove(host);
        if (host instanceof DirectorId) {
            flaps.clientsLost();
        }
    }

    /** Which installation started the container, as far as one did. */
    Optional<String> starter(ContainerId container) {
        return Optional.ofNullable(ours.get(container));
    }

    private void stopped(Sent sent, ContainerId container) {
        boolean mine = sent.by().installation().equals(ours.get(container));
        if (wasUp && !isUp(container)) {
            ours.remove(container);
            kind(sent).ifPresent(kind -> flaps.stops(sent, container, kind));
            if (homes.contains(container)) {
                breaks("no home container is stopped", sent.toString());
            } else if (!mine) {
                breaks("nothing is stopped that we did not start", sent.toString());
            }
        }
    }

    /** A container is not ours any more: it ended, or somebody else started it. */
    void lost(ContainerId container) {
        touches(container.server());
        ours.remove(container);
        flaps.lost(container);
    }

    /** Whether an operator has ordered that its server gets no clients. */
    private boolean isOrdered(Sent sent) {
        return kind(sent).filter(PlanKind.EVACUATE::equals).isPresent();
    }

    /** Whether something of the service has died that no reading can show yet. */
    private boolean diedJustNow(DirectorId director, ServiceId service) {
        return Truth.places(cluster).stream()
                .filter(place ->
                        place.director().equals(director) && place.service().equals(service) && !place.healthy())
                .anyMatch(place -> !isSeenDead(place));
    }

    private Optional<PlanKind> kind(Sent sent) {
        return Optional.ofNullable(plans.get(sent.plan())).map(Plan::kind);
    }

    private void changed(Sent sent, DirectorId director, ServiceId service) {
        int was = healthy(before, director, service);
        int is = healthy(Truth.places(cluster), director, service);
        if (was > 0 && is == 0 && !diedJustNow(director, service) && !sentAtUnhealthy.contains(sent)) {
            breaks("no service loses its last healthy weight by us", "%s: %d to 0".formatted(sent, was));
        }
        if (is < was
                && sentAtHealthy.contains(sent)
                && Truth.place(cluster, sent.action())
                        .filter(p -> p.weight() > 0)
                        .isEmpty()) {
            breaks("no healthy home loses its clients by us", "%s: %d to %d".formatted(sent, was, is));
        }
    }

    private static int healthy(List<Place> places, DirectorId director, ServiceId service) {
        return places.stream()
                .filter(p -> p.director().equals(director) && p.service().equals(service) && p.healthy())
                .mapToInt(Place::weight)
                .sum();
    }

    /** How often each container was started. */
    Map<ContainerId, Integer> starts() {
        return Map.copyOf(starts);
    }
}
