package dev.headroom.console.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Continuity;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.console.status.WallTime;
import dev.headroom.simulation.stage.HostStages;
import dev.headroom.simulation.stage.Stages;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServicesViewModelTest {
    private final ServicesViewModel model = new ServicesViewModel();

    @Test
    void putsTheMostUrgentServiceFirstWithWhatTheRulesSay() {
        model.show(Stages.overloaded(), Stages.NOW);
        assertThat(model.rows()).extracting(row -> row.id().name()).containsExactly("shop", "api", "batch");
        ServicesRow shop = model.rows().getFirst();
        assertThat(shop.figures().badge().word()).isEqualTo("Overloaded");
        assertThat(shop.verdict()).startsWith("Borrow is proposed. shop uses ");
    }

    /** Right after a rejection the window still called the rejected plan a proposal. */
    @Test
    void saysThatAPlanWasRejectedAndUntilWhenItRests() {
        ControlState before = Stages.overloaded();
        Proposal open = before.open().getFirst();
        Instant until = Stages.NOW.plusSeconds(600);
        ControlState rejected = before.withProposals(
                        List.of(open.with(Proposal.Status.REJECTED, "Rejected by anna.", Stages.NOW)))
                .withContinuity(before.continuity()
                        .resting(List.of(new Continuity.Rest(
                                open.plan().service(), open.plan().kind(), open.id(), until))));

        model.show(rejected, Stages.NOW);

        assertThat(model.rows().getFirst().verdict())
                .isEqualTo("Borrow was rejected as %s and is not offered before %s."
                        .formatted(open.id(), WallTime.exact(until)));
    }

    /** A director that is not read may carry more: the sum of the others was stated as all that is asked. */
    @Test
    void whatIsAskedIsAtLeastWhatTheDirectorsCountThatAreRead() {
        model.show(HostStages.neverRead(), Stages.NOW);
        assertThat(model.rows())
                .extracting(row -> row.figures().demandText())
                .allSatisfy(text -> assertThat(text).startsWith("≥ ").endsWith("conn/s"));

        model.show(HostStages.trouble(), Stages.NOW);
        assertThat(model.rows())
                .extracting(row -> row.figures().demandText())
                .as("two servers are not read, but every director")
                .noneMatch(text -> text.contains("≥"));
    }

    @Test
    void hasNoRowsBeforeTheFirstReading() {
        model.show(Stages.empty(), Stages.NOW);
        assertThat(model.rows()).isEmpty();
    }
}
