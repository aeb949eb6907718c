package dev.headroom.ma2scf.sharing.lending;

import dev.headroom.ma2scf.finder.Refusal;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.memory.MadeRoom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a server lends nothing to a service for a while after a loan on it was recalled or made room. */
final class Aftermath {
    /**
     * For so many give-back holds a server lends nothing after a recall: what it lent was more than it could bear, though every
     * bound said otherwise, so it must not be lent again at once. With the default hold 10 minutes; WebLogic cools off for 15.
     */
    private static final int HOLDS_AFTER_RECALL = 10;

    private final Situation situation;

    Aftermath(Situation situation) {
        this.situation = situation;
    }

    /** @param standBys stopped containers of {@code view} on {@code server} */
    Optional<Refusal> refusal(ServiceView view, RealServer server, List<ContainerId> standBys) {
        return recalled(server).or(() -> madeRoom(standBys)).or(() -> keptForAnother(view, server));
    }

    private Optional<Refusal> recalled(RealServer server) {
        return Optional.ofNullable(situation.memory().stamps().recalledAt().get(server.id()))
                .flatMap(this::lately)
                .map(age -> new Refusal.RecalledLately(age.toSeconds()));
    }

    /** A service whose loan made room does not take the room again before its heir could. */
    private Optional<Refusal> madeRoom(List<ContainerId> standBys) {
        return standBys.stream()
                .flatMap(container ->
                        Stream.ofNullable(situation.memory().stamps().madeRoom().get(container)))
                .map(MadeRoom::at)
                .max(Comparator.naturalOrder())
                .flatMap(this::lately)
                .map(age -> new Refusal.MadeRoomLately(age.toSeconds()));
    }

    /**
     * Nobody else takes the room before its heir could: the heir must first be seen to be overloaded for the hold time once
     * more, while that is known of others already. A service below its minimum, or a more important one, does not wait; nor
     * do heirs of equal importance for each other.
     */
    private Optional<Refusal> keptForAnother(ServiceView view, RealServer server) {
        if (view.confirmed() < view.leastAlive()) {
            return Optional.empty();
        }
        List<MadeRoom> rooms = situation.memory().stamps().madeRoom().entrySet().stream()
                .filter(made -> made.getKey().server().equals(server.id()))
                .map(Map.Entry::getValue)
                .toList();
        boolean inherits = rooms.stream().anyMatch(made -> made.heir().equals(view.id()));
        int last = view.service().priority() - (inherits ? 1 : 0);
        return rooms.stream()
                .filter(made -> !made.heir().equals(view.id()))
                .filter(made -> situation
                        .view(made.heir())
                        .filter(heir -> heir.service().priority() <= last && stillNeeds(heir, server))
                        .isPresent())
                .max(Comparator.comparing(MadeRoom::at))
                .flatMap(
                        made -> lately(made.at()).map(age -> new Refusal.KeptForAnother(made.heir(), age.toSeconds())));
    }

    /** Whether {@code heir} has not taken what {@code server} can lend, could, and is not seen to do without. */
    private boolean stillNeeds(ServiceView heir, RealServer server) {
        boolean taken = situation.memory().loansFrom(server.id()).stream()
                .anyMatch(loan -> loan.borrower().equals(heir.id()));
        boolean hasEnough = heir.isMeasured() && !situation.isAboveThreshold(heir);
        return !taken && !hasEnough && !LenderSearch.startable(heir, server).isEmpty();
    }

    /** How long ago it was, if that is not long enough. */
    private Optional<Duration> lately(Instant at) {
        return Optional.of(Duration.between(at, situation.now()))
                .filter(age ->
                        age.compareTo(situation.policy().holds().giveBack().multipliedBy(HOLDS_AFTER_RECALL)) < 0);
    }
}
