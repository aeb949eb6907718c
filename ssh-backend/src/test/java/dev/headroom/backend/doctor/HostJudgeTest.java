package dev.headroom.backend.doctor;

import static dev.headroom.backend.doctor.Texts.brief;
import static dev.headroom.backend.doctor.Texts.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostJudgeTest {
    private static final ServerId RS1 = new ServerId("rs1");
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    /** A slow round trip says little of a clock: only what exceeds it is the clock's. */
    @Test
    void aClockIsFarOffOnlyBeyondTheDoubtOfItsMeasurement() {
        ClockOffset doubtful = ClockOffset.of(NOON, NOON.plusSeconds(4), false, NOON.plusSeconds(6));
        assertThat(doubtful.ahead()).isEqualTo(Duration.ofSeconds(1));
        assertThat(doubtful.within()).isEqualTo(Duration.ofSeconds(3));
        assertThat(HostJudge.clock(RS1, facts(""), doubtful)).isEmpty();

        ClockOffset sure = ClockOffset.of(NOON, NOON.minusSeconds(90), false, NOON.plusMillis(20));
        assertThat(HostJudge.clock(RS1, facts("synchronized no\n"), sure)).hasValueSatisfying(finding -> {
            assertThat(finding.what()).contains("behind", "90.01 s", "not synchronized");
            assertThat(finding.remedy()).contains("timedatectl set-ntp true");
        });
    }

    /** busybox tells whole seconds where its date knows no fractions. */
    @Test
    void aClockThatTellsWholeSecondsIsKnownToHalfASecond() {
        ClockOffset offset = ClockOffset.of(NOON.plusMillis(600), NOON, true, NOON.plusMillis(600));
        assertThat(offset.ahead()).isEqualTo(Duration.ofMillis(-100));
        assertThat(offset.within()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void twoServersOnOneKernelAreCountedTwiceButADirectorMayBeAServer() {
        HostFacts same = facts("boot 080543c9-5672-4208-94b0-0536fdd0b134\n");
        Map<HostId, HostFacts> told = new LinkedHashMap<>();
        told.put(new DirectorId("lb1"), same);
        told.put(RS1, same);
        assertThat(HostJudge.machines(told)).isEmpty();
        told.put(new ServerId("rs2"), same);
        assertThat(HostJudge.machines(told)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WILL_NOT_WORK);
            assertThat(finding.what()).contains("rs1 and rs2", "counted twice");
        });
        told.put(new ServerId("rs3"), same);
        told.put(new DirectorId("lb2"), same);
        assertThat(HostJudge.machines(told).stream().map(Finding::what))
                .hasSize(2)
                .anyMatch(what -> what.startsWith("rs1, rs2 and rs3 run on one kernel") && what.endsWith("3 times."))
                .anyMatch(what -> what.startsWith("lb1 and lb2 run on one kernel"));
        told.remove(new DirectorId("lb2"));
        told.remove(new ServerId("rs3"));
        told.put(new ServerId("rs2"), facts(""));
        assertThat(HostJudge.machines(told)).isEmpty();
    }

    @Test
    void aServerThatLendsNeedsAPlaceForMarks() {
        assertThat(brief(HostJudge.server(RS1, facts("loans refused\n"), true)))
                .containsExactly("will not work: loan-marks");
        assertThat(HostJudge.server(RS1, facts("loans refused\n"), false)).isEmpty();
        assertThat(HostJudge.server(RS1, facts(""), true)).isEmpty();
        assertThat(brief(HostJudge.server(RS1, facts("loans writable\nspace tmpfs 814812 814812 0 100% /run\n"), true)))
                .containsExactly("will not work: loan-marks");
    }

    @Test
    void aDirectorThatCannotTakeAPlanBackIsTold() {
        DirectorId lb1 = new DirectorId("lb1");
        assertThat(HostJudge.takingBack(lb1, facts("tool flock\n"))).isEmpty();
        assertThat(HostJudge.takingBack(lb1, facts("tool flock\nlogins end\ntool at\n")))
                .isEmpty();
        assertThat(HostJudge.takingBack(lb1, facts("tool at\n")))
                .hasValueSatisfying(finding -> assertThat(finding.what()).contains("no flock"));
        assertThat(HostJudge.takingBack(lb1, facts("tool flock\nlogins end\n")))
                .hasValueSatisfying(finding -> assertThat(finding.what()).contains("KillUserProcesses=yes"));
    }

    @Test
    void controlGroupsWithoutMemoryAreTold() {
        assertThat(brief(HostJudge.server(RS1, facts("controllers cpuset cpu io pids\n"), true)))
                .containsExactly("advice: control-groups");
        assertThat(HostJudge.server(RS1, facts("controllers cpuset cpu io memory pids\n"), true))
                .isEmpty();
    }
}
