package dev.headroom.backend.doctor;

import static dev.headroom.backend.doctor.Texts.ROUTE;
import static dev.headroom.backend.doctor.Texts.WEB;
import static dev.headroom.backend.doctor.Texts.brief;
import static dev.headroom.backend.doctor.Texts.entry;
import static dev.headroom.backend.doctor.Texts.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairJudgeTest {
    private static final String VIRTUAL = "tcp 192.0.2.100:80";
    private static final Map<ServiceId, VirtualAddress> SERVICES = Map.of(WEB, VirtualAddress.parse(VIRTUAL));

    @Test
    void tablesThatAgreeAreFine() {
        assertThat(parity(director("lb1", wrr("10.0.0.1:80 1")), director("lb2", wrr("10.0.0.1:80 1"))))
                .isEmpty();
    }

    @Test
    void aWeightThatDiffersIsNamedWithBothValues() {
        assertThat(parity(
                        director("lb1", wrr("10.0.0.1:80 1", "10.0.0.2:80 0")),
                        director("lb2", wrr("10.0.0.1:80 1", "10.0.0.2:80 100", "10.0.0.3:80 1"))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.ADVICE);
                    assertThat(finding.what()).contains("10.0.0.2:80 with weight 0 and 100", "10.0.0.3:80 only on lb2");
                });
    }

    @Test
    void aDirectorWithoutADestinationForClientsIsAnOutageAtTheNextFailover() {
        assertThat(parity(director("lb1", wrr("10.0.0.1:80 1")), director("lb2", wrr("10.0.0.1:80 0"))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.OUTAGE_RISK);
                    assertThat(finding.what()).contains("lb2 has no destination that gets clients");
                });
    }

    /** A cluster manager may fill the table of the passive director when it takes over. */
    @Test
    void anEmptyTableOfOneDirectorMayBeMeant() {
        assertThat(brief(parity(director("lb1", wrr("10.0.0.1:80 1")), director("lb2"))))
                .containsExactly("advice: parity");
        assertThat(brief(parity(director("lb1"), director("lb2"))))
                .containsExactly("will not work: parity", "will not work: parity");
    }

    @Test
    void aServiceThatNoDirectorHasWillNotWork() {
        TableEntry other = entry("tcp 192.0.2.101:80", Scheduler.of("wrr"), 0, ROUTE);
        assertThat(brief(parity(director("lb1", other)))).containsExactly("will not work: parity");
    }

    /** Lines of ipvsadm 1.31. */
    @Test
    void connectionsAreCopiedWhereOneSendsAndAnotherReceives() {
        HostFacts sends = facts("sync\nsync master sync daemon (mcast=eth0, syncid=1)\n");
        HostFacts receives = facts("sync\nsync backup sync daemon (mcast=eth0, syncid=1)\n");
        HostFacts none = facts("sync\n");
        DirectorId lb1 = new DirectorId("lb1");
        DirectorId lb2 = new DirectorId("lb2");
        assertThat(PairJudge.sync(Map.of(lb1, sends, lb2, receives), 2)).isEmpty();
        assertThat(brief(PairJudge.sync(Map.of(lb1, sends, lb2, none), 2))).containsExactly("advice: sync");
        assertThat(brief(PairJudge.sync(Map.of(lb1, none, lb2, none), 2))).containsExactly("advice: sync");
        assertThat(PairJudge.sync(Map.of(lb1, none, lb2, facts("")), 2)).isEmpty();
        assertThat(PairJudge.sync(Map.of(lb1, none), 1)).isEmpty();
    }

    private static List<Finding> parity(Director... directors) {
        return PairJudge.parity(SERVICES, List.of(directors));
    }

    private static TableEntry wrr(String... rows) {
        return entry(VIRTUAL, Scheduler.of("wrr"), 0, ROUTE, rows);
    }

    private static Director director(String name, TableEntry... entries) {
        return new Director(
                new DirectorId(name),
                new Reading.Fresh<>(new DirectorTable(List.of(entries), Map.of()), Instant.EPOCH));
    }
}
