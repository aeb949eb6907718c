package dev.headroom.console.frame;

import static dev.headroom.console.frame.SampleCluster.SHOP;

import dev.headroom.backend.control.Adoption;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.Proposal;
import dev.headroom.console.fx.StateBridge;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.memory.Loan;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** States with believable data for the pictures and the tests of the window: the cluster "shop" in calm and in trouble. */
public final class SampleStates {
    /** The moment at which all of them are looked at. */
    public static final Instant NOW = Instant.parse("2026-11-22T09:30:00Z");

    private static final String RESUME_HINT =
            "The key that rs6 shows is not the one on record: it was installed anew, or somebody"
                    + " is in between. Compare with the machine itself, then: ssh-keygen -R 192.0.2.16";
    private static final SampleProposals PROPOSALS = new SampleProposals(NOW);

    private SampleStates() {}

    /** What the window is given where it shows samples: nobody takes what is asked but {@code intents}. */
    static ConsoleInputs inputs(Consumer<Intent> intents, StateBridge bridge) {
        return inputs(intents, _ -> {}, bridge);
    }

    /** The same where somebody takes the hosts that are to be tried again. */
    static ConsoleInputs inputs(Consumer<Intent> intents, Consumer<HostId> tryAgain, StateBridge bridge) {
        return new ConsoleInputs(
                "shop", intents, tryAgain, "anna", bridge, SharingPolicy.defaults(), InstantSource.fixed(NOW));
    }

    /** All is well. */
    public static ControlState calm() {
        return state(Mode.MANUAL, false, SampleCluster.calm(NOW), List.of(), List.of());
    }

    /** The shop is overloaded and a proposal to borrow waits. */
    public static ControlState overloaded() {
        return state(Mode.MANUAL, false, pressed(Map.of()), List.of(PROPOSALS.open()), List.of());
    }

    /** The same in watch mode, with one server failed and one stale. */
    public static ControlState trouble() {
        SampleCluster cluster = new SampleCluster(NOW, 412, 480, Map.of(), "rs2", "rs6");
        return state(
                Mode.WATCH,
                false,
                cluster,
                List.of(PROPOSALS.failover()),
                List.of(notice(
                        95,
                        ControlState.Severity.WARNING,
                        "P6 was made from other readings than the plan you saw; look at it again.")));
    }

    /** The same where it can be approved. */
    public static ControlState troubleInManual() {
        ControlState trouble = trouble();
        return new ControlState(
                Mode.MANUAL,
                false,
                trouble.observation(),
                trouble.memory(),
                trouble.assessments(),
                trouble.verdicts(),
                trouble.proposals(),
                trouble.notices());
    }

    /** The same before anybody agreed to how its containers are divided. */
    public static ControlState unadopted(ControlState state) {
        return new ControlState(
                Mode.WATCH,
                false,
                state.observation(),
                state.memory(),
                state.assessments(),
                state.verdicts(),
                List.of(),
                state.notices(),
                state.continuity(),
                Adoption.UNANSWERED.seen(state.snapshot()));
    }

    /** All is well, and one server is not in the cluster. */
    public static ControlState withoutServer(String name) {
        ControlState calm = calm();
        ClusterSnapshot all = calm.snapshot();
        return observing(
                calm,
                new Observation(
                        new ClusterSnapshot(
                                all.revision(),
                                all.takenAt(),
                                all.directors(),
                                all.servers().stream()
                                        .filter(server -> !server.id().name().equals(name))
                                        .toList(),
                                all.services()),
                        calm.observation().hosts()));
    }

    /** Two of four steps are done, the third is on the way. */
    public static ControlState running() {
        return state(Mode.MANUAL, false, pressed(Map.of("rs5", 0)), List.of(PROPOSALS.running()), List.of());
    }

    /** Halted in the middle. */
    public static ControlState halted() {
        return state(Mode.MANUAL, true, pressed(Map.of("rs5", 0)), List.of(PROPOSALS.halted()), List.of());
    }

    /** Overloaded, and every server says no. */
    public static ControlState undecided() {
        return SampleGallery.undecidedOverload();
    }

    /** A master before this one ended in the middle. */
    public static ControlState interrupted() {
        return state(Mode.MANUAL, false, pressed(Map.of("rs5", 0)), List.of(PROPOSALS.interrupted()), List.of());
    }

    /** The third step failed. */
    public static ControlState failed() {
        return state(
                Mode.MANUAL,
                false,
                pressed(Map.of("rs5", 0)),
                List.of(PROPOSALS.failed()),
                List.of(notice(4, ControlState.Severity.FAILURE, "P7 failed at step 3 of 4. The rest was not run.")));
    }

    /** The loan runs, and the list of what ended is long enough to read. */
    public static ControlState lent() {
        List<Proposal> proposals = new ArrayList<>(List.of(PROPOSALS.done()));
        proposals.addAll(PROPOSALS.past());
        return state(
                Mode.AUTOMATIC,
                false,
                new SampleCluster(NOW, 431, 1_000, Map.of("rs4", 40, "rs5", 60), "", ""),
                proposals,
                List.of());
    }

    /** One host key changed, one host is unreachable. */
    public static ControlState refused() {
        ControlState state = state(Mode.MANUAL, false, SampleCluster.calm(NOW), List.of(), List.of());
        ControlState stale =
                state(Mode.MANUAL, false, new SampleCluster(NOW, 412, 620, Map.of(), "", "rs6"), List.of(), List.of());
        List<HostStatus> hosts = state.observation().hosts().stream()
                .map(host -> switch (host.host().name()) {
                    case "rs6" -> with(host, HostStatus.State.REFUSED, RESUME_HINT, 47);
                    case "lb2" ->
                        with(
                                host,
                                HostStatus.State.RETRYING,
                                "192.0.2.3 does not answer on port 22; tried again in 8 s. Maybe it is down, or a"
                                        + " firewall stands between.",
                                130);
                    default -> host;
                })
                .toList();
        return observing(stale, new Observation(stale.snapshot(), hosts));
    }

    /** Nothing has been read yet. */
    public static ControlState empty() {
        ControlState calm = calm();
        return new ControlState(
                Mode.WATCH,
                false,
                new Observation(new ClusterSnapshot(0, NOW, List.of(), List.of(), List.of()), List.of()),
                SharingMemory.EMPTY,
                List.of(),
                List.of(),
                List.of(),
                calm.notices());
    }

    private static SampleCluster pressed(Map<String, Integer> lending) {
        return new SampleCluster(NOW, 412, 1_000, lending, "", "");
    }

    private static ControlState.Notice notice(int ago, ControlState.Severity severity, String sentence) {
        return new ControlState.Notice(NOW.minusSeconds(ago), severity, sentence);
    }

    private static HostStatus with(HostStatus host, HostStatus.State state, String sentence, int ago) {
        return new HostStatus(host.host(), host.address(), state, sentence, NOW.minusSeconds(ago));
    }

    private static ControlState observing(ControlState state, Observation observation) {
        return new ControlState(
                state.mode(),
                state.halted(),
                observation,
                state.memory(),
                state.assessments(),
                state.verdicts(),
                state.proposals(),
                state.notices());
    }

    private static ControlState state(
            Mode mode,
            boolean halted,
            SampleCluster cluster,
            List<Proposal> proposals,
            List<ControlState.Notice> notices) {
        ClusterSnapshot snapshot = cluster.snapshot();
        List<HostStatus> hosts = Stream.concat(
                        snapshot.directors().stream().map(Director::id),
                        snapshot.servers().stream().map(RealServer::id))
                .map(host -> status(host, cluster))
                .toList();
        return new ControlState(
                mode,
                halted,
                new Observation(snapshot, hosts),
                memory(cluster),
                cluster.assessments(),
                verdicts(proposals, cluster),
                proposals,
                notices);
    }

    private static HostStatus status(HostId host, SampleCluster cluster) {
        String name = host.name();
        int number = number(name);
        String address = name.startsWith("lb") ? "192.0.2." + (1 + number) : "192.0.2." + (10 + number);
        boolean lost = name.equals(cluster.failed()) || name.equals(cluster.stale());
        return lost
                ? new HostStatus(
                        host,
                        address,
                        HostStatus.State.RETRYING,
                        address + " does not answer on port 22; tried again in 8 s.",
                        NOW.minusSeconds(47))
                : new HostStatus(host, address, HostStatus.State.CONNECTED, "", NOW.minus(Duration.ofHours(3)));
    }

    private static int number(String host) {
        return Character.digit(host.charAt(host.length() - 1), 10);
    }

    private static List<Verdict> verdicts(List<Proposal> proposals, SampleCluster cluster) {
        return cluster.assessments().stream()
                .<Verdict>map(assessment -> proposals.stream()
                        .filter(proposal -> proposal.status().live()
                                && proposal.plan().service().equals(assessment.service()))
                        .findFirst()
                        .<Verdict>map(proposal -> new Verdict.Proposed(proposal.plan()))
                        .orElseGet(() -> new Verdict.NoChange(
                                assessment.service(),
                                List.of("%s in use, below 80 %%.".formatted(assessment.utilization())))))
                .toList();
    }

    private static SharingMemory memory(SampleCluster cluster) {
        List<Loan> loans = cluster.lending().keySet().stream()
                .map(SampleStates::number)
                .map(number -> new Loan(
                        SampleCluster.container(SHOP, number),
                        SHOP,
                        NOW.minusSeconds(number == 5 ? 26 : 1_840),
                        number == 5 ? "shop was 94 % in use for 14 s." : "It was running when the console came."))
                .toList();
        return SharingMemory.EMPTY.withLoans(loans);
    }
}
