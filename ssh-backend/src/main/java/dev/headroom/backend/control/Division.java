package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.VirtualService;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Which containers of a cluster belong where they are and which wait to be lent, as Headroom understands it: what an operator is
 * asked to agree to before anything may be changed.
 *
 * @param parts in order of service and container
 * @param unmanaged destinations of the services that no known container carries, in order
 */
public record Division(List<Part> parts, List<Spot> unmanaged) {

    /** Of nothing. */
    public static final Division NONE = new Division(List.of(), List.of());

    public Division {
        parts = parts.stream().sorted().toList();
        unmanaged = unmanaged.stream().sorted().toList();
    }

    /** What a container is taken for. */
    public enum Kind {
        /** It belongs where it is: never started or stopped. */
        HOME,
        /** It may be started for a loan. */
        STAND_BY,
        /** A stand-by that runs and was not started by this installation: a home as long as it runs. */
        RUNS_UNKNOWN,
        /** Nobody can say which destination is its own: never used. */
        AMBIGUOUS
    }

    /**
     * One container.
     *
     * @param detail its endpoint, or what is ambiguous
     */
    public record Part(ServiceId service, ContainerId container, Kind kind, String detail) implements Comparable<Part> {
        private static final Comparator<Part> ORDER =
                Comparator.comparing(Part::service).thenComparing(Part::container);

        /** What an operator agrees to; a stand-by that runs is still a stand-by. */
        Agreed agreed() {
            return new Agreed(service, container, kind == Kind.HOME);
        }

        @Override
        public int compareTo(Part other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * What was agreed to of one container.
     *
     * @param home whether it belongs where it is; else it may be started for a loan
     */
    public record Agreed(ServiceId service, ContainerId container, boolean home) implements Comparable<Agreed> {
        private static final Comparator<Agreed> ORDER = Comparator.comparing(Agreed::service)
                .thenComparing(Agreed::container)
                .thenComparing(Agreed::home);

        @Override
        public int compareTo(Agreed other) {
            return ORDER.compare(this, other);
        }
    }

    /** As {@code snapshot} shows it. */
    public static Division of(ClusterSnapshot snapshot) {
        List<Part> parts = new ArrayList<>();
        snapshot.containers()
                .forEach(container -> container
                        .role()
                        .serving()
                        .ifPresent(service ->
                                parts.add(new Part(service, container.id(), kind(container), detail(container)))));
        SortedSet<Spot> unmanaged = new TreeSet<>();
        for (VirtualService service : snapshot.services()) {
            snapshot.directors().stream()
                    .flatMap(director -> director.entry(service.address()).stream())
                    .flatMap(entry -> entry.destinations().stream())
                    .filter(d ->
                            snapshot.containerAt(service.id(), d.endpoint()).isEmpty())
                    .forEach(d -> unmanaged.add(new Spot(service.id(), d.endpoint())));
        }
        return new Division(parts, new ArrayList<>(unmanaged));
    }

    private static Kind kind(Container container) {
        return switch (container.role()) {
            case ContainerRole.Home _ -> Kind.HOME;
            case ContainerRole.StandBy _ -> container.isSomebodys() ? Kind.RUNS_UNKNOWN : Kind.STAND_BY;
            case ContainerRole.Ambiguous _, ContainerRole.Unrelated _ -> Kind.AMBIGUOUS;
        };
    }

    private static String detail(Container container) {
        return container.role() instanceof ContainerRole.Ambiguous(var _, String reason)
                ? reason
                : container.role().servingAt().map(Object::toString).orElse("");
    }

    public List<Part> parts(ServiceId service, Kind kind) {
        return parts.stream()
                .filter(p -> p.service().equals(service) && p.kind() == kind)
                .toList();
    }

    /** Everything that can be agreed to. */
    public SortedSet<Agreed> agreeable() {
        SortedSet<Agreed> all = new TreeSet<>();
        parts.stream().filter(p -> p.kind() != Kind.AMBIGUOUS).forEach(p -> all.add(p.agreed()));
        return all;
    }

    /** A short word that changes with what can be agreed to: an answer to another division than this one is no answer. */
    public String fingerprint() {
        return UUID.nameUUIDFromBytes(agreeable().toString().getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }
}
