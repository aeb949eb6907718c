package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.core.PerfectCluster.MAIL;
import static dev.headroom.backend.control.core.PerfectCluster.NEWS;
import static dev.headroom.backend.control.core.PerfectCluster.RS1;
import static dev.headroom.backend.control.core.PerfectCluster.RS2;
import static dev.headroom.backend.control.core.PerfectCluster.RS3;
import static dev.headroom.backend.control.core.PerfectCluster.RS4;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.Mode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Whichever plans run side by side, and in whatever order the hosts answer, no command breaks an invariant. */
class ConcurrentPlansPropertyTest {
    private static final List<ServiceId> SERVICES = List.of(WEB, MAIL, NEWS);
    private static final List<ServerId> LENDERS = List.of(RS3, RS4);
    private static final List<ServerId> HOMES = List.of(RS1, RS2);

    /** What happens next. */
    enum Move {
        BORROW,
        GIVE_BACK,
        FAIL_OVER,
        ANSWER,
        OBSERVE,
        CONNECT,
        LEAVE
    }

    record Happening(Move move, int which) {}

    @Provide
    Arbitrary<List<Happening>> stories() {
        Arbitrary<Move> moves = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(3, Move.BORROW),
                net.jqwik.api.Tuple.of(3, Move.GIVE_BACK),
                net.jqwik.api.Tuple.of(1, Move.FAIL_OVER),
                net.jqwik.api.Tuple.of(10, Move.ANSWER),
                net.jqwik.api.Tuple.of(8, Move.OBSERVE),
                net.jqwik.api.Tuple.of(1, Move.CONNECT),
                net.jqwik.api.Tuple.of(2, Move.LEAVE));
        return Combinators.combine(moves, Arbitraries.integers().between(0, 1_000))
                .as(Happening::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(150);
    }

    @Property(tries = 300)
    void noTwoPlansTogetherBreakWhatMustHold(@ForAll("stories") List<Happening> story, @ForAll boolean automatic) {
        Loop loop = new Loop(automatic ? Mode.AUTOMATIC : Mode.MANUAL, Map.of(), PerfectCluster.wide());
        loop.judgement.checker = Optional.of(Judgement.OfMa2scf.with(loop.policy));
        int most = 0;
        for (Happening happening : story) {
            play(loop, happening.move(), happening.which());
            most = Math.max(most, loop.state.running().size());
        }
        Statistics.label("plans at once").collect(most);
    }

    private static void play(Loop loop, Move move, int n) {
        ServiceId service = SERVICES.get(n % 3);
        ServerId lender = LENDERS.get(n / 3 % 2);
        long revision = loop.state.snapshot().revision();
        switch (move) {
            case BORROW -> offer(loop, PerfectCluster.borrow(service, lender, revision, 10));
            case GIVE_BACK -> offer(loop, PerfectCluster.giveBack(service, lender, revision));
            case FAIL_OVER -> offer(loop, PerfectCluster.quiesce(service, HOMES.get(n / 3 % 2), revision));
            case ANSWER -> {
                List<Effect.Send> onTheWay = loop.onTheWay();
                if (!onTheWay.isEmpty()) {
                    answer(loop, onTheWay.get(n % onTheWay.size()));
                }
            }
            case OBSERVE -> loop.observes();
            case CONNECT -> loop.cluster.connect(service, lender, 1);
            case LEAVE -> loop.cluster.connect(service, lender, 0);
        }
    }

    private static void offer(Loop loop, Plan plan) {
        loop.judgement.propose(plan);
        loop.observes();
        loop.state.open().forEach(loop::approves);
    }

    private static void answer(Loop loop, Effect.Send send) {
        ClusterSnapshot before = loop.cluster.truth();
        loop.works(send);
        ClusterSnapshot after = loop.cluster.truth();
        if (send.action() instanceof TableAction.RemoveDestination removal) {
            assertThat(before.destination(
                            removal.director(),
                            removal.service(),
                            removal.spec().endpoint()))
                    .as("removed while it got clients")
                    .hasValueSatisfying(
                            d -> assertThat(d.spec().weight().isQuiesced()).isTrue());
        }
        for (ServiceId service : SERVICES) {
            for (DirectorId director : List.of(PerfectCluster.LB1, PerfectCluster.LB2)) {
                assertThat(serving(after, director, service))
                        .as(service + " on " + director + " after " + send.action())
                        .isPositive();
            }
        }
        for (RealServer server : after.servers()) {
            assertThat(server.knownContainers().stream().filter(c -> c.isStandBy() && c.isRunning()))
                    .hasSizeLessThanOrEqualTo(loop.policy.maximumLoansPerServer());
            assertThat(List.of(MAIL, NEWS).stream().filter(s -> lends(server, s)))
                    .as("kept apart")
                    .hasSizeLessThanOrEqualTo(1);
        }
        assertThat(after.containersOf(WEB).stream().filter(Container::isRunning))
                .hasSizeLessThanOrEqualTo(3);
    }

    private static boolean lends(RealServer server, ServiceId service) {
        return server.knownContainers().stream()
                .anyMatch(c -> c.isStandBy() && c.isRunning() && c.id().name().equals(service.name()));
    }

    /** A destination that gets clients must have a container that answers behind it. */
    private static long serving(ClusterSnapshot snapshot, DirectorId director, ServiceId service) {
        List<Destination> open = snapshot.entry(director, service).orElseThrow().destinations().stream()
                .filter(d -> !d.spec().weight().isQuiesced())
                .toList();
        assertThat(open)
                .allSatisfy(d -> assertThat(snapshot.containerAt(service, d.endpoint()))
                        .hasValueSatisfying(c -> assertThat(c.listening()).isTrue()));
        return open.size();
    }
}
