package dev.headroom.backend.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Continuity;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.FirstLook;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Author;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.JournalEntry.Sight;
import dev.headroom.backend.control.JournalEntry.Who;
import dev.headroom.backend.control.Notice;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.Observation.HostPace;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.Prospects;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.Unanswered;
import dev.headroom.backend.control.core.PerfectCluster;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.Strain;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.sharing.ServiceAssessment;
import dev.headroom.ma2scf.sharing.ServiceCondition;
import dev.headroom.ma2scf.sharing.memory.Loan;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The text of {@code headroom state}. */
class StateReportTest {
    private static final Instant NOW = PerfectCluster.START;

    private final ClusterSnapshot snapshot = new PerfectCluster().read(NOW).snapshot();
    private final Container serving = snapshot.containersOf(PerfectCluster.WEB).stream()
            .filter(c -> c.role().servingAt().isPresent())
            .findFirst()
            .orElseThrow();

    private static final String UNJUDGED = " unknown, demand unknown, capacity unknown, utilization unknown.";

    private static String text(ControlState state) {
        return StateReport.text(state, NOW);
    }

    private static HostStatus host(String name, HostStatus.State state) {
        return new HostStatus(new ServerId(name), "192.0.2.1", state, NOW);
    }

    private static HostStatus host(String name, HostStatus.State state, String sentence) {
        return new HostStatus(new ServerId(name), "192.0.2.1", state, sentence, NOW);
    }

    private static Proposal proposal(int number, Status status, String note) {
        Plan plan = PerfectCluster.borrow(PerfectCluster.WEB, 1, 10);
        return new Proposal(
                new ProposalId(number),
                plan,
                plan.steps().stream().map(StateReportTest::pending).toList(),
                status,
                NOW,
                NOW,
                note,
                Prospects.UNKNOWN,
                status == Status.FAILED ? "ann" : "");
    }

    private static StepProgress pending(Step step) {
        Action action = step.action();
        List<ExactCommand> commands = action.mutates()
                ? List.of(new ExactCommand(action.host(), "run '%s'".formatted(action.describe())))
                : List.of();
        return new StepProgress(step, commands, StepProgress.State.PENDING, "", NOW);
    }

    private ControlState state(List<HostStatus> hosts, SharingMemory memory, List<Proposal> proposals) {
        return new ControlState(
                Mode.MANUAL,
                false,
                new Observation(snapshot, hosts),
                memory,
                List.of(),
                List.of(),
                proposals,
                List.of());
    }

    /** Whatever has halted it: an operator, a journal that no disk takes, a lost lease, a fault of the program. */
    @ParameterizedTest
    @CsvSource({"HALTED", "JOURNAL", "BARRED"})
    void aMasterThatIsHaltedSaysWhy(Notice.Matter matter) {
        ControlState running = state(List.of(), SharingMemory.EMPTY, List.of())
                .noting(NOW, Notice.Severity.FAILURE, new Notice.Topic(matter, Optional.empty()), "Halted by the test.")
                .noting(NOW, Notice.Severity.INFORMATION, "Something newer.");
        assertThat(text(running)).doesNotContain("Halted by the test.");

        ControlState halted = running.withHalted(true);
        assertThat(text(halted)).startsWith("Mode manual, halted. ").contains("\nHalted by the test.");
        assertThat(StateText.of(halted)).contains("Mode manual, halted. No open proposal. Halted by the test.");
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(StateReport.json(halted))
                        .at("/haltedBecause")
                        .asString())
                .isEqualTo("Halted by the test.");
        assertThat(running.haltedByFault(NOW, "Halted: a fault.").haltedBecause())
                .contains("Halted: a fault.");
    }

    @Test
    void aHealthyClusterTakesOneLineAndOneForEachService() {
        List<HostStatus> hosts = List.of(host("rs1", HostStatus.State.CONNECTED));
        assertThat(text(state(hosts, SharingMemory.EMPTY, List.of())).lines())
                .containsExactly(
                        "Mode manual. 1 of 1 hosts connected, oldest reading 0 s old, no loans of this master, no open"
                                + " proposal.",
                        "Service: mail" + UNJUDGED,
                        "Service: web" + UNJUDGED);
    }

    @Test
    void tellsHowOftenAHostIsAskedAndWhy() {
        HostPace calm = new HostPace(Duration.ofSeconds(2), HostPace.Why.CALM, Optional.of(0.003));
        HostPace pressed = new HostPace(Duration.ofMillis(1500), HostPace.Why.NOT_SERVING, Optional.empty());
        List<HostStatus> hosts = List.of(
                host("rs1", HostStatus.State.CONNECTED),
                host("rs2", HostStatus.State.CONNECTED),
                host("rs3", HostStatus.State.CONNECTED));
        ControlState paced = state(hosts, SharingMemory.EMPTY, List.of())
                .withObservation(new Observation(
                        snapshot,
                        hosts,
                        Map.of(),
                        Duration.ofSeconds(3),
                        Map.of(hosts.get(0).host(), calm, hosts.get(1).host(), pressed)));
        JsonNode told =
                JsonMapper.builder().build().readTree(StateReport.json(paced)).get("hosts");
        assertThat(told.get(0).get("pace").toString())
                .isEqualTo("{\"every\":2.0,\"why\":\"calm\",\"agentCores\":0.003}");
        assertThat(told.get(1).get("pace").toString())
                .isEqualTo("{\"every\":1.5,\"why\":\"not-serving\",\"agentCores\":null}");
        assertThat(told.get(2).has("pace")).isFalse();
        assertThat(calm.sentence()).isEqualTo("every 2 s (calm), our script takes 0.3 % of a core");
        assertThat(pressed.sentence()).isEqualTo("every 1.5 s (something there does not serve, or is quiesced)");
    }

    @Test
    void tellsWhatAServerLacks() {
        RealServer server = snapshot.servers().getFirst();
        ServerLoad load = server.load().fresh().orElseThrow();
        ServerLoad stolen = new ServerLoad(
                load.capacity(),
                load.used(),
                Optional.of(load.capacity().cpu() / 2),
                Optional.empty(),
                Strain.UNKNOWN,
                List.of());
        ControlState state = state(
                        List.of(host(server.id().name(), HostStatus.State.CONNECTED)), SharingMemory.EMPTY, List.of())
                .withObservation(new Observation(
                        new ClusterSnapshot(
                                snapshot.revision(),
                                snapshot.takenAt(),
                                snapshot.directors(),
                                List.of(server.with(new Reading.Fresh<>(stolen, NOW), server.containers())),
                                snapshot.services()),
                        List.of(host(server.id().name(), HostStatus.State.CONNECTED))));
        String said = "The hypervisor gives ";
        assertThat(text(state)).contains("\nNote: " + said);
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(StateReport.json(state))
                        .at("/hosts/0/notes/0")
                        .asString())
                .startsWith(said);
    }

    @Test
    void tellsProgramsTheVersionsAndSettingsOfAHost() {
        HostStatus known = host("rs1", HostStatus.State.CONNECTED)
                .with(new HostStatus.Facts(NOW, new TreeMap<>(Map.of("/proc/sys/kernel/osrelease", "6.1.0"))));
        JsonNode hosts = JsonMapper.builder()
                .build()
                .readTree(StateReport.json(
                        state(List.of(known, host("rs2", HostStatus.State.CONNECTED)), SharingMemory.EMPTY, List.of())))
                .at("/hosts");
        assertThat(hosts.at("/0/facts").get("/proc/sys/kernel/osrelease").asString())
                .isEqualTo("6.1.0");
        assertThat(hosts.at("/0/factsReadAt").asString()).isEqualTo(NOW.toString());
        assertThat(hosts.at("/1/facts").isEmpty()).isTrue();
        assertThat(hosts.at("/1/factsReadAt").isMissingNode()).isTrue();
    }

    @Test
    void tellsWhichHostsAreLateAndHowOldTheOldestReadingIs() {
        String late = "lb2 is slow: it was asked for a report 20 s ago.";
        ControlState state = state(
                List.of(host("lb1", HostStatus.State.CONNECTED), host("lb2", HostStatus.State.CONNECTED, late)),
                SharingMemory.EMPTY,
                List.of());

        assertThat(StateReport.text(state, NOW.plusSeconds(3)).lines().limit(2))
                .containsExactly(
                        "Mode manual. 2 of 2 hosts connected (1 slow), oldest reading 3 s old, no loans of this master,"
                                + " no open proposal.",
                        "Note: " + late);
        assertThat(StateReport.text(state, NOW.plusSeconds(22)).lines().limit(2))
                .containsExactly(
                        "Mode manual. 2 of 2 hosts connected (1 slow), oldest reading 22 s old, no loans of this"
                                + " master, no open proposal.",
                        "Old: the newest snapshot was taken 22 s ago; what follows is as it was then.");
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(StateReport.json(state))
                        .at("/oldestReadingAt")
                        .asString())
                .isEqualTo(NOW.toString());
    }

    @Test
    void aHostWhoseReadingsDoNotCountIsCountedThoughItIsConnectedAndItsWeightsAreSaidToBeOld() {
        Director silent = snapshot.directors().getLast();
        ClusterSnapshot aged = new ClusterSnapshot(
                snapshot.revision(),
                snapshot.takenAt(),
                List.of(
                        snapshot.directors().getFirst(),
                        new Director(
                                silent.id(),
                                new Reading.Stale<>(silent.table().fresh().orElseThrow(), NOW, "It is late."))),
                snapshot.servers(),
                snapshot.services());

        ControlState state =
                troubled().withObservation(new Observation(aged, List.of(host("lb2", HostStatus.State.CONNECTED))));
        assertThat(text(state))
                .startsWith("Mode manual. 1 of 1 hosts connected, 1 not read, oldest reading 0 s old, ")
                .contains("weight %s on lb1, %<s on lb2 as last read.".formatted(weight()));
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(StateReport.json(state))
                        .at("/loans/0/weightsLastRead/0")
                        .asString())
                .isEqualTo("lb2");
    }

    private ControlState overloaded(Verdict verdict) {
        ControlState calm = state(List.of(), SharingMemory.EMPTY, List.of());
        ServiceAssessment assessment = new ServiceAssessment(
                PerfectCluster.WEB, ServiceCondition.OVERLOADED, 10, 1000, new Utilization(0.88), 1);
        return new ControlState(
                calm.mode(),
                calm.halted(),
                calm.observation(),
                calm.memory(),
                List.of(assessment),
                List.of(verdict),
                List.of(),
                List.of());
    }

    @Test
    void tellsOfAServiceThatNeedsSomethingAndGetsNoProposalWhyNot() {
        ControlState state = overloaded(new Verdict.Undecided(PerfectCluster.WEB, List.of("No server can lend.")));

        assertThat(text(state).lines().skip(2))
                .containsExactly(
                        "Service: web overloaded, demand 10 conn/s, capacity 1,000 conn/s, utilization 88 %.",
                        "  web is overloaded, and nothing can be proposed:", "  why    No server can lend.");
        JsonNode service =
                JsonMapper.builder().build().readTree(StateReport.json(state)).at("/services/1");
        assertThat(service.at("/service").asString()).isEqualTo("web");
        assertThat(service.at("/condition").asString()).isEqualTo("overloaded");
        assertThat(service.at("/demand").asDouble()).isEqualTo(10);
        assertThat(service.at("/counted").asBoolean()).isTrue();
        assertThat(service.at("/capacity").asDouble()).isEqualTo(1000);
        assertThat(service.at("/utilization").asDouble()).isEqualTo(0.88);
        assertThat(service.at("/reasons/0").asString()).isEqualTo("No server can lend.");
    }

    @Test
    void whatIsNotKnownOfAServiceIsUnknownAndNeverZero() {
        JsonNode service = JsonMapper.builder()
                .build()
                .readTree(StateReport.json(state(List.of(), SharingMemory.EMPTY, List.of())))
                .at("/services/1");
        assertThat(service.at("/condition").asString()).isEqualTo("unknown");
        assertThat(service.at("/demand").isNull()).isTrue();
        assertThat(service.at("/capacity").isNull()).isTrue();
        assertThat(service.at("/utilization").isNull()).isTrue();
    }

    private static Proposal begun(Proposal proposal) {
        return proposal.withStep(0, proposal.steps().getFirst().with(StepProgress.State.DONE, "", NOW));
    }

    private static Proposal undo(int number, Status status, String note) {
        Proposal of = proposal(number, status, note);
        Plan plan = of.plan();
        Plan undo = new Plan(
                PlanKind.UNDO,
                plan.service(),
                plan.basisRevision(),
                0,
                plan.steps(),
                plan.forecast(),
                plan.reasons(),
                plan.whyNot());
        return new Proposal(of.id(), undo, of.steps(), status, NOW, NOW, note);
    }

    @Test
    void aSupersededPlanIsToldOfUnlessItWasNeverBegunNorAskedFor() {
        ControlState state = state(
                List.of(),
                SharingMemory.EMPTY,
                List.of(
                        undo(5, Status.SUPERSEDED, "P6 took its place."),
                        begun(proposal(4, Status.SUPERSEDED, "P5 took its place.")),
                        proposal(3, Status.EXPIRED, "No operator answered in time."),
                        proposal(2, Status.SUPERSEDED, "P4 took its place."),
                        proposal(1, Status.SUPERSEDED, "web has failed.")
                                .approved("ann", NOW)
                                .with(Status.SUPERSEDED, "web has failed.", NOW)));

        assertThat(text(state).lines().filter(line -> line.startsWith("Ended")))
                .containsExactly(
                        "Ended 2026-11-22T10:00:00Z: P5 undo for web was superseded. P6 took its place.",
                        "Ended 2026-11-22T10:00:00Z: P4 borrow for web was superseded. P5 took its place."
                                + " 1 of 4 steps are seen to be done.",
                        "Ended 2026-11-22T10:00:00Z: P1 borrow for web, approved by ann, was superseded. web has"
                                + " failed. 0 of 4 steps are seen to be done.");
    }

    private ControlState troubled() {
        return state(
                List.of(
                        host("rs1", HostStatus.State.CONNECTED),
                        host("rs2", HostStatus.State.RETRYING, "Cannot reach rs2.")),
                SharingMemory.EMPTY.withLoans(
                        List.of(new Loan(serving.id(), PerfectCluster.WEB, NOW, "web is overloaded."))),
                List.of(
                        proposal(4, Status.OPEN, ""),
                        proposal(3, Status.HALTED, "Left as it is by root."),
                        proposal(2, Status.SUPERSEDED, "P4 took its place."),
                        proposal(1, Status.FAILED, "Step 2 failed.")));
    }

    @Test
    void tellsWhatIsLostLentOpenAndEnded() {
        assertThat(text(troubled()).lines())
                .containsExactly(
                        "Mode manual. 1 of 2 hosts connected, oldest reading 0 s old, 1 loan of this master, 1 live"
                                + " proposal.",
                        "Not connected: rs2 (192.0.2.1), retrying since 2026-11-22T10:00:00Z. Cannot reach rs2.",
                        "Service: mail" + UNJUDGED,
                        "Service: web" + UNJUDGED,
                        "Loan: %s serves web since 2026-11-22T10:00:00Z, weight %s on lb1, %<s on lb2. web is overloaded."
                                .formatted(serving.id(), weight()),
                        "Proposal: P4 borrow for web is open.",
                        "  why    It is needed.",
                        "  what   4 steps on 3 hosts",
                        "    1. Start web on rs2",
                        "       rs2 $ run 'start web on rs2'",
                        "    2. Wait until web on rs2 answers, at most 30 s",
                        "    3. Add 192.0.2.12:80 with weight 10 to web on lb1",
                        "       lb1 $ run 'add 192.0.2.12:80 with weight 10 to web on lb1'",
                        "    4. Add 192.0.2.12:80 with weight 10 to web on lb2",
                        "       lb2 $ run 'add 192.0.2.12:80 with weight 10 to web on lb2'",
                        "  It cannot be approved now: Nothing is judged yet.",
                        "Ended 2026-11-22T10:00:00Z: P3 borrow for web was stopped before its end. Left as it is by"
                                + " root.",
                        "Ended 2026-11-22T10:00:00Z: P1 borrow for web, approved by ann, has failed. Step 2 failed.");
    }

    private int weight() {
        return snapshot.directors()
                .getFirst()
                .entry(snapshot.service(PerfectCluster.WEB).orElseThrow().address())
                .flatMap(e -> e.destination(serving.role().servingAt().orElseThrow()))
                .orElseThrow()
                .spec()
                .weight()
                .value();
    }

    private ControlState resting(List<Proposal> proposals) {
        ControlState state = state(List.of(), SharingMemory.EMPTY, proposals);
        return state.withContinuity(state.continuity()
                .resting(List.of(new Continuity.Rest(
                        PerfectCluster.WEB, PlanKind.BORROW, new ProposalId(2), NOW.plusSeconds(60)))));
    }

    @ParameterizedTest
    @CsvSource({"OPEN", "RUNNING", "SUSPENDED", "INTERRUPTED", "DONE"})
    void tellsNoRestOfWhatIsOfferedOrWasDoneSince(Status status) {
        ControlState later = resting(List.of(proposal(3, status, ""), proposal(2, Status.REJECTED, "")));

        assertThat(StateText.of(later)).doesNotContain("is not offered before");
        assertThat(StateReport.text(later, NOW)).doesNotContain("is not offered before");
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(StateReport.json(later))
                        .at("/rests")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void tellsARestOfWhatWasDoneBeforeOnly() {
        ControlState rejected = resting(List.of(proposal(2, Status.REJECTED, ""), proposal(1, Status.DONE, "")));

        assertThat(StateText.of(rejected)).contains("borrow for web was rejected as P2 and is not offered before");
    }

    @Test
    void tellsTheSameInFieldsForPrograms() {
        JsonNode json = JsonMapper.builder().build().readTree(StateReport.json(troubled()));
        assertThat(json.propertyNames())
                .containsExactly(
                        "mode",
                        "halted",
                        "haltedBecause",
                        "barredBecause",
                        "takenAt",
                        "oldestReadingAt",
                        "hosts",
                        "services",
                        "loans",
                        "proposals",
                        "ended",
                        "leaseHeldBy",
                        "firstLook",
                        "otherMasters",
                        "unanswered",
                        "maintenance",
                        "budget",
                        "changedByOthers",
                        "rests");
        assertThat(json.at("/hosts/1/sentence").asString()).isEqualTo("Cannot reach rs2.");
        assertThat(json.at("/hosts/1/state").asString()).isEqualTo("retrying");
        assertThat(json.at("/loans/0/service").asString()).isEqualTo("web");
        assertThat(json.at("/loans/0/weights/lb1").asInt()).isEqualTo(weight());
        assertThat(json.at("/proposals/0/status").asString()).isEqualTo("open");
        assertThat(json.at("/proposals/0/plan/steps/0/commands/0").asString()).isEqualTo("run 'start web on rs2'");
        assertThat(json.at("/proposals/0/plan/steps/1/atMostSeconds").asInt()).isEqualTo(30);
        assertThat(json.at("/proposals/0/plan/basisRevision").asLong()).isOne();
        assertThat(json.at("/proposals/0/refusal").asString()).isEqualTo("Nothing is judged yet.");
        assertThat(json.at("/ended/1/note").asString()).isEqualTo("Step 2 failed.");
        assertThat(json.at("/ended/1/approvedBy").asString()).isEqualTo("ann");
        assertThat(json.at("/ended/0/approvedBy").asString()).isEmpty();
    }

    @Test
    void aLongPlanIsFoldedWithItsCountAndTheWayToAllOfIt() {
        Plan plan = PerfectCluster.borrow(PerfectCluster.WEB, 1, 10);
        List<StepProgress> steps = Collections.nCopies(20, pending(plan.steps().getFirst()));
        Proposal large = new Proposal(new ProposalId(5), plan, steps, Status.OPEN, NOW, NOW, "");

        assertThat(text(state(List.of(), SharingMemory.EMPTY, List.of(large))))
                .contains("    6. Start", "  … and 14 more steps; 'headroom state --proposal P5' prints all.")
                .doesNotContain("    7. Start");
        assertThat(StateReport.whole(large)).contains("   20. Start").doesNotContain("more steps");
    }

    @Test
    void tellsWhatOthersHaveChangedForPeopleAndForPrograms() {
        JournalEntry entry = new JournalEntry(
                NOW,
                JournalEntry.Kind.CHANGED,
                "web",
                "",
                "192.0.2.11:80 in web on lb1 was changed, not by this master.",
                new Detail.OfChange(
                        "192.0.2.11:80 in web on lb1",
                        Optional.of(PerfectCluster.WEB),
                        new Sight("weight 10, Route", Optional.of(NOW)),
                        new Sight("weight 0, Route", Optional.of(NOW)),
                        new Author(Who.HEALTH_CHECKER, "keepalived runs on lb1")));
        ControlState state = troubled();
        state = state.withContinuity(state.continuity().changed(Collections.nCopies(30, entry)));

        JsonNode told =
                JsonMapper.builder().build().readTree(StateReport.json(state)).at("/changedByOthers");
        assertThat(told.size()).isEqualTo(20);
        assertThat(told.at("/0/likely").asString()).isEqualTo("health-checker");
        assertThat(told.at("/0/because").asString()).isEqualTo("keepalived runs on lb1");
        assertThat(told.at("/0/after").asString()).isEqualTo("weight 0, Route");
        assertThat(text(state).lines().filter(line -> line.endsWith("was changed, not by this master.")))
                .hasSize(3)
                .allMatch(line -> line.startsWith("At " + NOW + ": "));
    }

    @Test
    void tellsProgramsWhatAnOperatorShouldKnowBesideThePlans() {
        Unanswered sent = new Unanswered(
                new ProposalId(4),
                0,
                PerfectCluster.borrow(PerfectCluster.WEB, 1, 10).actions().getFirst(),
                Duration.ofSeconds(70),
                NOW.plusSeconds(70));
        ControlState state = troubled();
        state = state.withContinuity(state.continuity().unanswered(List.of(sent)))
                .looked(new FirstLook(Set.of(), List.of(new ServerId("rs1")), Duration.ZERO), NOW);

        JsonNode json = JsonMapper.builder().build().readTree(StateReport.json(state));

        assertThat(json.at("/unanswered/0/proposal").asString()).isEqualTo("P4");
        assertThat(json.at("/unanswered/0/host").asString()).isEqualTo("rs2");
        assertThat(json.at("/unanswered/0/limitSeconds").asInt()).isEqualTo(70);
        assertThat(json.at("/firstLook/done").asBoolean()).isFalse();
        assertThat(json.at("/firstLook/awaited/0").asString()).isEqualTo("rs1");
        assertThat(json.at("/otherMasters").isArray()).isTrue();
    }
}
