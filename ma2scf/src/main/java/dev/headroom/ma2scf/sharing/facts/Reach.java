package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.VirtualService;
import java.util.List;
import java.util.Optional;

/**
 * On which directors a service can be changed now. One that is not read is unknown: it may send clients anywhere it did, so the others
 * may get what helps their clients, and nothing is taken back that it may use. The same is so of one that is read and refuses
 * commands. See decisions 0067 and 0068.
 */
public record Reach(ClusterSnapshot snapshot, VirtualService service) {

    /** Why nothing of the service can be changed, one sentence for each director; empty if it can on one at least. */
    public List<String> obstacles() {
        if (snapshot.directors().isEmpty()) {
            return List.of("The cluster has no director.");
        }
        return snapshot.changeable(service).isEmpty()
                ? gaps().stream().map(Remark::sentence).toList()
                : List.of();
    }

    /** What the directors lack that cannot be changed with the others. */
    public List<Remark> gaps() {
        return snapshot.directors().stream()
                .flatMap(director -> gap(director).stream())
                .toList();
    }

    private Optional<Remark> gap(Director director) {
        if (director.table().fresh().isEmpty()) {
            return Optional.of(new Remark.DirectorUnread(director.id(), service.id()));
        }
        if (!director.unreadOf(service.address()).isEmpty()) {
            return Optional.of(new Remark.TableNotUnderstood(
                    director.id(),
                    service.id(),
                    director.unreadOf(service.address()).getFirst()));
        }
        if (director.entry(service.address()).isEmpty()) {
            return Optional.of(new Remark.ServiceAbsent(director.id(), service.id(), service.address()));
        }
        return director.whyUnchangeable(service.id())
                .map(why -> new Remark.DirectorUnchangeable(director.id(), service.id(), why));
    }

    /**
     * Whether every director that may send clients of the service can be changed: else nothing may be taken back that one
     * may use. One that lacks the service sends none.
     */
    public boolean isWhole() {
        return gaps().stream().allMatch(Remark.ServiceAbsent.class::isInstance);
    }
}
