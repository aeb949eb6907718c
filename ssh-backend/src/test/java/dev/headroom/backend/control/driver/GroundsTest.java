package dev.headroom.backend.control.driver;

import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Basis;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.JournalEntry.Sight;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the entries of the journal rest on. */
class GroundsTest extends VmMasterFixture {
    private final Instant now = CLOCK.instant();

    private JournalEntry first(Kind kind) {
        return ports.entries.stream()
                .filter(entry -> entry.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aStepTellsWhatItsTargetWasBeforeAndWhatItWasSeenToBeAfter() throws Exception {
        Intent.Approve approve = proposed();
        ask(approve);
        readAgain();
        Action start = master.state()
                .proposal(new ProposalId(1))
                .map(Proposal::steps)
                .orElseThrow()
                .getFirst()
                .step()
                .action();
        cluster.apply(start);
        within(ports.commands).accept(new CommandOutcome.Ran(""));
        observedAsOf(now.plusSeconds(2));

        assertThat(first(Kind.STEP_SENT).basis().sight())
                .contains(new Sight("web on rs2: stopped", Optional.of(now.plusSeconds(1))));
        assertThat(first(Kind.STEP_DONE).basis().sight())
                .contains(new Sight(
                        "web on rs2: running, started by this installation, answers", Optional.of(now.plusSeconds(2))));
        JournalEntry added = ports.entries.stream()
                .filter(entry -> entry.kind() == Kind.STEP_SENT)
                .toList()
                .getLast();
        assertThat(added.text()).startsWith("lb1: add 192.0.2.12:80 ");
        assertThat(added.basis().sight().orElseThrow().what()).endsWith(" in web on lb1: no such destination");
    }

    @Test
    void aDecisionTellsByWhichReadingsAndWhichPolicyItWasMade() throws Exception {
        proposed();

        assertThat(first(Kind.PROPOSED).basis())
                .isEqualTo(new Basis(
                        master.state().snapshot().revision(), Optional.of(Duration.ZERO), 4, 4, "", Optional.empty()));
        assertThat(new Grounds("3f2a")
                        .of(first(Kind.STARTED), master.state())
                        .basis()
                        .policy())
                .isEqualTo("3f2a");
    }

    @Test
    void whatAnotherChangesIsToldInTheJournalAndInTheState() throws Exception {
        proposed();
        DirectorId director = new DirectorId("lb1");
        VirtualAddress address = VirtualAddress.parse("tcp 192.0.2.100:80");
        DestinationSpec home = cluster.truth()
                .destination(director, WEB, new Endpoint("192.0.2.11", 80))
                .orElseThrow()
                .spec();
        cluster.apply(new TableAction.SetWeight(director, WEB, address, home, Weight.ZERO));
        ControlState after = observedAsOf(now.plusSeconds(1));

        assertThat(first(Kind.CHANGED).text()).startsWith("192.0.2.11:80 in web on lb1 was changed, not by this");
        assertThat(first(Kind.CHANGED).basis().hosts()).isEqualTo(4);
        assertThat(after.continuity().changes())
                .extracting(JournalEntry::text)
                .containsExactly(first(Kind.CHANGED).text());
        assertThat(observedAsOf(now.plusSeconds(2)).continuity().changes()).hasSize(1);
    }

    /** It happened whether or not it can be written: it is written when that is mended. */
    @Test
    void whatAnotherChangesWhileTheDiskIsFullIsOwed() throws Exception {
        proposed();
        ports.journalFailsAt = Optional.of(Kind.CHANGED);
        cluster.apply(new ContainerAction.StopContainer(ContainerId.parse("rs1/web")));
        observedAsOf(now.plusSeconds(1));
        assertThat(master.state().halted()).isTrue();
        cluster.apply(new ContainerAction.StopContainer(ContainerId.parse("rs1/mail")));
        observedAsOf(now.plusSeconds(2));
        ports.journalFailsAt = Optional.empty();
        ask(new Intent.Resume("ann"));

        assertThat(ports.entries.stream().filter(entry -> entry.kind() == Kind.CHANGED))
                .extracting(JournalEntry::subject)
                .containsExactly("web", "mail");
    }

    @Test
    void aReadingIsAsOldAsItIsWhenTheEntryIsWritten() throws Exception {
        proposed();
        ControlState state = master.state();
        JournalEntry later = new JournalEntry(now.plusMillis(2_500), Kind.REFUSED, "P1", "ann", "No.");

        assertThat(new Grounds("").of(later, state).basis().oldest()).contains(Duration.ofMillis(2_500));
        assertThat(new Grounds("").of(later, state).with(Basis.UNTOLD)).isEqualTo(later);
    }
}
