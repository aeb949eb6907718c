package dev.headroom.backend.pace;

import static dev.headroom.backend.pace.PaceFixture.HOSTS;
import static dev.headroom.backend.pace.PaceFixture.LB1;
import static dev.headroom.backend.pace.PaceFixture.RS1;
import static dev.headroom.backend.pace.PaceFixture.RS2;
import static dev.headroom.backend.pace.PaceFixture.RULES;
import static dev.headroom.backend.pace.PaceFixture.SECOND;
import static dev.headroom.backend.pace.PaceFixture.START;
import static dev.headroom.backend.pace.PaceFixture.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Observation.HostPace.Why;
import dev.headroom.backend.control.driver.Attention;
import dev.headroom.backend.parse.ProcFiles.AgentTime;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Rounds of questions to three hosts, in simulated time. */
class HostPacesTest {
    private final PaceFixture cluster = new PaceFixture();
    private HostPaces paces = new HostPaces(HOSTS, RULES, START);
    private Instant now = START;

    /** One round at once answered by all that were asked, and the time until the next. */
    private Set<HostId> round() {
        Set<HostId> due = paces.due(now);
        Map<HostId, Optional<AgentTime>> reports = new HashMap<>();
        due.forEach(host -> reports.put(host, Optional.empty()));
        paces.seen(cluster.at(now), reports, Set.of(), Set.of());
        now = now.plus(SECOND);
        return due;
    }

    private List<Set<HostId>> rounds(int number) {
        List<Set<HostId>> asked = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            asked.add(round());
        }
        return asked;
    }

    private long asked(List<Set<HostId>> rounds, HostId host) {
        return rounds.stream().filter(round -> round.contains(host)).count();
    }

    @Test
    void calmServersAreAskedEverySecondIntervalInTurnAndDirectorsAtEach() {
        assertThat(rounds(31)).allSatisfy(round -> assertThat(round).hasSize(3));
        rounds(4);
        List<Set<HostId>> later = rounds(20);
        assertThat(asked(later, LB1)).isEqualTo(20);
        assertThat(asked(later, RS1)).isEqualTo(10);
        assertThat(asked(later, RS2)).isEqualTo(10);
        assertThat(later)
                .as("one at a time")
                .allSatisfy(round -> assertThat(round).hasSize(2));
        assertThat(paces.told().get(RS1).why()).isEqualTo(Why.CALM);
        assertThat(paces.pauses()).containsOnly(Map.entry(RS1, SECOND), Map.entry(RS2, SECOND));
    }

    @Test
    void aJumpThatADirectorSeesHasTheServersOfTheServiceAskedInTheNextRound() {
        rounds(40);
        cluster.demands.put(WEB, new Demand(300, 400));
        round();
        assertThat(rounds(20)).allSatisfy(round -> assertThat(round).contains(RS1, RS2));
    }

    @Test
    void whomTheMasterNamesIsAskedInTheNextRoundAndAsLongAsItDoes() {
        rounds(40);
        paces.attend(new Attention(Set.of(), Set.of(RS1)));
        assertThat(rounds(10)).allSatisfy(round -> assertThat(round).contains(RS1));
        paces.attend(Attention.NONE);
        assertThat(asked(rounds(30), RS1)).isGreaterThanOrEqualTo(28);
        assertThat(asked(rounds(20), RS1)).isEqualTo(10);
    }

    @Test
    void aHostThatACommandChangedIsAskedAtEachIntervalForAWhile() {
        rounds(40);
        paces.hurried(Set.of(RS2));
        assertThat(rounds(25)).allSatisfy(round -> assertThat(round).contains(RS2));
        assertThat(paces.told().get(RS2).why()).isEqualTo(Why.PLAN);
    }

    @Test
    void afterASleepEachHostIsAskedLikeANewOne() {
        rounds(40);
        paces.anew(now);
        assertThat(rounds(20)).allSatisfy(round -> assertThat(round).hasSize(3));
        assertThat(paces.pauses()).isEmpty();
    }

    /**
     * Whatever happens in whatever order: a host is asked again within its pace, at the latest within the bound; a server on which
     * something happened is asked in the next round; and with an answer at once no reading gets older than it counts.
     */
    @Property
    void noHostLooksOldByItsOwnPace(@ForAll long seed) {
        Random random = new Random(seed);
        paces = new HostPaces(HOSTS, RULES, START);
        Map<HostId, Instant> read = new HashMap<>();
        Map<HostId, Long> used = new HashMap<>();
        Map<HostId, Long> frames = new HashMap<>();
        HOSTS.forEach(host -> read.put(host, now));
        Set<HostId> stirred = new HashSet<>();
        long cost = random.nextInt(120);
        for (int i = 0; i < 150; i++) {
            Set<HostId> due = paces.due(now);
            assertThat(due).containsAll(stirred);
            stirred.clear();
            Map<HostId, Optional<AgentTime>> reports = new HashMap<>();
            for (HostId host : due) {
                read.put(host, now);
                long spent = used.merge(host, cost, Long::sum);
                long count = frames.merge(host, 1L, Long::sum);
                reports.put(
                        host,
                        Optional.of(new AgentTime(
                                Duration.between(START, now).plusSeconds(9), count, 7, Duration.ofMillis(spent))));
            }
            if (random.nextInt(25) == 0) {
                cluster.cpu.put(RS1, random.nextDouble());
            }
            if (random.nextInt(40) == 0) {
                cluster.demands.put(WEB, new Demand(random.nextInt(500), 400));
            }
            if (random.nextInt(40) == 0) {
                cluster.strains.put(RS2, PaceFixture.pressed(random.nextDouble()));
            }
            if (random.nextInt(30) == 0) {
                Set<HostId> plan = random.nextBoolean() ? Set.of(RS2) : Set.of();
                paces.attend(new Attention(plan, random.nextBoolean() ? Set.of(RS1) : Set.of()));
                stirred.addAll(plan);
            }
            paces.seen(cluster.at(now), reports, Set.of(), Set.of());
            now = now.plus(Duration.ofMillis(970 + random.nextInt(60)));
            Map<HostId, Duration> pauses = paces.pauses();
            for (HostId host : HOSTS) {
                Duration limit = SECOND.multipliedBy(3).plus(pauses.getOrDefault(host, Duration.ZERO));
                assertThat(Duration.between(read.get(host), now))
                        .as("%s after round %d", host, i)
                        .isLessThan(limit.minus(SECOND));
                assertThat(paces.told().get(host).every()).isLessThanOrEqualTo(PaceRules.LONGEST);
            }
        }
    }
}
