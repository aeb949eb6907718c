package dev.headroom.backend.control.sight;

import static dev.headroom.backend.control.core.PerfectCluster.RS2;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Author;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.JournalEntry.Who;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.RevertReport;
import dev.headroom.backend.control.RevertReport.Outcome;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.StepProgress.State;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.core.PerfectCluster;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.NotUnderstood;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.Starter;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Changes by others are told once, with who has probably made them, and never without evidence. */
class ChangesTest {
    private static final DirectorId LB1 = new DirectorId("lb1");
    private static final DirectorId LB2 = new DirectorId("lb2");
    private static final ServerId RS1 = new ServerId("rs1");
    private static final VirtualAddress ADDRESS = VirtualAddress.parse("tcp 192.0.2.100:80");
    private static final Endpoint HOME = new Endpoint("192.0.2.11", 80);
    private static final DestinationSpec SPEC =
            new DestinationSpec(HOME, new ForwardingMethod.DirectRouting(), new Weight(10), Thresholds.NONE);

    private final PerfectCluster cluster = new PerfectCluster();
    private final Changes changes = new Changes();
    private final Map<String, String> facts = new TreeMap<>();
    private List<Proposal> proposals = List.of();
    private Optional<String> holder = Optional.empty();
    private UnaryOperator<ClusterSnapshot> disguise = UnaryOperator.identity();
    private Instant now = PerfectCluster.START;

    private List<JournalEntry> read() {
        now = now.plusSeconds(2);
        ClusterSnapshot snapshot = disguise.apply(cluster.read(now).snapshot());
        HostStatus status = new HostStatus(LB1, "", HostStatus.State.CONNECTED, now)
                .with(new HostStatus.Facts(now, new TreeMap<>(facts)));
        ControlState state = ControlCore.initial(Mode.MANUAL, now)
                .withProposals(proposals)
                .withObservation(new Observation(snapshot, List.of(status)));
        return changes.seen(state, holder, now);
    }

    private Detail.OfChange only(List<JournalEntry> entries) {
        assertThat(entries).hasSize(1);
        return (Detail.OfChange) entries.getFirst().detail();
    }

    private Author author() {
        return only(read()).author();
    }

    private static Action weight(DirectorId director, int from, int to) {
        return new TableAction.SetWeight(director, WEB, ADDRESS, SPEC.withWeight(new Weight(from)), new Weight(to));
    }

    private static final ContainerId HOME_WEB = new ContainerId(RS1, "web");

    private void others(Action... actions) {
        for (Action action : actions) {
            cluster.apply(action);
        }
    }

    @Test
    void whatIsThereFromTheFirstReadingOnIsNoChange() {
        others(weight(LB1, 10, 0));
        assertThat(read()).isEmpty();
        assertThat(read()).isEmpty();
    }

    @Test
    void aChangeIsToldOnceWithBeforeAndAfter() {
        read();
        others(weight(LB1, 10, 3));
        List<JournalEntry> told = read();

        assertThat(told.getFirst().text())
                .isEqualTo("192.0.2.11:80 in web on lb1 was changed, not by this master: weight 10, Route before, now"
                        + " weight 3, Route. It is not known by whom: nothing that Headroom reads there tells.");
        assertThat(told.getFirst().subject()).isEqualTo("web");
        assertThat(only(told).before().readAt()).contains(now.minusSeconds(2));
        assertThat(only(told).after().readAt()).contains(now);
        assertThat(read()).isEmpty();
    }

    @Test
    void aHealthCheckerThatRunsAndATargetThatDoesNotAnswerAreEvidence() {
        facts.put("health checkers", "keepalived");
        read();
        others(new ContainerAction.StopContainer(HOME_WEB), weight(LB1, 10, 0));
        Author out = read().stream()
                .filter(e -> e.text().startsWith("192.0.2.11:80"))
                .map(e -> ((Detail.OfChange) e.detail()).author())
                .findFirst()
                .orElseThrow();

        assertThat(out)
                .isEqualTo(new Author(
                        Who.HEALTH_CHECKER, "keepalived runs on lb1, and its container rs1/web does not run"));
        others(new ContainerAction.StartContainer(HOME_WEB));
        read();
        others(weight(LB1, 0, 10));
        assertThat(author())
                .isEqualTo(new Author(
                        Who.HEALTH_CHECKER,
                        "keepalived runs on lb1, and it is back with just the settings with which it was taken out"));
    }

    @Test
    void aDestinationThatWasDeletedAndIsAddedAgainIsThePatternToo() {
        facts.put("health checkers", "keepalived");
        read();
        others(new ContainerAction.StopContainer(HOME_WEB), new TableAction.RemoveDestination(LB1, WEB, ADDRESS, SPEC));
        assertThat(read())
                .extracting(JournalEntry::text)
                .anyMatch(text -> text.contains("now no such destination. Likely"));
        others(new ContainerAction.StartContainer(HOME_WEB), new TableAction.AddDestination(LB1, WEB, ADDRESS, SPEC));
        assertThat(read())
                .extracting(JournalEntry::text)
                .anyMatch(text ->
                        text.contains("no such destination before, now weight 10, Route. Likely by a health checker"));
    }

    @Test
    void withoutASignOfIllnessAHealthCheckerIsNotBlamed() {
        facts.put("health checkers", "keepalived");
        read();
        others(weight(LB1, 10, 0));
        assertThat(author())
                .isEqualTo(new Author(Who.UNKNOWN, "keepalived runs on lb1, and nothing shows that it was this"));
        others(weight(LB1, 0, 5));
        assertThat(author().who()).isEqualTo(Who.UNKNOWN);
    }

    @Test
    void whereNoneRunsItWasNone() {
        facts.put("health checkers", "none");
        read();
        others(new ContainerAction.StopContainer(HOME_WEB));
        read();
        others(weight(LB1, 10, 0));
        assertThat(author().who()).isEqualTo(Who.UNKNOWN);
    }

    @Test
    void whetherOneRunsMayBeUnknown() {
        read();
        others(new ContainerAction.StopContainer(HOME_WEB));
        read();
        others(weight(LB1, 10, 0));
        assertThat(author())
                .isEqualTo(new Author(
                        Who.HEALTH_CHECKER,
                        "its container rs1/web does not run; it is not known whether one runs on lb1"));
    }

    @Test
    void aPersonIsLikelyOnlyWhereOneIsLoggedInAndNothingElseIs() {
        facts.put("health checkers", "none");
        facts.put("logins", "ann pts/0 (192.0.2.9)");
        read();
        others(weight(LB1, 10, 1));
        assertThat(author()).isEqualTo(new Author(Who.PERSON, "logged in on lb1 is ann pts/0 (192.0.2.9)"));
        facts.put("health checkers", "ldirectord");
        others(weight(LB1, 1, 10));
        assertThat(author().who()).isEqualTo(Who.UNKNOWN);
    }

    @Test
    void anotherMasterThatHoldsTheLeaseIsLikely() {
        read();
        holder = Optional.of("bob@laptop holds the lease");
        others(weight(LB1, 10, 1));
        assertThat(author()).isEqualTo(new Author(Who.ANOTHER_MASTER, "bob@laptop holds the lease"));
    }

    @Test
    void aLoanMarkerOfAnotherInstallationNamesIt() {
        read();
        ContainerId standBy = new ContainerId(RS2, "web");
        others(new ContainerAction.StartContainer(standBy));
        disguise = snapshot ->
                snapshot.withContainer(marked(snapshot.container(standBy).orElseThrow()));
        assertThat(author())
                .isEqualTo(
                        new Author(Who.ANOTHER_MASTER, "the loan marker there names the Headroom installation 4711"));
        others(new TableAction.AddDestination(
                LB1,
                WEB,
                ADDRESS,
                new DestinationSpec(new Endpoint("192.0.2.12", 80), SPEC.method(), SPEC.weight(), Thresholds.NONE)));
        assertThat(author().who()).isEqualTo(Who.ANOTHER_MASTER);
    }

    private static Container marked(Container container) {
        return container.withEvidence(container.evidence().withStarter(new Starter.Another("4711")));
    }

    private Proposal ours(State state, Action action, Instant changedAt) {
        Plan plan = PerfectCluster.quiesce(WEB, 1);
        return new Proposal(
                new ProposalId(7),
                plan,
                List.of(new StepProgress(new Step(action, "Because."), List.of(), state, "", changedAt)),
                Proposal.Status.RUNNING,
                now,
                now,
                "");
    }

    @Test
    void whatThisMasterDidIsNoChangeByOthers() {
        for (State state : List.of(State.RUNNING, State.VERIFYING, State.UNKNOWN)) {
            read();
            proposals = List.of(ours(state, weight(LB1, 10, 0), PerfectCluster.START.minusSeconds(99)));
            others(weight(LB1, 10, 0));
            assertThat(read()).as(state.name()).isEmpty();
            proposals = List.of();
            others(weight(LB1, 0, 10));
            assertThat(read()).as("put back by another, without an order").hasSize(1);
        }
        proposals = List.of(ours(State.DONE, weight(LB2, 10, 0), now.plusSeconds(2)));
        others(weight(LB2, 10, 0));
        assertThat(read()).as("done with this reading").isEmpty();
    }

    @Test
    void aStepThatWasDoneLongAgoExplainsNothing() {
        others(weight(LB1, 10, 0));
        read();
        proposals = List.of(ours(State.DONE, weight(LB1, 10, 0), now));
        others(weight(LB1, 0, 10));
        assertThat(read()).hasSize(1);
        read();
        others(weight(LB1, 10, 0));
        assertThat(read()).hasSize(1);
    }

    @Test
    void aCommandThatCameLateIsOurs() {
        read();
        proposals = List.of(ours(State.FAILED, weight(LB1, 10, 0), PerfectCluster.START));
        others(weight(LB1, 10, 0));
        assertThat(author().who()).isEqualTo(Who.OUR_INSTALLATION);
    }

    /** Not a person, though one is logged in: the director did it when the master of the plan was silent. */
    @Test
    void whatADirectorHasTakenBackByItselfNamesThatDirector() {
        facts.put(Authors.LOGINS, "ann");
        Action lower = weight(LB1, 10, 4);
        proposals = List.of(ofPlan(lower));
        others(lower);
        read();
        changes.told(new RevertReport(LB1, new ProposalId(7), new Outcome.Reverted(true)));
        others(weight(LB1, 4, 10));
        assertThat(author()).isEqualTo(new Author(Who.OUR_INSTALLATION, "lb1 has taken its part of P7 back by itself"));

        others(weight(LB1, 10, 9));
        assertThat(author().who()).as("no plan of ours leaves that").isEqualTo(Who.PERSON);
        others(weight(LB2, 10, 4));
        read();
        others(weight(LB2, 4, 10));
        assertThat(author().who()).as("another director").isEqualTo(Who.UNKNOWN);
    }

    @Test
    void whatADirectorHasTakenBackOfAnotherInstallationNamesThat() {
        read();
        changes.told(new RevertReport(LB1, new ProposalId(7), new Outcome.Reverted(false)));
        others(weight(LB1, 10, 0));
        assertThat(author())
                .isEqualTo(new Author(
                        Who.ANOTHER_MASTER,
                        "lb1 has taken its part of P7, a plan of another installation, back by itself"));
    }

    private Proposal ofPlan(Action action) {
        Plan plan = PerfectCluster.quiesce(WEB, 1);
        Plan there = new Plan(
                PlanKind.BALANCE,
                plan.service(),
                plan.basisRevision(),
                plan.amount(),
                List.of(new Step(action, "Because.")),
                plan.forecast(),
                plan.reasons(),
                List.of());
        return new Proposal(new ProposalId(7), there, List.of(), Proposal.Status.FAILED, now, now, "");
    }

    @Test
    void whatChangedWhileAHostWasNotReadIsToldWhenItIsReadAgain() {
        read();
        Instant last = now;
        cluster.loses(LB1, now);
        others(weight(LB1, 10, 0));
        for (int i = 0; i < 10; i++) {
            assertThat(read()).isEmpty();
        }
        cluster.finds(LB1, now);
        assertThat(only(read()).before().readAt()).contains(last);
    }

    @Test
    void aServiceThatIsRemovedIsOneChangeAndOneThatIsNotUnderstoodIsNone() {
        read();
        disguise = snapshot -> table(
                snapshot,
                table -> new DirectorTable(
                        table.entries().stream()
                                .filter(e -> !e.address().equals(ADDRESS))
                                .toList(),
                        table.probes()));
        assertThat(only(read()).after().what()).isEqualTo("no such service");
        disguise = snapshot -> table(
                snapshot,
                table -> new DirectorTable(
                        List.of(),
                        List.of(
                                new NotUnderstood(Optional.of(ADDRESS), Optional.empty(), "?", "Odd."),
                                new NotUnderstood(
                                        Optional.of(VirtualAddress.parse("tcp 192.0.2.100:25")),
                                        Optional.empty(),
                                        "?",
                                        "Odd.")),
                        table.probes(),
                        table.udpTimeout()));
        assertThat(read()).isEmpty();
        disguise = snapshot -> table(
                snapshot,
                table -> table.with(new TableEntry(
                        ADDRESS,
                        Scheduler.of("rr"),
                        Duration.ofSeconds(60),
                        table.entry(ADDRESS).orElseThrow().destinations())));
        assertThat(only(read()).after().what()).isEqualTo("rr, persistent for 60 s, 1 destination");
    }

    private static ClusterSnapshot table(ClusterSnapshot snapshot, UnaryOperator<DirectorTable> change) {
        return snapshot.withDirectors(snapshot.directors().stream()
                .map(d -> d.id().equals(LB1) ? new Director(d.id(), d.table().map(change)) : d)
                .toList());
    }

    @Test
    void aFloodIsBoundedAndCounted() {
        read();
        List<JournalEntry> all = new ArrayList<>();
        for (int i = 0; i < 29; i++) {
            others(weight(LB1, 10, i + 1), weight(LB2, 10, i + 1));
            all.addAll(read());
        }
        assertThat(all).hasSize(Changes.MOST);
        others(weight(LB1, 29, 10));
        for (int i = 0; i < 3; i++) {
            all.addAll(read());
        }
        assertThat(all).extracting(JournalEntry::text).anyMatch(text -> text.startsWith("28 more changes by others"));
    }
}
