package dev.headroom.backend.agent;

import dev.headroom.backend.agent.ClusterDefinition.ServiceDefinition;
import dev.headroom.backend.agent.ClusterDefinition.ServicesByName;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.inventory.ContainerPattern;
import dev.headroom.backend.inventory.Places;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds what the cluster file names and no reading shows: the file cannot know, but the hosts tell. A host that was not read,
 * or of whose lists something is not understood, may have it. Pure.
 */
final class Absences {
    private final ClusterDefinition definition;
    private final ClusterSnapshot snapshot;
    private final Assembly assembly;
    private final ServicesByName services;
    private final Set<ContainerId> containers = new HashSet<>();
    private final Set<ServiceId> present = new HashSet<>();
    private final Set<ServiceId> withStandBy = new HashSet<>();
    private final Map<HostId, List<String>> found = new LinkedHashMap<>();

    private Absences(ClusterDefinition definition, ServicesByName services, Assembly assembly) {
        this.definition = definition;
        this.services = services;
        this.assembly = assembly;
        this.snapshot = assembly.snapshot();
        snapshot.containers().map(Container::id).forEach(this::index);
    }

    /** Takes one container down: a snapshot has thousands, so no question goes through all of them again. */
    private void index(ContainerId container) {
        containers.add(container);
        for (ServiceDefinition service : services.of(container.name())) {
            present.add(service.id());
            if (service.rules()
                    .standBy()
                    .filter(pattern -> !withStandBy.contains(service.id()) && pattern.matches(container.name()))
                    .isPresent()) {
                withStandBy.add(service.id());
            }
        }
    }

    /** The statuses of the hosts, with a note on each for what is absent there. */
    static List<HostStatus> told(
            ClusterDefinition definition, ServicesByName services, Assembly assembly, List<HostStatus> statuses) {
        Map<HostId, List<String>> notes = of(definition, services, assembly);
        return notes.isEmpty()
                ? statuses
                : statuses.stream()
                        .map(status -> status.with(notes.getOrDefault(status.host(), List.of())))
                        .toList();
    }

    /** What is absent, by the host that a note about it belongs to. */
    static Map<HostId, List<String>> of(ClusterDefinition definition, ServicesByName services, Assembly assembly) {
        Absences absences = new Absences(definition, services, assembly);
        definition.services().forEach(absences::homes);
        boolean allServers = definition.servers().stream().allMatch(s -> absences.isKnown(s.id()));
        if (allServers) {
            definition.services().forEach(absences::patterns);
        }
        if (!absences.present.isEmpty()) {
            absences.snapshot.servers().stream()
                    .filter(server -> absences.isKnown(server.id()))
                    .forEach(absences::idle);
        }
        absences.inNoTable();
        return absences.found;
    }

    private boolean isKnown(ServerId server) {
        return Optional.ofNullable(assembly.newest().get(server))
                .filter(report -> report.notUnderstood().isEmpty())
                .isPresent();
    }

    private void note(HostId host, String sentence) {
        found.computeIfAbsent(host, _ -> new ArrayList<>()).add(sentence);
    }

    private void homes(ServiceDefinition service) {
        for (ContainerId home : service.rules().homes()) {
            if (isKnown(home.server()) && !containers.contains(home)) {
                note(
                        home.server(),
                        "%s has no container %s, which the cluster file names as home of %s%s."
                                .formatted(
                                        home.server(),
                                        home.name(),
                                        service.id(),
                                        Places.of(definition.places().homes(), home)));
            }
        }
    }

    private void patterns(ServiceDefinition service) {
        Optional<ContainerPattern> standBy = service.rules().standBy();
        if (definition.servers().isEmpty()) {
            return;
        }
        ServerId first = definition.servers().getFirst().id();
        if (!present.contains(service.id())) {
            note(
                    first,
                    "No real server has a container that '%s' matches, which the cluster file names as the containers of %s%s."
                            .formatted(
                                    service.containers(),
                                    service.id(),
                                    Places.of(definition.places().containers(), service.id())));
        } else if (standBy.isPresent() && !withStandBy.contains(service.id())) {
            note(
                    first,
                    "No real server has a container that '%s' matches, which the cluster file names as the stand-by containers of %s%s."
                            .formatted(
                                    standBy.get(),
                                    service.id(),
                                    Places.of(definition.places().standBys(), service.id())));
        }
    }

    private void idle(RealServer server) {
        if (server.knownContainers().stream()
                .allMatch(container -> services.of(container.id().name()).isEmpty())) {
            note(
                    server.id(),
                    "%s has no container of any service of the cluster file%s, so it can neither lend nor be relieved."
                            .formatted(
                                    server.id(), Places.of(definition.places().servers(), server.id())));
        }
    }

    private void inNoTable() {
        List<Director> directors = snapshot.directors();
        if (!directors.isEmpty()
                && directors.stream().allMatch(d -> d.table().lastKnown().isPresent())) {
            Set<VirtualAddress> listed = directors.stream()
                    .flatMap(d -> d.table().lastKnown().stream())
                    .flatMap(table -> table.entries().stream())
                    .map(TableEntry::address)
                    .collect(Collectors.toSet());
            definition.services().stream()
                    .filter(service -> !listed.contains(service.address()))
                    .forEach(service -> inNoTable(service, directors));
        }
    }

    private void inNoTable(ServiceDefinition service, List<Director> directors) {
        if (directors.stream().allMatch(d -> d.unreadOf(service.address()).isEmpty())) {
            note(
                    directors.getFirst().id(),
                    "No director has the virtual service %s in its table, which the cluster file names as %s%s."
                            .formatted(
                                    service.address(),
                                    service.id(),
                                    Places.of(definition.places().virtuals(), service.id())));
        }
    }
}
