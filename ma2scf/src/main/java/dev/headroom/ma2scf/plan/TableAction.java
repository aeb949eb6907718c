package dev.headroom.ma2scf.plan;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import java.time.Duration;
import java.util.Optional;

/** A change of one destination in the IPVS table of one director, or a look at it. Its command runs on the director. */
public sealed interface TableAction extends Action {

    DirectorId director();

    ServiceId service();

    VirtualAddress address();

    /** The destination. */
    Endpoint endpoint();

    @Override
    default DirectorId host() {
        return director();
    }

    /** Adds a destination to a service on one director. */
    record AddDestination(DirectorId director, ServiceId service, VirtualAddress address, DestinationSpec spec)
            implements TableAction {
        @Override
        public Endpoint endpoint() {
            return spec.endpoint();
        }

        @Override
        public Optional<String> unmet(ClusterSnapshot snapshot) {
            return Conditions.freshEntry(snapshot, director, service)
                    .or(() -> Conditions.writable(spec.endpoint(), spec.weight()))
                    .or(() -> Conditions.absentOr(snapshot, director, service, spec))
                    .or(() -> Conditions.serving(snapshot, service, spec.endpoint()));
        }

        @Override
        public ClusterSnapshot appliedTo(ClusterSnapshot snapshot) {
            return snapshot.withEntry(director, service, entry -> entry.with(spec));
        }

        @Override
        public boolean holds(ClusterSnapshot snapshot) {
            return Conditions.freshDestination(snapshot, director, service, spec.endpoint())
                    .filter(d -> d.spec().equals(spec))
                    .isPresent();
        }

        @Override
        public String describe() {
            return "add " + spec.endpoint() + " with weight " + spec.weight() + " to " + service + " on " + director;
        }
    }

    /** Removes a destination that is quiesced and drained, or that was just added, from one director. */
    record RemoveDestination(DirectorId director, ServiceId service, VirtualAddress address, DestinationSpec spec)
            implements TableAction {
        @Override
        public Endpoint endpoint() {
            return spec.endpoint();
        }

        @Override
        public Optional<String> unmet(ClusterSnapshot snapshot) {
            return Conditions.freshEntry(snapshot, director, service);
        }

        @Override
        public ClusterSnapshot appliedTo(ClusterSnapshot snapshot) {
            return snapshot.withEntry(director, service, entry -> entry.without(spec.endpoint()));
        }

        @Override
        public boolean holds(ClusterSnapshot snapshot) {
            return Conditions.freshEntry(snapshot, director, service).isEmpty()
                    && snapshot.destination(director, service, spec.endpoint()).isEmpty();
        }

        @Override
        public String describe() {
            return "remove " + spec.endpoint() + " from " + service + " on " + director;
        }
    }

    /**
     * Sets the weight of a destination on one director; 0 quiesces it.
     *
     * @param before the whole destination as it was planned against, because {@code ipvsadm -e} resets whatever is left out
     */
    record SetWeight(
            DirectorId director, ServiceId service, VirtualAddress address, DestinationSpec before, Weight weight)
            implements TableAction {
        @Override
        public Endpoint endpoint() {
            return before.endpoint();
        }

        /** The whole destination as it shall be. */
        public DestinationSpec after() {
            return before.withWeight(weight);
        }

        @Override
        public Optional<String> unmet(ClusterSnapshot snapshot) {
            return Conditions.freshEntry(snapshot, director, service)
                    .or(() -> Conditions.writable(before.endpoint(), weight))
                    .or(() -> Conditions.writable(before.endpoint(), before.weight()))
                    .or(() -> Conditions.unchanged(snapshot, director, service, before, after()));
        }

        @Override
        public ClusterSnapshot appliedTo(ClusterSnapshot snapshot) {
            return snapshot.withEntry(director, service, entry -> entry.with(after()));
        }

        @Override
        public boolean holds(ClusterSnapshot snapshot) {
            return Conditions.freshDestination(snapshot, director, service, before.endpoint())
                    .filter(d -> d.spec().equals(after()))
                    .isPresent();
        }

        @Override
        public String describe() {
            return "set the weight of " + before.endpoint() + " in " + service + " on " + director + " from "
                    + before.weight() + " to " + weight;
        }
    }

    /**
     * Waits until a quiesced destination has neither active connections nor persistence templates, and where UDP may be sent to the
     * service, until no packet came for the director's UDP timeout.
     *
     * @param deadline after this long the step has failed
     */
    record AwaitDrained(
            DirectorId director, ServiceId service, VirtualAddress address, Endpoint endpoint, Duration deadline)
            implements TableAction, Wait {
        @Override
        public Optional<String> unmet(ClusterSnapshot snapshot) {
            return Conditions.freshEntry(snapshot, director, service)
                    .or(() -> Conditions.quiesced(snapshot, director, service, endpoint));
        }

        @Override
        public ClusterSnapshot appliedTo(ClusterSnapshot snapshot) {
            return snapshot;
        }

        @Override
        public boolean holds(ClusterSnapshot snapshot) {
            if (Conditions.freshEntry(snapshot, director, service).isPresent()) {
                return false;
            }
            return snapshot.destination(director, service, endpoint).stream()
                    .allMatch(left -> snapshot.director(director)
                            .flatMap(d -> d.table().fresh())
                            .filter(table -> table.isDrained(address, left))
                            .isPresent());
        }

        @Override
        public String describe() {
            String end = address.mayCarryUdp()
                    ? " has no active connections and gets no packets"
                    : " has no active connections";
            return "wait until " + endpoint + " in " + service + " on " + director + end;
        }
    }
}
