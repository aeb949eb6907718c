package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.HostReport.DirectorReport;
import dev.headroom.backend.agent.HostReport.NotRead;
import dev.headroom.backend.control.HostStatus.State;
import dev.headroom.backend.parse.HostFacts;
import dev.headroom.backend.parse.IpvsTable;
import dev.headroom.backend.parse.SyncDaemon;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.DirectorTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
    private static final DirectorId LB1 = new DirectorId("lb1");
    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");
    private static final NotRead LOST = new NotRead(LB1, START, "The connection to lb1 was lost.", true);
    private static final NotRead REFUSED = new NotRead(LB1, START, "lb1 refuses the login.", false);

    private final Reachability reachability = new Reachability(LB1, "192.0.2.2", Duration.ofSeconds(5), START);

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    private static HostReport report(Instant at, Optional<String> lacking) {
        return new DirectorReport(
                LB1,
                at,
                Duration.ofHours(1),
                new IpvsTable(List.of()),
                SyncDaemon.NONE,
                Map.of(),
                DirectorTable.USUAL_UDP_TIMEOUT,
                List.of(),
                lacking,
                HostFacts.NONE);
    }

    @Test
    void thePauseDoublesWithEachFailureUpToHalfAMinute() {
        for (int seconds : List.of(1, 2, 4, 8, 16, 30, 30, 30)) {
            reachability.accept(LOST, START);
            assertThat(reachability.isPaused(at(seconds).minusMillis(1))).isTrue();
            assertThat(reachability.isPaused(at(seconds))).isFalse();
        }
        reachability.accept(report(START, Optional.empty()), START);
        assertThat(reachability.isPaused(START)).isFalse();
        reachability.accept(LOST, START);
        assertThat(reachability.isPaused(at(1)))
                .as("a report ends the row of failures")
                .isFalse();
    }

    @Test
    void aFailureSaysWhetherHeadroomTriesAgainByItself() {
        reachability.accept(LOST, at(1));
        assertThat(reachability.status().state()).isEqualTo(State.RETRYING);
        assertThat(reachability.status().sentence()).contains(LOST.sentence());
        reachability.accept(REFUSED, at(2));
        assertThat(reachability.status().state()).isEqualTo(State.REFUSED);
        assertThat(reachability.promisesAnAnswer()).isFalse();
        reachability.endPause();
        assertThat(reachability.isPaused(at(2))).isFalse();
        assertThat(reachability.status().state()).isEqualTo(State.REFUSED);
    }

    /** A sudo that refuses is no refused login. */
    @Test
    void aHostThatAnsweredIsToldFromOneThatLetNobodyIn() {
        reachability.accept(NotRead.answered(LB1, at(1), "lb1 has no ipvsadm.", false), at(1));
        assertThat(reachability.status().answered()).isTrue();
        reachability.late("lb1 is slow.", at(2));
        assertThat(reachability.status().answered()).isTrue();
        reachability.accept(LOST, at(4));
        assertThat(reachability.status().answered()).isFalse();
    }

    @Test
    void aStateLastsSinceItsFirstReport() {
        reachability.accept(report(at(1), Optional.empty()), at(1));
        reachability.accept(report(at(3), Optional.empty()), at(3));
        assertThat(reachability.status().since()).isEqualTo(at(1));
        reachability.woken(at(4));
        assertThat(reachability.status().since()).isEqualTo(at(4));
        assertThat(reachability.status().state()).isEqualTo(State.CONNECTING);
        assertThat(reachability.promisesAnAnswer()).isTrue();
    }

    @Test
    void aReportThatTookLongIsCalledSlow() {
        reachability.late("lb1 is slow.", at(10));
        assertThat(reachability.status().sentence()).contains("lb1 is slow.");
        assertThat(reachability.status().state()).isEqualTo(State.CONNECTING);
        reachability.accept(report(START, Optional.empty()), at(25));
        assertThat(reachability.status().sentence()).contains("lb1 is slow: its last report took 25 s.");
        reachability.accept(report(at(25), Optional.empty()), at(26));
        assertThat(reachability.status().sentence()).isEmpty();
    }

    @Test
    void aRightThatIsLackingIsRememberedWhileTheHostDoesNotAnswer() {
        reachability.accept(report(START, Optional.of("lb1 lacks a right.")), START);
        reachability.accept(LOST, at(1));
        assertThat(reachability.status().lacking()).contains("lb1 lacks a right.");
        assertThat(reachability.status().notes()).containsExactly("lb1 lacks a right.");
        reachability.accept(report(at(2), Optional.empty()), at(2));
        assertThat(reachability.status().lacking()).isEmpty();
    }
}
