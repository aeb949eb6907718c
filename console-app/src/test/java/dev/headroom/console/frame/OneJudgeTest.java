package dev.headroom.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.act.ActionCommands;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.core.ControlSettings;
import dev.headroom.backend.control.core.Event;
import dev.headroom.console.fx.Tone;
import dev.headroom.console.proposals.Answerable;
import dev.headroom.console.status.ServerFigures;
import dev.headroom.console.status.ServerStanding;
import dev.headroom.console.status.StateIndex;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.ServiceModes;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.ServerAssessment.Standing;
import dev.headroom.simulation.stage.Stages;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** For one state, the window shows the judgement of the core and no other. */
class OneJudgeTest {
    private static final ServerId RS2 = new ServerId("rs2");
    private static final ServiceId SHOP = new ServiceId("shop");
    private static final ProbeTarget AT_RS2 = ProbeTarget.tcp(new Endpoint("10.0.2.10", 443));

    @Test
    void aServerThatIsReadButNotReachedByProbesIsWhatTheCoreSays() {
        ControlState state = observed(Stages.calm(), UnaryOperator.identity(), ProbeResult.SILENT);
        assertThat(core(state)).isIn(Standing.CALM, Standing.WARM);
        assertThat(window(state).badge().tone()).isNotIn(Tone.DANGER, Tone.MUTED);
    }

    @Test
    void aStaleServerWhosePortsRefuseIsWhatTheCoreSays() {
        ControlState state = observed(Stages.calm(), OneJudgeTest::stale, ProbeResult.REFUSED);
        assertThat(core(state)).isIn(Standing.STALE, Standing.FAILED);
        assertThat(window(state).standing()).isEqualTo(core(state));
        assertThat(window(state).badge().word()).startsWith(core(state) == Standing.FAILED ? "Failed" : "Stale");
    }

    @Test
    void aServerThatIsSeventyPercentBusyIsWhatTheCoreSays() {
        ControlState state = observed(Stages.calm(), server -> busy(server, 0.7), ProbeResult.OPEN);
        assertThat(core(state)).isEqualTo(Standing.WARM);
        assertThat(window(state).badge().word()).isEqualTo("Warm");
    }

    /** The window computed capacity less reserve less use, and left out the needs of the server's own services. */
    @Test
    void aServerLendsWhatTheCoreSays() {
        ControlState state = Stages.overloaded();
        state.snapshot().servers().forEach(server -> {
            var judged = assessment(state, server.id());
            var shown =
                    ServerFigures.of(StateIndex.of(state), server, Stages.NOW).spare();
            assertThat(shown.isPresent())
                    .as("%s", server.id())
                    .isEqualTo(judged.lendsNothing().isEmpty());
            if (shown.isPresent()) {
                assertThat(shown.getAsDouble()).isEqualTo(judged.lendable().cpu());
            }
        });
    }

    @Test
    void approveIsDisabledWhereTheCoreWouldRefuse() {
        ControlState overloaded = Stages.overloaded();
        ServiceModes modes = ServiceModes.of(Map.of(SHOP, Mode.WATCH));
        ControlState state = overloaded.withContinuity(overloaded.continuity().moded(modes));
        ControlCore core =
                new ControlCore(new ControlSettings(SharingPolicy.defaults(), Map.of()), commands(state)::preview);
        ControlState watched = core.step(state, new Event.Observed(state.observation()), Stages.NOW)
                .state();
        Proposal offered = watched.open().getFirst();

        Intent approve = new Intent.Approve(offered.id(), offered.plan().basisRevision(), "anna");
        assertThat(core.step(watched, new Event.Asked(approve), Stages.NOW)
                        .state()
                        .running())
                .as("the core refuses")
                .isEmpty();
        assertThat(Answerable.mayApprove(watched, offered.id(), Stages.NOW)).isFalse();
    }

    private static ActionCommands commands(ControlState state) {
        return ActionCommands.withUsualRuntime(
                state.observation().hosts().stream().collect(Collectors.toMap(HostStatus::host, _ -> Privilege.SUDO)),
                Stages.CONSOLE);
    }

    private static Standing core(ControlState state) {
        return assessment(state, RS2).standing();
    }

    private static dev.headroom.ma2scf.sharing.ServerAssessment assessment(ControlState state, ServerId id) {
        return state.servers().stream()
                .filter(each -> each.server().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static ServerStanding window(ControlState state) {
        RealServer server = state.snapshot().server(RS2).orElseThrow();
        return ServerFigures.of(StateIndex.of(state), server, Stages.NOW).standing();
    }

    /** The state after the core has seen rs2 changed, and directors that get an answer from it. */
    private static ControlState observed(ControlState before, UnaryOperator<RealServer> change, ProbeResult answer) {
        ControlCore core =
                new ControlCore(new ControlSettings(SharingPolicy.defaults(), Map.of()), commands(before)::preview);
        ControlState first = seen(core, before, before.snapshot(), change, answer, Stages.NOW);
        // what is broken must have been so for the hold time
        return seen(core, first, before.snapshot(), change, answer, Stages.NOW.plusSeconds(15));
    }

    private static ControlState seen(
            ControlCore core,
            ControlState state,
            ClusterSnapshot snapshot,
            UnaryOperator<RealServer> change,
            ProbeResult answer,
            Instant now) {
        ClusterSnapshot changed = new ClusterSnapshot(
                state.snapshot().revision() + 1,
                now,
                snapshot.directors().stream().map(each -> probing(each, answer)).toList(),
                snapshot.servers().stream()
                        .map(server -> server.id().equals(RS2) ? change.apply(server) : server)
                        .toList(),
                snapshot.services());
        Observation observation = new Observation(changed, state.observation().hosts());
        return core.step(state, new Event.Observed(observation), now).state();
    }

    private static Director probing(Director director, ProbeResult answer) {
        Reading<DirectorTable> table = director.table().map(known -> {
            Map<ProbeTarget, ProbeResult> probes = new TreeMap<>(known.probes());
            probes.put(AT_RS2, answer);
            return known.withProbes(probes);
        });
        return new Director(director.id(), table);
    }

    private static RealServer stale(RealServer server) {
        return new RealServer(server.id(), server.zone(), server.lends(), old(server.load()), old(server.containers()));
    }

    private static <T> Reading<T> old(Reading<T> reading) {
        return new Reading.Stale<>(
                reading.lastKnown().orElseThrow(), Stages.NOW.minusSeconds(30), "It sends no frame.");
    }

    private static RealServer busy(RealServer server, double part) {
        ServerLoad load = server.load().fresh().orElseThrow();
        Resources used = new Resources(
                load.capacity().cpu() * part, load.used().memory(), load.used().network());
        return new RealServer(
                server.id(),
                server.zone(),
                server.lends(),
                new Reading.Fresh<>(new ServerLoad(load.capacity(), used), Stages.NOW),
                server.containers());
    }
}
