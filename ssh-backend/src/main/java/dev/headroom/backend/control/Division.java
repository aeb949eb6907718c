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
 * The division of a cluster's containers into home containers and stand-by containers, as Headroom understands it: an
 * operator agrees to it before Headroom changes anything. Immutable.
 *
 * @param parts in order of service and container
 * @param unmanaged destinations that no known container carries, in order
 */
public record Division(List<Part> parts, List<Spot> unmanaged) {

    /** The division of a cluster without containers. */
    public static final Division NONE = new Division(List.of(), List.of());

    public Division {
        parts = parts.stream().sorted().toList();
        unmanaged = unmanaged.stream().sorted().toList();
    }

    /** The role of a container in the division. */
    public enum Kind {
        /** A home container: never started or stopped. */
        HOME,
        /** A stand-by container: may be started for a loan. */
        STAND_BY,
        /**
         * A stand-by container that runs and was not started by this installation: treated as a home container as
         * long as it runs.
         */
        RUNS_UNKNOWN,
        /** Its destination cannot be told from another container's: never used. */
        AMBIGUOUS
    }

    /**
     * One container of a service.
     *
     * @param detail its endpoint, or why it is ambiguous
     */
    public record Part(ServiceId service, ContainerId container, Kind kind, String detail) implements Comparable<Part> {
        private static final Comparator<Part> ORDER =
                Comparator.comparing(Part::service).thenComparing(Part::container);

        /** The part as an operator agrees to it; a stand-by container that runs is still a stand-by container. */
        Agreed agreed() {
            return new Agreed(service, container, kind == Kind.HOME);
        }

        @Override
        public int compareTo(Part other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * One container as the operator agreed to it.
     *
     * @param home whether it is a home container; else it may be started for a loan
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

    /** The division that {@code snapshot} shows. */
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

    /** The containers of a service with one role, in order. */
    public List<Part> parts(ServiceId service, Kind kind) {
        return parts.stream()
                .filter(p -> p.service().equals(service) && p.kind() == kind)
                .toList();
    }

    /** Every container to which an operator can agree. */
    public SortedSet<Agreed> agreeable() {
        SortedSet<Agreed> all = new TreeSet<>();
        parts.stream().filter(p -> p.kind() != Kind.AMBIGUOUS).forEach(p -> all.add(p.agreed()));
        return all;
    }

    /**
     * A short word that changes with the containers to which an operator can agree: an answer that names another one
     * is refused.
     */
    public String fingerprint() {
        return UUID.nameUUIDFromBytes(agreeable().toString().getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }
}
