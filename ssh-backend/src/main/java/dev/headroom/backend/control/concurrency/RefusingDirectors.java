package dev.headroom.backend.control.concurrency;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.EntryId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Unchangeable;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Directors that are read and do not carry out commands: a right is lacking there, or the last change of a service failed. Plans
 * leave them out for that long, so that the clients of the other directors do not wait for them. Pure. See decision 0068 of ma2scf.
 */
public final class RefusingDirectors {
    private RefusingDirectors() {}

    /** The state in which each director of the snapshot says of which services it cannot be changed at {@code now}. */
    public static ControlState marked(ControlState state, SharingPolicy policy, Instant now) {
        Map<HostId, String> lacking = lacking(state);
        List<Director> marked = state.snapshot().directors().stream()
                .map(director -> director.withUnchangeable(state.snapshot().services().stream()
                        .map(VirtualService::id)
                        .flatMap(service -> Optional.ofNullable(lacking.get(director.id()))
                                .or(() -> pause(state, new EntryId(director.id(), service), policy, now))
                                .map(why -> new Unchangeable(service, why))
                                .stream())
                        .toList()))
                .toList();
        return marked.equals(state.snapshot().directors())
                ? state
                : state.withObservation(
                        state.observation().with(state.snapshot().withDirectors(marked)));
    }

    /** Why a director does not carry out a remaining change of {@code plan} now, one sentence; empty where each may. */
    public static Optional<String> refusal(ControlState state, Plan plan) {
        return plan.actions().stream()
                .filter(Action::mutates)
                .flatMap(action -> action instanceof TableAction change
                        ? state
                                .snapshot()
                                .director(change.director())
                                .flatMap(director -> director.whyUnchangeable(change.service()))
                                .stream()
                        : Optional.<String>empty().stream())
                .findFirst();
    }

    /**
     * The directors that are known to lack a right. Where all of them do, none is left out: an operator who may only look
     * sees what would be done.
     */
    private static Map<HostId, String> lacking(ControlState state) {
        Map<HostId, String> lacking = new HashMap<>();
        for (HostStatus status : state.observation().hosts()) {
            if (status.host() instanceof DirectorId) {
                status.lacking().ifPresent(why -> lacking.put(status.host(), why));
            }
        }
        boolean another = state.snapshot().directors().stream()
                .anyMatch(director -> !lacking.containsKey(director.id())
                        && director.table().fresh().isPresent());
        return another ? lacking : Map.of();
    }

    private static Optional<String> pause(ControlState state, EntryId entry, SharingPolicy policy, Instant now) {
        Duration first = policy.holds().overload();
        Duration proposal = policy.deadlines().proposal();
        Duration longest = proposal.compareTo(first) > 0 ? proposal : first;
        return state.memory()
                .stamps()
                .refusedUntil(entry, first, longest)
                .filter(now::isBefore)
                .map(until -> sentence(entry.director(), entry.service(), until));
    }

    private static String sentence(DirectorId director, ServiceId service, Instant until) {
        return "A change of %s failed on %s, so no other is sent there before %s."
                .formatted(service, director, until.truncatedTo(ChronoUnit.SECONDS));
    }
}
