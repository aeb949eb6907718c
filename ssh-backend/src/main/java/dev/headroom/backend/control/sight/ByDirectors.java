package dev.headroom.backend.control.sight;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.JournalEntry.Author;
import dev.headroom.backend.control.JournalEntry.Who;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.RevertReport;
import dev.headroom.backend.control.RevertReport.Outcome;
import dev.headroom.backend.control.restraint.Reverting;
import dev.headroom.backend.control.sight.Picture.Difference.OfDestination;
import dev.headroom.ma2scf.model.DestinationSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Which plans directors have taken back by themselves, and which changes of tables that explains. Bounded: of more than {@link #MOST}
 * the newest count. Used by the master's thread.
 */
final class ByDirectors {
    private static final int MOST = 100;

    private final Deque<RevertReport> newest = new ArrayDeque<>();

    void told(RevertReport report) {
        if (report.outcome() instanceof Outcome.Reverted) {
            newest.addFirst(report);
            if (newest.size() > MOST) {
                newest.removeLast();
            }
        }
    }

    /** A director that took back its part of a plan of this installation, where that leaves just this. */
    Optional<Author> ofOurs(ControlState state, OfDestination change) {
        return newest.stream()
                .filter(report -> report.outcome().equals(new Outcome.Reverted(true)))
                .filter(report -> report.director().equals(change.host()))
                .filter(report -> state.proposal(report.plan())
                        .map(Proposal::plan)
                        .filter(plan -> Reverting.leaves(
                                plan, change.at().director(), change.at().service(), change.endpoint(), change.is()))
                        .isPresent())
                .findFirst()
                .map(report -> new Author(Who.OUR_INSTALLATION, because(report, "")));
    }

    /** The plan of another installation is not known: what it can look like is a weight that changed, or a destination that is gone. */
    Optional<Author> ofAnother(OfDestination change) {
        boolean looksSo = change.was()
                .filter(was -> change.is().isEmpty()
                        || change.is()
                                .equals(change.is().map(DestinationSpec::weight).map(was::withWeight)))
                .isPresent();
        return newest.stream()
                .filter(report -> looksSo && report.outcome().equals(new Outcome.Reverted(false)))
                .filter(report -> report.director().equals(change.host()))
                .findFirst()
                .map(report -> new Author(Who.ANOTHER_MASTER, because(report, ", a plan of another installation,")));
    }

    private static String because(RevertReport report, String whose) {
        return "%s has taken its part of %s%s back by itself"
                .formatted(report.director().name(), report.plan(), whose);
    }
}
