package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.Optional;

/** Holds back the raises of a loan's weight while its container shows that it can serve no more. Pure. See decision 0071. */
public final class RampWatch {
    private RampWatch() {}

    /** Whether {@code action} gives a destination that gets clients a greater weight. */
    public static boolean raises(Action action) {
        return action instanceof TableAction.SetWeight change
                && !change.before().weight().isQuiesced()
                && change.weight().value() > change.before().weight().value();
    }

    /** Why {@code action} should not give a loan more clients now, one sentence; empty where it may, and where nothing is known of it. */
    public static Optional<String> strained(Action action, ClusterSnapshot newest, SharingPolicy policy) {
        return raises(action) && action instanceof TableAction.SetWeight change
                ? newest.containerAt(change.service(), change.endpoint())
                        .filter(Container::isLoan)
                        .flatMap(loan -> strained(loan, change, newest, policy))
                : Optional.empty();
    }

    /** Of all directors: one that stands by sends it nothing, and its clients are as many. */
    private static Optional<String> strained(
            Container loan, TableAction.SetWeight change, ClusterSnapshot newest, SharingPolicy policy) {
        double rate = newest.directors().stream()
                .flatMap(director -> newest.destination(director.id(), change.service(), change.endpoint()).stream())
                .mapToDouble(Destination::connectionsPerSecond)
                .sum();
        return Signs.sentence(loan.strain(), rate, policy.pressureAt())
                .map(sign -> "%s gets no more clients while it can serve no more: %s.".formatted(loan.id(), sign));
    }
}
