package dev.headroom.backend.control.sight;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.JournalEntry.Author;
import dev.headroom.backend.control.JournalEntry.Who;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.sight.Picture.Difference.OfContainer;
import dev.headroom.backend.control.sight.Picture.Difference.OfDestination;
import dev.headroom.backend.control.sight.Picture.Difference.OfService;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Starter;
import java.util.Optional;

/**
 * Who has probably changed something that this master did not change, with the evidence: without any it is unknown. Pure. See
 * decision 0137.
 *
 * @param state the state by whose readings the change was seen
 * @param holder a sentence about the other master that holds the lease of the hosts; empty where none is known to
 * @param directors what directors have taken back by themselves
 */
record Authors(ControlState state, Optional<String> holder, ByDirectors directors) {
    /** By this name a host tells which health checkers run there. */
    static final String CHECKERS = "health checkers";

    /** By this name a host tells who is logged in there. */
    static final String LOGINS = "logins";

    /** What a host tells that could look for health checkers and saw none. */
    private static final String NONE = "none";

    /**
     * Who has taken a destination out, or put it back.
     *
     * @param taken how the destination was before it was taken out earlier; empty where it was not, or by this master
     */
    Author of(OfDestination change, Optional<DestinationSpec> taken) {
        return directors
                .ofOurs(state, change)
                .or(() -> marked(change))
                .or(() -> late(change))
                .or(() -> directors.ofAnother(change))
                .or(() -> pattern(change, taken).flatMap(reason -> checker(change.host(), reason)))
                .or(this::other)
                .orElseGet(() -> unproven(change.host()));
    }

    Author of(OfService change) {
        return other().orElseGet(() -> unproven(change.host()));
    }

    Author of(OfContainer change) {
        return change.is()
                .filter(Container::isRunning)
                .flatMap(container -> switch (container.evidence().starter()) {
                    case Starter.Another(String name) ->
                        Optional.of(new Author(
                                Who.ANOTHER_MASTER,
                                "the loan marker there names the Headroom installation %s".formatted(name)));
                    case Starter.Us() ->
                        Optional.of(new Author(
                                Who.OUR_INSTALLATION, "the loan marker there names this Headroom installation"));
                    case Starter.Somebody() -> Optional.<Author>empty();
                })
                .or(this::other)
                .orElseGet(() -> unproven(change.host()));
    }

    private Optional<Author> marked(OfDestination change) {
        return carrier(change)
                .map(container -> container.evidence().starter())
                .flatMap(starter -> starter instanceof Starter.Another(String name)
                        ? Optional.of(new Author(
                                Who.ANOTHER_MASTER,
                                "the loan marker of its container names the Headroom installation %s".formatted(name)))
                        : Optional.empty());
    }

    /** A command of this master whose step has failed because nothing was seen of it in time. */
    private Optional<Author> late(OfDestination change) {
        return state.proposals().stream()
                .filter(proposal -> proposal.steps().stream()
                        .filter(step -> step.state() == StepProgress.State.FAILED && !step.refused())
                        .anyMatch(step -> Ours.wants(step.step().action(), change)))
                .map(Proposal::id)
                .findFirst()
                .map(id -> new Author(
                        Who.OUR_INSTALLATION,
                        "a command of %s asked for just this, and its effect was not seen in time".formatted(id)));
    }

    /** Why it looks as if a health checker had done it; empty where it does not. */
    private Optional<String> pattern(OfDestination change, Optional<DestinationSpec> taken) {
        if (change.isOut()) {
            return silence(change);
        }
        boolean back = change.isIn() && taken.isPresent() && taken.equals(change.is());
        return back && silence(change).isEmpty()
                ? Optional.of("it is back with just the settings with which it was taken out")
                : Optional.empty();
    }

    /** Why the destination does not serve, by the same readings. */
    private Optional<String> silence(OfDestination change) {
        ClusterSnapshot snapshot = state.snapshot();
        Optional<String> inside = carrier(change)
                .filter(container -> snapshot.server(container.id().server())
                        .filter(RealServer::isMeasured)
                        .isPresent())
                .filter(container -> !container.isRunning() || !container.listening())
                .map(container -> container.isRunning()
                        ? "its container %s does not answer at that port".formatted(container.id())
                        : "its container %s does not run".formatted(container.id()));
        return inside.or(() -> probed(change).map(result -> switch (result) {
            case REFUSED ->
                "%s is refused a connection to it".formatted(change.host().name());
            case SILENT, OPEN ->
                "%s gets no answer from it".formatted(change.host().name());
        }));
    }

    private Optional<ProbeResult> probed(OfDestination change) {
        ClusterSnapshot snapshot = state.snapshot();
        return snapshot.service(change.at().service())
                .flatMap(service -> service.probeOf(change.endpoint()))
                .flatMap(target -> snapshot.director(change.at().director())
                        .flatMap(director -> director.table().fresh())
                        .flatMap(table -> Optional.ofNullable(table.probes().get(target))))
                .filter(result -> result != ProbeResult.OPEN);
    }

    private Optional<Container> carrier(OfDestination change) {
        return state.snapshot().containerAt(change.at().service(), change.endpoint());
    }

    /** Empty where the host could look and none runs. */
    private Optional<Author> checker(HostId host, String reason) {
        Optional<String> told = fact(host, CHECKERS);
        return told.filter(NONE::equals).isPresent()
                ? Optional.empty()
                : Optional.of(new Author(
                        Who.HEALTH_CHECKER,
                        told.map(names -> "%s runs on %s, and %s".formatted(names, host.name(), reason))
                                .orElseGet(() ->
                                        "%s; it is not known whether one runs on %s".formatted(reason, host.name()))));
    }

    private Optional<Author> other() {
        return holder.map(sentence -> new Author(Who.ANOTHER_MASTER, sentence));
    }

    /** Who might have done it, without a sign that it was so. */
    private Author unproven(HostId host) {
        Optional<String> checkers = fact(host, CHECKERS).filter(names -> !names.equals(NONE));
        Optional<String> logins = fact(host, LOGINS);
        if (checkers.isPresent()) {
            return new Author(
                    Who.UNKNOWN,
                    "%s runs on %s%s, and nothing shows that it was this"
                            .formatted(
                                    checkers.get(),
                                    host.name(),
                                    logins.map(who -> ", and logged in there is " + who)
                                            .orElse("")));
        }
        return logins.map(who -> new Author(Who.PERSON, "logged in on %s is %s".formatted(host.name(), who)))
                .orElseGet(() -> new Author(Who.UNKNOWN, "nothing that Headroom reads there tells"));
    }

    private Optional<String> fact(HostId host, String name) {
        return state.observation().hosts().stream()
                .filter(status -> status.host().equals(host))
                .findFirst()
                .flatMap(HostStatus::facts)
                .flatMap(facts -> Optional.ofNullable(facts.values().get(name)));
    }
}
