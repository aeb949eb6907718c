package dev.headroom.backend.agent;

import dev.headroom.backend.agent.ClusterDefinition.ServiceDefinition;
import dev.headroom.backend.agent.ClusterDefinition.ServicesByName;
import dev.headroom.backend.agent.HostReport.ContainerReport;
import dev.headroom.backend.runtime.ConfiguredAddress;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the container behind each destination: it compares every address of the containers of a service with the
 * destinations of that service, with the port of the IPVS table. A virtual address identifies no container, for every
 * container may have it on an interface; nor does an address that several containers have. A destination that stays
 * ambiguous is reported as ambiguous, never guessed. See decision 0041.
 */
final class Identification {
    /** So many of several things are named in a sentence. */
    private static final int MOST_NAMED = 5;

    private final ServicesByName services;
    private final Map<String, SortedSet<ContainerId>> owners = new HashMap<>();
    private final Map<VirtualAddress, List<Destination>> destinationsOf = new HashMap<>();
    private final Map<VirtualAddress, Map<String, List<Endpoint>>> endpointsOf = new HashMap<>();
    private final Set<String> virtuals = new HashSet<>(Set.of("127.0.0.1", "::1"));

    /** @param containers all containers of the cluster, with all their addresses */
    Identification(ServicesByName services, Collection<Director> directors, Collection<Container> containers) {
        this.services = services;
        services.all().forEach(s -> virtual(s.address()));
        directors.stream()
                .flatMap(d -> d.table().lastKnown().stream())
                .flatMap(table -> table.entries().stream())
                .forEach(entry -> {
                    virtual(entry.address());
                    destinationsOf
                            .computeIfAbsent(entry.address(), _ -> new ArrayList<>())
                            .addAll(entry.destinations());
                    entry.destinations()
                            .forEach(destination -> endpointsOf
                                    .computeIfAbsent(entry.address(), _ -> new HashMap<>())
                                    .computeIfAbsent(destination.endpoint().address(), _ -> new ArrayList<>())
                                    .add(destination.endpoint()));
                });
        containers.forEach(c -> c.evidence()
                .addresses()
                .forEach(a -> owners.computeIfAbsent(a, _ -> new TreeSet<>()).add(c.id())));
    }

    private void virtual(VirtualAddress address) {
        if (address instanceof VirtualAddress.Socket(var _, Endpoint endpoint)) {
            virtuals.add(endpoint.address());
        }
    }

    /** The role of a container, by the newest report on it. */
    ContainerRole role(Container container, ContainerReport report) {
        Optional<ServiceDefinition> service = serviceOf(container);
        return service.<ContainerRole>map(s -> new Search(s, container, report).role())
                .orElseGet(ContainerRole.Unrelated::new);
    }

    private Optional<ServiceDefinition> serviceOf(Container container) {
        return services.of(container.id().name()).stream().findFirst();
    }

    /** The container with its role, and whether it answers at the endpoint of that role. */
    Container identified(Container container, ContainerReport report) {
        ContainerRole role = role(container, report);
        boolean listening = container.isRunning()
                && role.serving()
                        .flatMap(_ -> serviceOf(container))
                        .filter(s -> role.servingAt()
                                .map(at -> ServerReadings.answers(s, at, report))
                                .orElse(!report.listening().isEmpty()))
                        .isPresent();
        return new Container(
                container.id(),
                role,
                container.state(),
                container.used(),
                listening,
                container.evidence(),
                container.strain());
    }

    private SortedSet<ContainerId> ownersOf(String address) {
        return owners.getOrDefault(address, Collections.emptySortedSet());
    }

    /** Whether the address is link-local: the same one means another host on each link. */
    private static boolean isOfOneLink(String address) {
        return address.startsWith("fe80:") || address.startsWith("169.254.");
    }

    private boolean identifies(String address) {
        return !virtuals.contains(address) && ownersOf(address).size() == 1;
    }

    /** The search for the role of one container. */
    private final class Search {
        private final ServiceDefinition service;
        private final Container container;
        private final ContainerReport report;
        private final List<Destination> destinations;

        Search(ServiceDefinition service, Container container, ContainerReport report) {
            this.service = service;
            this.container = container;
            this.report = report;
            this.destinations = destinationsOf.getOrDefault(service.address(), List.of());
        }

        ContainerRole role() {
            Map<String, List<Endpoint>> endpoints = endpointsOf.getOrDefault(service.address(), Map.of());
            SortedSet<Endpoint> own = container.evidence().addresses().stream()
                    .filter(address -> !virtuals.contains(address))
                    .flatMap(address -> endpoints.getOrDefault(address, List.of()).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            Optional<Endpoint> shared =
                    own.stream().filter(e -> !identifies(e.address())).findFirst();
            if (shared.isPresent()) {
                return ambiguous("%s all have the address of the destination %s."
                        .formatted(words(ownersOf(shared.get().address())), shared.get()));
            }
            if (own.size() > 1) {
                List<Endpoint> atPort = own.stream()
                        .filter(e -> service.rules()
                                .port()
                                .filter(p -> p == e.port())
                                .isPresent())
                        .toList();
                return atPort.size() == 1
                        ? at(atPort.getFirst())
                        : ambiguous("%s has the destinations %s, all at addresses of it. If one is meant, give 'port:'."
                                .formatted(service.id(), words(own)));
            }
            return own.isEmpty() ? newDestination() : at(own.getFirst());
        }

        /** The endpoint to which a director could send clients once the container runs. */
        private ContainerRole newDestination() {
            List<ConfiguredAddress> both = own();
            List<ConfiguredAddress> known =
                    both.stream().filter(this::hasFamily).toList();
            if (known.isEmpty()) {
                return ambiguous(
                        both.isEmpty()
                                ? "It has no address of its own that is known, by its configuration or now, so no"
                                        + " client can be sent to it."
                                : "It has only %s that is known, and %s is an %s service, so no client can be sent to it."
                                        .formatted(
                                                words(both.stream()
                                                        .map(ConfiguredAddress::address)
                                                        .toList()),
                                                service.id(),
                                                isIpv6() ? "IPv6" : "IPv4"));
            }
            List<ConfiguredAddress> all = known;
            List<ConfiguredAddress> near = known.size() == 1
                    ? known
                    : all.stream()
                            .filter(c -> destinations.stream()
                                    .anyMatch(d -> Network.holds(c, d.endpoint().address())))
                            .toList();
            if (near.size() != 1) {
                return ambiguous("It has the addresses %s, and it is unknown which of them the directors should use."
                        .formatted(words(
                                all.stream().map(ConfiguredAddress::address).toList())));
            }
            SortedSet<Integer> ports =
                    destinations.stream().map(d -> d.endpoint().port()).collect(Collectors.toCollection(TreeSet::new));
            return port(ports)
                    .map(port -> at(new Endpoint(near.getFirst().address(), port)))
                    .orElseGet(() -> ambiguous(
                            "The destinations of %s have the ports %s, so the port of a new one is not known: give 'port:' in the cluster file."
                                    .formatted(service.id(), words(ports))));
        }

        /** The addresses that this container alone has: those of its configuration, else those that it has now. */
        private List<ConfiguredAddress> own() {
            List<ConfiguredAddress> configured = report.configured().stream()
                    .filter(c -> identifies(c.address()) && !isOfOneLink(c.address()))
                    .toList();
            return configured.stream().anyMatch(this::hasFamily)
                    ? configured
                    : Stream.concat(
                                    configured.stream(),
                                    report.line().addresses().stream()
                                            .filter(a -> identifies(a) && !isOfOneLink(a))
                                            .map(a -> new ConfiguredAddress(a, a.indexOf(':') < 0 ? 24 : 64)))
                            .distinct()
                            .toList();
        }

        /** Whether IPVS takes the address for this service: an address of the other family only with tunneling. */
        private boolean hasFamily(ConfiguredAddress configured) {
            return configured.address().indexOf(':') >= 0 == isIpv6();
        }

        private boolean isIpv6() {
            return switch (service.address()) {
                case VirtualAddress.Socket(var _, Endpoint vip) -> vip.isIpv6();
                case VirtualAddress.FirewallMark(long _, boolean ipv6) -> ipv6;
            };
        }

        private Optional<Integer> port(SortedSet<Integer> ports) {
            if (service.rules().port().isPresent()) {
                return service.rules().port();
            }
            if (ports.size() == 1) {
                return Optional.of(ports.getFirst());
            }
            boolean asAsked = destinations.stream()
                    .map(d -> d.spec().method())
                    .allMatch(m ->
                            m instanceof ForwardingMethod.DirectRouting || m instanceof ForwardingMethod.Tunneling);
            return asAsked
                    ? Optional.of(
                            service.address() instanceof VirtualAddress.Socket(var _, Endpoint vip) ? vip.port() : 0)
                    : Optional.empty();
        }

        private ContainerRole at(Endpoint endpoint) {
            boolean home =
                    service.rules().isHome(container.id()).orElse(report.line().autostart());
            return home
                    ? new ContainerRole.Home(service.id(), endpoint)
                    : new ContainerRole.StandBy(service.id(), endpoint);
        }

        private ContainerRole ambiguous(String reason) {
            return new ContainerRole.Ambiguous(service.id(), reason);
        }
    }

    private static String words(Collection<?> things) {
        List<String> texts =
                things.stream().limit(MOST_NAMED).map(Object::toString).toList();
        if (things.size() > MOST_NAMED) {
            return String.join(", ", texts) + " and %d more".formatted(things.size() - MOST_NAMED);
        }
        return texts.size() < 2
                ? String.join("", texts)
                : String.join(", ", texts.subList(0, texts.size() - 1)) + " and " + texts.getLast();
    }
}
