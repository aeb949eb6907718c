package dev.headroom.backend.control.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Division;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Kept;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.driver.Concerns;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing is changed before an operator has agreed to which containers are homes and which are stand-bys. */
class AdoptionTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final ServiceId WEB = new ServiceId("web");
    private static final Container HOME = container("web-1", true, ContainerState.RUNNING);
    private static final Container STAND_BY = container("web-2", false, ContainerState.STOPPED);
    private static final Container RUNS = container("web-3", false, ContainerState.RUNNING);

    private final ControlCore core =
            new ControlCore(new ControlSettings(SharingPolicy.defaults(), Map.of()), _ -> List.of());

    @Test
    void aClusterThatNobodyAdoptedIsOnlyWatchedAndTheRefusalNamesTheCommand() {
        ControlState first = ControlCore.initial(Mode.AUTOMATIC, NOW, Kept.NOTHING);
        assertThat(first.mode()).isEqualTo(Mode.WATCH);
        Transition asked = ask(seen(first, HOME, STAND_BY), new Intent.SetMode(Mode.MANUAL, "ann"));
        assertThat(asked.state().mode()).isEqualTo(Mode.WATCH);
        assertThat(asked.effects())
                .anySatisfy(effect -> assertThat(effect)
                        .isInstanceOfSatisfying(
                                Effect.Refuse.class,
                                refusal -> assertThat(refusal.sentence()).contains("'adopt --cluster FILE'")));
    }

    @Test
    void onceAdoptedTheModeMayBeSwitched() {
        ControlState state = seen(ControlCore.initial(Mode.WATCH, NOW, Kept.NOTHING), HOME, STAND_BY);
        assertThat(state.adoption().pending()).hasSize(2);
        ControlState adopted = adopt(state);
        assertThat(adopted.adoption().pending()).isEmpty();
        assertThat(ask(adopted, new Intent.SetMode(Mode.AUTOMATIC, "ann"))
                        .state()
                        .mode())
                .isEqualTo(Mode.AUTOMATIC);
    }

    @Test
    void anAnswerToAnotherDivisionThanTheOneThatIsThereIsRefused() {
        ControlState state = seen(ControlCore.initial(Mode.WATCH, NOW, Kept.NOTHING), HOME, STAND_BY);
        String shown = state.adoption().found().fingerprint();
        ControlState changed = seen(state, HOME, STAND_BY, RUNS);
        assertThat(ask(changed, new Intent.Adopt(shown, "ann"))
                        .state()
                        .adoption()
                        .permitsChanges())
                .isFalse();
    }

    @Test
    void whatIsNewAfterTheAdoptionIsNotUsedUntilItWasAgreedTo() {
        ControlState adopted = adopt(seen(ControlCore.initial(Mode.WATCH, NOW, Kept.NOTHING), HOME, STAND_BY));
        Container fresh = container("web-9", false, ContainerState.STOPPED);
        ControlState state = seen(adopted, HOME, STAND_BY, fresh);
        assertThat(state.adoption().pending())
                .extracting(Division.Part::container)
                .containsExactly(fresh.id());
        assertThat(state.snapshot().container(fresh.id()).orElseThrow().role())
                .isInstanceOf(ContainerRole.Ambiguous.class);
        assertThat(state.snapshot().container(STAND_BY.id()).orElseThrow().isStandBy())
                .isTrue();
        assertThat(seen(adopt(state), HOME, STAND_BY, fresh)
                        .snapshot()
                        .container(fresh.id())
                        .orElseThrow()
                        .isStandBy())
                .isTrue();
    }

    @Test
    void aHomeThatIsNoLongerStartedAtBootStaysAHomeUntilAskedFor() {
        ControlState adopted = adopt(seen(ControlCore.initial(Mode.WATCH, NOW, Kept.NOTHING), HOME));
        Container now = container("web-1", false, ContainerState.RUNNING);
        assertThat(seen(adopted, now)
                        .snapshot()
                        .container(now.id())
                        .orElseThrow()
                        .role())
                .isInstanceOf(ContainerRole.Home.class);
    }

    @Test
    void aStandByThatRunsWithoutBeingKnownIsShownAsThat() {
        ControlState state = seen(ControlCore.initial(Mode.WATCH, NOW, Kept.NOTHING), RUNS);
        assertThat(state.adoption().found().parts(WEB, Division.Kind.RUNS_UNKNOWN))
                .hasSize(1);
    }

    @Test
    void theAgreementIsAmongWhatTheMasterKeeps() {
        ControlState adopted = adopt(seen(ControlCore.initial(Mode.WATCH, NOW, Kept.NOTHING), HOME, STAND_BY));
        ControlState next = ControlCore.initial(Mode.MANUAL, NOW, Kept.of(adopted));
        assertThat(next.mode()).isEqualTo(Mode.MANUAL);
        assertThat(seen(next, HOME, STAND_BY).adoption().pending()).isEmpty();
    }

    @Test
    void aMasterThatNeverReadAServerKnowsItsHomesAsAnEarlierOneReadThem() {
        Container unagreed = container("web-4", true, ContainerState.RUNNING);
        ControlState adopted = adopt(seen(ControlCore.initial(Mode.WATCH, NOW, Kept.NOTHING), HOME, STAND_BY));
        Kept kept = Kept.of(seen(adopted, HOME, STAND_BY, unagreed));

        ControlState next = core.resumed(Mode.MANUAL, kept, List.of(), NOW.plusSeconds(60));
        ControlState unread = observed(next, new Reading.Missing<>("no answer"));

        assertThat(unread.snapshot().containers()).singleElement().satisfies(container -> {
            assertThat(container.id()).isEqualTo(HOME.id());
            assertThat(container.role()).isEqualTo(HOME.role());
            assertThat(container.state()).isEqualTo(ContainerState.UNKNOWN);
        });
        assertThat(unread.snapshot().servers().getFirst().containers())
                .as("not fresh")
                .isInstanceOf(Reading.Stale.class);
        assertThat(Kept.of(unread).adoption().homes().places())
                .as("and the next one, too")
                .isEqualTo(kept.adoption().homes().places())
                .containsOnlyKeys(HOME.id());
        assertThat(seen(unread, STAND_BY).snapshot().containers())
                .as("once read, only what is there counts")
                .extracting(Container::id)
                .containsExactly(STAND_BY.id());
    }

    @Test
    void theDirectorsAreAskedToTryHomesOfAServerThatWasNeverRead() {
        ControlState adopted = adopt(seen(ControlCore.initial(Mode.WATCH, NOW, Kept.NOTHING), HOME, STAND_BY));
        Kept kept = Kept.of(seen(adopted, HOME, STAND_BY));
        ControlState next = core.resumed(Mode.MANUAL, kept, List.of(), NOW.plusSeconds(60));

        assertThat(Concerns.of(observed(next, new Reading.Missing<>("no answer")))
                        .probes())
                .containsExactly(ProbeTarget.tcp(new Endpoint("10.0.0.1", 80)));
        assertThat(Concerns.of(seen(next, HOME, STAND_BY)).probes()).isEmpty();
    }

    private ControlState adopt(ControlState state) {
        return ask(state, new Intent.Adopt(state.adoption().found().fingerprint(), "ann"))
                .state();
    }

    private Transition ask(ControlState state, Intent intent) {
        return core.step(state, new Event.Asked(intent), NOW);
    }

    private ControlState seen(ControlState state, Container... containers) {
        return observed(state, new Reading.Fresh<>(List.of(containers), NOW));
    }

    private ControlState observed(ControlState state, Reading<List<Container>> containers) {
        RealServer server = new RealServer(
                new ServerId("rs1"), new ZoneId("a"), true, new Reading.Missing<>("not read"), containers);
        VirtualService web = new VirtualService(
                WEB,
                new VirtualAddress.Socket(Protocol.TCP, new Endpoint("192.0.2.1", 80)),
                1,
                1,
                new Reading.Missing<>("not read"));
        ClusterSnapshot snapshot = new ClusterSnapshot(1, NOW, List.of(), List.of(server), List.of(web));
        return core.step(state, new Event.Observed(new Observation(snapshot, List.of())), NOW)
                .state();
    }

    private static Container container(String name, boolean home, ContainerState state) {
        Endpoint at = new Endpoint("10.0.0." + name.charAt(4), 80);
        return new Container(
                new ContainerId(new ServerId("rs1"), name),
                home ? new ContainerRole.Home(WEB, at) : new ContainerRole.StandBy(WEB, at),
                state,
                Resources.NONE,
                state == ContainerState.RUNNING);
    }
}
