package dev.headroom.backend.pace;

import static dev.headroom.backend.pace.PaceFixture.MAIL;
import static dev.headroom.backend.pace.PaceFixture.RS1;
import static dev.headroom.backend.pace.PaceFixture.RS2;
import static dev.headroom.backend.pace.PaceFixture.RULES;
import static dev.headroom.backend.pace.PaceFixture.START;
import static dev.headroom.backend.pace.PaceFixture.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Observation.HostPace.Why;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.ServerId;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On which servers something happens. */
class SignsTest {
    private final PaceFixture cluster = new PaceFixture();

    private static Signs.Found look(Signs before, PaceFixture cluster, Set<ProbeTarget> probed) {
        return before.in(cluster.at(START), RULES, probed);
    }

    private Signs known() {
        return look(Signs.NONE, cluster, Set.of()).next();
    }

    @Test
    void aServerThatIsSeenForTheFirstTimeHasChangedAndThenNothingHappens() {
        Signs.Found first = look(Signs.NONE, cluster, Set.of());
        assertThat(first.stirs()).containsOnlyKeys(RS1, RS2);
        assertThat(look(first.next(), cluster, Set.of()).stirs()).isEmpty();
    }

    record Case(String name, Consumer<PaceFixture> change, Map<ServerId, Why> stirs) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("a use that rises by a step", c -> c.cpu.put(RS1, 0.31), Map.of(RS1, Why.CHANGED)),
                new Case("a use that rises by less", c -> c.cpu.put(RS1, 0.29), Map.of()),
                new Case("a server that is not measured", c -> c.cpu.remove(RS2), Map.of(RS2, Why.NOT_READ)),
                new Case(
                        "a service whose rate jumps: its servers, also those of its stand-by containers",
                        c -> c.demands.put(WEB, new Demand(130, 400)),
                        Map.of(RS1, Why.DEMAND, RS2, Why.DEMAND)),
                new Case("a rate that changes by less", c -> c.demands.put(WEB, new Demand(120, 400)), Map.of()),
                new Case(
                        "a small service whose rate doubles: few connections are no jump",
                        c -> c.demands.put(MAIL, new Demand(6, 9)),
                        Map.of()),
                new Case(
                        "connections that pile up",
                        c -> c.demands.put(MAIL, new Demand(3, 60)),
                        Map.of(RS2, Why.DEMAND)),
                new Case("a service that is not measured", c -> c.demands.remove(MAIL), Map.of(RS2, Why.DEMAND)),
                new Case("pressure", c -> c.strains.put(RS1, PaceFixture.pressed(0.11)), Map.of(RS1, Why.PRESSURE)),
                new Case("moments of it", c -> c.strains.put(RS1, PaceFixture.pressed(0.09)), Map.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void finds(Case given) {
        Signs before = known();
        given.change().accept(cluster);
        assertThat(look(before, cluster, Set.of()).stirs()).isEqualTo(given.stirs());
    }

    @Test
    void aServerThatIsWarmIsNeverCalm() {
        cluster.cpu.put(RS1, 0.7);
        Signs before = known();
        assertThat(look(before, cluster, Set.of()).stirs()).isEqualTo(Map.of(RS1, Why.WARM));
    }

    @Test
    void aServerOnWhichAStandByContainerRunsIsNeverCalm() {
        cluster.standByRuns = true;
        Signs before = known();
        assertThat(look(before, cluster, Set.of()).stirs()).isEqualTo(Map.of(RS2, Why.LOAN));
    }

    @Test
    void aServerWithAContainerThatIsProbedIsNotCalm() {
        Signs before = known();
        assertThat(look(before, cluster, Set.of(ProbeTarget.tcp(PaceFixture.endpoint(RS1))))
                        .stirs())
                .isEqualTo(Map.of(RS1, Why.NOT_SERVING));
    }

    /** Each look compares with the use when something happened last, not with the look before. */
    @Test
    void aSlowDriftIsFoundLikeAJump() {
        Signs signs = known();
        boolean found = false;
        for (int percent = 21; percent <= 32; percent++) {
            cluster.cpu.put(RS1, percent / 100.0);
            Signs.Found look = look(signs, cluster, Set.of());
            signs = look.next();
            found |= look.stirs().containsKey(RS1);
        }
        assertThat(found).isTrue();
    }
}
