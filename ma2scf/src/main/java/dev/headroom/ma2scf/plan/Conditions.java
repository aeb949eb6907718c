package dev.headroom.ma2scf.plan;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.NotUnderstood;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Weight;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What the conditions of actions have in common. Each returns the sentence that forbids, or empty. */
final class Conditions {
    private Conditions() {}

    static Optional<Container> fresh(ClusterSnapshot snapshot, ContainerId id) {
        return snapshot.server(id.server())
                .filter(server -> server.containers().fresh().isPresent())
                .flatMap(server -> server.container(id));
    }

    static Optional<Destination> freshDestination(
            ClusterSnapshot snapshot, DirectorId director, ServiceId service, Endpoint endpoint) {
        return freshEntry(snapshot, director, service).isPresent()
                ? Optional.empty()
                : snapshot.destination(director, service, endpoint);
    }

    static Optional<String> measuredContainer(ClusterSnapshot snapshot, ContainerId id) {
        return fresh(snapshot, id).isPresent()
                ? Optional.empty()
                : Optional.of("There is no current reading of %s.".formatted(id));
    }

    static Optional<String> inState(ClusterSnapshot snapshot, ContainerId id, ContainerState... allowed) {
        return fresh(snapshot, id)
                .filter(c -> !Arrays.asList(allowed).contains(c.state()))
                .map(c -> "%s is %s.".formatted(id, c.state().name().toLowerCase(Locale.ROOT)));
    }

    static Optional<String> ours(ClusterSnapshot snapshot, ContainerId id) {
        return fresh(snapshot, id)
                .filter(c -> c.state() != ContainerState.STOPPED && !c.isLoan())
                .map(c -> c.isStandBy()
                        ? "%s was not started by this installation of Headroom: it never stops what it did not start."
                                .formatted(id)
                        : "%s is not a stand-by container: sharing never stops it.".formatted(id));
    }

    /** Any address of the container in any service on any director counts; a table that is not read may have one, too. */
    static Optional<String> noDestinationLeft(ClusterSnapshot snapshot, ContainerId id) {
        Optional<String> unread = snapshot.directors().stream()
                .filter(d -> d.table().fresh().isEmpty())
                .findFirst()
                .map(d -> "The table of %s is not read now, so it is unknown whether it sends clients to %s."
                        .formatted(d.id(), id));
        return snapshot.container(id)
                .flatMap(c -> snapshot.destinationsAt(c).stream()
                        .findFirst()
                        .map(spot -> "%s still has a destination: %s.".formatted(id, spot))
                        .or(() -> notUnderstood(snapshot, c)))
                .or(() -> unread);
    }

    private static Optional<String> notUnderstood(ClusterSnapshot snapshot, Container container) {
        return container
                .role()
                .serving()
                .flatMap(service -> snapshot.directors().stream()
                        .filter(d -> !snapshot.unreadOf(d.id(), service).isEmpty())
                        .findFirst()
                        .map(d -> "%s has entries of %s that are not understood: one of them may be %s."
                                .formatted(d.id(), service, container.id())));
    }

    static Optional<String> freshEntry(ClusterSnapshot snapshot, DirectorId director, ServiceId service) {
        boolean read = snapshot.director(director)
                .filter(d -> d.table().fresh().isPresent())
                .isPresent();
        if (!read) {
            return Optional.of("There is no current reading of the table of %s.".formatted(director));
        }
        Optional<NotUnderstood> unread =
                snapshot.unreadOf(director, service).stream().findFirst();
        if (unread.isPresent()) {
            return unread.map(u -> u.sentence(director, service));
        }
        return snapshot.entry(director, service).isPresent()
                ? Optional.empty()
                : Optional.of("%s has no virtual service %s.".formatted(director, service));
    }

    /** ipvsadm refuses greater weights; and what it cannot write could not be taken back. */
    static Optional<String> writable(Endpoint endpoint, Weight weight) {
        return weight.isWritable()
                ? Optional.empty()
                : Optional.of(
                        "ipvsadm takes weights of 0..%d, so the weight %s of %s can be neither set nor put back. Change it with the tool that set it."
                                .formatted(Weight.MOST_WRITABLE, weight, endpoint));
    }

    static Optional<String> stateKnown(ClusterSnapshot snapshot, ContainerId id) {
        return fresh(snapshot, id)
                .filter(c -> c.state() == ContainerState.UNKNOWN)
                .map(c -> "The state of %s is unknown, so it is neither started nor stopped.".formatted(id));
    }

    static Optional<String> absentOr(
            ClusterSnapshot snapshot, DirectorId director, ServiceId service, DestinationSpec spec) {
        return snapshot.destination(director, service, spec.endpoint())
                .filter(d -> !d.spec().equals(spec))
                .map(d ->
                        "%s already has %s for %s, with other settings.".formatted(director, spec.endpoint(), service));
    }

    static Optional<String> serving(ClusterSnapshot snapshot, ServiceId service, Endpoint endpoint) {
        return snapshot.containerAt(service, endpoint)
                .filter(c -> !c.isRunning() || !c.listening())
                .map(c -> "%s does not answer at %s yet.".formatted(c.id(), endpoint));
    }

    static Optional<String> unchanged(
            ClusterSnapshot snapshot,
            DirectorId director,
            ServiceId service,
            DestinationSpec before,
            DestinationSpec after) {
        Optional<Destination> now = snapshot.destination(director, service, before.endpoint());
        if (now.isEmpty()) {
            return Optional.of(
                    "%s has no destination %s in %s any more.".formatted(director, before.endpoint(), service));
        }
        boolean expected = now.get().spec().equals(before) || now.get().spec().equals(after);
        return expected
                ? Optional.empty()
                : Optional.of("%s in %s on %s was changed by someone else since the plan was made."
                        .formatted(before.endpoint(), service, director));
    }

    static Optional<String> quiesced(
            ClusterSnapshot snapshot, DirectorId director, ServiceId service, Endpoint endpoint) {
        return snapshot.destination(director, service, endpoint)
                .filter(d -> !d.spec().weight().isQuiesced())
                .map(d -> "%s in %s on %s still gets new connections.".formatted(endpoint, service, director));
    }

    static ClusterSnapshot with(ClusterSnapshot snapshot, ContainerId id, UnaryOperator<Container> change) {
        return snapshot.container(id)
                .map(c -> snapshot.withContainer(change.apply(c)))
                .orElse(snapshot);
    }
}
