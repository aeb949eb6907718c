package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.HostReport.NotRead;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The snapshot of hosts that have not reported, or not lately. */
class SnapshotAssemblerTest extends AssemblerFixture {
    @Test
    void knowsNothingAtFirst() {
        Assembly first = assembler.first(START);
        assertThat(first.snapshot().revision()).isZero();
        assertThat(first.snapshot().director(LB1).orElseThrow().table()).isInstanceOf(Reading.Missing.class);
        Assembly next = assembler.next(first, List.of(new NotRead(LB1, START, "No way.", true)), at(1));
        assertThat(next.snapshot().revision()).isEqualTo(1);
        assertThat(next.snapshot().director(LB1).orElseThrow().table()).isEqualTo(new Reading.Missing<>("No way."));
        assertThat(next.snapshot().service(WEB).orElseThrow().demand()).isInstanceOf(Reading.Missing.class);
    }

    @Test
    void agesReadingsAndKeepsTheirValue() {
        Assembly assembly = play(director(LB1, 0, 1000, 10), director(LB1, 5, 1100, 30));
        Assembly inTime = assembler.next(assembly, List.of(), at(20));
        assertThat(inTime.snapshot().director(LB1).orElseThrow().table()).isInstanceOf(Reading.Fresh.class);
        Assembly late = assembler.next(inTime, List.of(), at(21));
        assertThat(late.snapshot().director(LB1).orElseThrow().table())
                .isInstanceOfSatisfying(
                        Reading.Stale.class,
                        stale -> assertThat(stale.reason()).isEqualTo("lb1 has not reported for more than 15 s."));
        assertThat(demand(late)).isInstanceOf(Reading.Stale.class);
        assertThat(demand(late).lastKnown()).contains(new Demand(20, 30));
        Assembly failed = assembler.next(late, List.of(new NotRead(LB1, at(22), "Gone.", true)), at(22));
        assertThat(failed.snapshot().director(LB1).orElseThrow().table())
                .isInstanceOfSatisfying(
                        Reading.Stale.class, stale -> assertThat(stale.reason()).isEqualTo("Gone."));
        assertThat(failed.snapshot().destination(LB1, WEB, RIP)).isPresent();
    }

    /** Its next report cannot be here sooner: the master keeps a slow host. */
    @Test
    void aSlowHostsReadingIsFreshUntilTheNextCanBeHere() {
        Assembly read = assembler.next(assembler.first(START), List.of(director(LB1, 0, 0, 0)), at(12));
        Assembly inTime = assembler.next(read, List.of(), at(36));
        assertThat(inTime.snapshot().director(LB1).orElseThrow().table()).isInstanceOf(Reading.Fresh.class);
        Assembly late = assembler.next(inTime, List.of(), at(37));
        assertThat(late.snapshot().director(LB1).orElseThrow().table())
                .isInstanceOfSatisfying(
                        Reading.Stale.class,
                        stale -> assertThat(stale.reason()).isEqualTo("lb1 has not reported for more than 36 s."));
    }

    @Test
    void doesNotTakeALateReportForFresh() {
        Assembly assembly = assembler.next(assembler.first(START), List.of(director(LB1, 0, 0, 0)), at(60));
        assertThat(assembly.snapshot().director(LB1).orElseThrow().table()).isInstanceOf(Reading.Stale.class);
    }
}
