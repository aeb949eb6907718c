package dev.headroom.backend.agent;

import dev.headroom.backend.agent.ClusterDefinition.ServerDefinition;
import dev.headroom.backend.agent.ClusterDefinition.ServiceDefinition;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.inventory.ContainerPattern;
import dev.headroom.backend.inventory.Places;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds what the cluster file names and no reading shows: the file cannot know, but the hosts tell. A host that was not read,
 * or of whose lists something is not understood, may have it. Pure.
 */
final class Absences {
    private final ClusterDefinition definition;
    private final ClusterSnapshot snapshot;
    private final Assembly assembly;
    private final Map<HostId, List<String>> found = new LinkedHashMap<>();

    private Absences(ClusterDefinition definition, Assembly assembly) {
        this.definition = definition;
        this.assembly = assembly;
        this.snapshot = assembly.snapshot();
    }

    /** The statuses of the hosts, with a note on each for what is absent there. */
    static List<HostStatus> told(ClusterDefinition definition, Assembly assembly, List<HostStatus> statuses) {
        Map<HostId, List<String>> notes = of(definition, assembly);
        return notes.isEmpty()
                ? statuses
                : statuses.stream()
                        .map(status -> status.with(notes.getOrDefault(status.host(), List.of())))
                        .toList();
    }

    /** What is absent, by the host that a note about it belongs to. */
    static Map<HostId, List<String>> of(ClusterDefinition definition, Assembly assembly) {
        Absences absences = new Absences(definition, assembly);
        definition.services().forEach(absences::homes);
        boolean allServers = definition.servers().stream().allMatch(s -> absences.isKnown(s.id()));
        if (allServers) {
            definition.services().forEach(absences::patterns);
        }
        if (absences.snapshot.containers().anyMatch(absences::isOfSomeService)) {
            definition.servers().stream()
                    .map(ServerDefinition::id)
                    .filter(absences::isKnown)
                    .forEach(absences::idle);
        }
        definition.services().forEach(absences::inNoTable);
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
            if (isKnown(home.server()) && snapshot.container(home).isEmpty()) {
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
        if (snapshot.containers().noneMatch(named(service.containers()))) {
            note(
                    first,
                    "No real server has a container that '%s' matches, which the cluster file names as the containers of %s%s."
                            .formatted(
                                    service.containers(),
                                    service.id(),
                                    Places.of(definition.places().containers(), service.id())));
        } else if (standBy.isPresent()
                && snapshot.containers().filter(named(service.containers())).noneMatch(named(standBy.get()))) {
            note(
                    first,
                    "No real server has a container that '%s' matches, which the cluster file names as the stand-by containers of %s%s."
                            .formatted(
                                    standBy.get(),
                                    service.id(),
                                    Places.of(definition.places().standBys(), service.id())));
        }
    }

    private static Predicate<Container> named(ContainerPattern pattern) {
        return container -> pattern.matches(container.id().name());
    }

    private void idle(ServerId server) {
        Stream<Container> containers = snapshot.server(server).stream().flatMap(s -> s.knownContainers().stream());
        if (containers.noneMatch(this::isOfSomeService)) {
            note(
                    server,
                    "%s has no container of any service of the cluster file%s, so it can neither lend nor be relieved."
                            .formatted(server, Places.of(definition.places().servers(), server)));
        }
    }

    private boolean isOfSomeService(Container container) {
        return definition.services().stream()
                .anyMatch(service -> service.containers().matches(container.id().name()));
    }

    private void inNoTable(ServiceDefinition service) {
        List<Director> directors = snapshot.directors();
        boolean known = !directors.isEmpty()
                && directors.stream().allMatch(d -> d.table().lastKnown().isPresent());
        if (known
                && directors.stream()
                        .allMatch(d -> d.entry(service.address()).isEmpty()
                                && d.unreadOf(service.address()).isEmpty())) {
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
