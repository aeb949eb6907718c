package dev.headroom.backend.doctor;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.doctor.HostFacts.ContainerFacts;
import dev.headroom.backend.doctor.Served.Way;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.VirtualService;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the destinations of direct routing and tunneling that a server or its containers carry, and has them judged. Pure.
 */
final class ServedBy {
    private final ClusterSnapshot snapshot;
    private final boolean director;
    /** Containers into whose network only root may look, by virtual address. */
    private final TreeMap<String, TreeSet<String>> closed = new TreeMap<>();

    /** What could be judged. */
    private final Set<Check> judged = EnumSet.noneOf(Check.class);

    /** @param director whether the server is a director, too */
    ServedBy(ClusterSnapshot snapshot, boolean director) {
        this.snapshot = snapshot;
        this.director = director;
    }

    /** The checks for which something was there to judge, and the facts to do so. */
    Set<Check> judged() {
        return judged;
    }

    /** The findings about one server. */
    List<Finding> findings(RealServer server, HostFacts facts) {
        List<Finding> findings = new ArrayList<>();
        TreeMap<String, TreeSet<String>> unseen = new TreeMap<>();
        closed.clear();
        for (VirtualService service : snapshot.services()) {
            if (!(service.address() instanceof VirtualAddress.Socket(var _, Endpoint virtual))) {
                continue;
            }
            Map<Endpoint, Served> all = destinations(service, virtual.address());
            for (Served served : all.values()) {
                judge(served, server, facts, findings);
            }
            if (!all.isEmpty()) {
                server.knownContainers().stream()
                        .filter(container -> container.isStandBy()
                                && !container.isRunning()
                                && container
                                        .role()
                                        .serving()
                                        .filter(service.id()::equals)
                                        .isPresent())
                        .forEach(container -> unseen.computeIfAbsent(virtual.address(), _ -> new TreeSet<>())
                                .add(container.id().name()));
            }
        }
        unseen.forEach((virtual, names) -> findings.add(Finding.of(
                Severity.UNKNOWN,
                Check.VIRTUAL_ADDRESS,
                "Whether %s on %s accepts the virtual address %s cannot be known while stopped."
                        .formatted(String.join(", ", names), server.id(), virtual),
                "See that its start gives %s to lo with /32, with arp_ignore=1 and arp_announce=2."
                        .formatted(virtual))));
        closed.forEach((virtual, names) -> findings.add(Finding.of(
                Severity.UNKNOWN,
                Check.ARP,
                "Whether %s on %s answers ARP requests for the virtual address %s could not be read: only root may look into the network of a container."
                        .formatted(String.join(", ", names), server.id(), virtual),
                "lxc-attach -n %s -- sysctl net.ipv4.conf.all.arp_ignore net.ipv4.conf.all.arp_announce (should be 1 and 2)"
                        .formatted(CommandLine.quoted(names.getFirst())))));
        return findings;
    }

    /** The destinations that get clients of a service by direct routing or tunneling, by any director. */
    private Map<Endpoint, Served> destinations(VirtualService service, String virtual) {
        Map<Endpoint, Served> result = new TreeMap<>();
        for (Director known : snapshot.directors()) {
            Optional<TableEntry> entry = known.entry(service.address());
            for (Destination d : entry.map(TableEntry::destinations).orElse(List.of())) {
                Optional<Way> way = way(d.spec().method());
                if (way.isPresent() && d.spec().weight().value() > 0) {
                    boolean answers = !d.counts().known() || d.counts().active() > 0;
                    result.merge(
                            d.endpoint(),
                            new Served(service.id(), d.endpoint(), "", virtual, way.get(), answers),
                            (a, b) -> a.answers() ? a : b);
                }
            }
        }
        return result;
    }

    private static Optional<Way> way(ForwardingMethod method) {
        return switch (method) {
            case ForwardingMethod.DirectRouting _ -> Optional.of(Way.ROUTED);
            case ForwardingMethod.Tunneling tunneling ->
                Optional.of(tunneling.type() == ForwardingMethod.TunnelType.IPIP ? Way.IPIP : Way.OTHER_TUNNEL);
            case ForwardingMethod.Masquerading _, ForwardingMethod.Local _ -> Optional.empty();
        };
    }

    private void judge(Served served, RealServer server, HostFacts facts, List<Finding> findings) {
        String address = served.destination().address();
        List<Container> owners = server.knownContainers().stream()
                .filter(container -> container.isRunning()
                        && container.evidence().addresses().contains(address))
                .toList();
        if (owners.size() == 1) {
            Container owner = owners.getFirst();
            String name = owner.id().name();
            NetworkFacts network = Optional.ofNullable(facts.containers().get(name))
                    .flatMap(ContainerFacts::network)
                    .orElse(NetworkFacts.NONE);
            note(served, network);
            findings.addAll(ServerJudge.findings(
                    owned(served, owner.id().toString()),
                    network,
                    facts.modules(),
                    "lxc-attach -n " + CommandLine.quoted(name) + " -- "));
            if (served.way() == Way.ROUTED
                    && network.addresses().isEmpty()
                    && network.local().contains(served.virtual())) {
                closed.computeIfAbsent(served.virtual(), _ -> new TreeSet<>()).add(name);
            }
        } else if (owners.isEmpty() && !director && facts.network().local().contains(address)) {
            note(served, facts.network());
            findings.addAll(
                    ServerJudge.findings(owned(served, server.id().toString()), facts.network(), facts.modules(), ""));
        }
    }

    private void note(Served served, NetworkFacts network) {
        if (!network.local().isEmpty()) {
            judged.add(Check.VIRTUAL_ADDRESS);
        }
        if (!network.addresses().isEmpty() && served.way() == Way.ROUTED) {
            judged.add(Check.ARP);
        }
        if (network.effective(ServerJudge.IPIP, "rp_filter").isPresent() && served.way() == Way.IPIP) {
            judged.add(Check.TUNNEL);
        }
    }

    private static Served owned(Served served, String owner) {
        return new Served(
                served.service(), served.destination(), owner, served.virtual(), served.way(), served.answers());
    }
}
