package dev.headroom.backend.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.Examination;
import dev.headroom.backend.TestPatience;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.fleet.SshFleet;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.backend.time.TimeLimit;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.simulation.Fault;
import dev.headroom.simulation.Scenarios;
import dev.headroom.simulation.SimulatedFleet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole examination, over SSH, of the cluster of the demo. */
@Timeout(900)
class ExaminationTest {
    private static final HostId RS2 = new ServerId("rs2");

    @TempDir
    Path folder;

    @Test
    void theDemoIsFineButForWhatNobodyCanKnow() throws Exception {
        try (SimulatedFleet fleet = SimulatedFleet.start(Scenarios.steady(1), folder, 0, 1)) {
            Diagnosis diagnosis = examine(fleet);
            assertThat(diagnosis.isIncomplete()).isFalse();
            assertThat(diagnosis.parts())
                    .hasSize(1 + ClusterFile.read(fleet.clusterFile()).hosts().size());
            assertThat(diagnosis.worst()).isGreaterThanOrEqualTo(Severity.ADVICE);
            assertThat(diagnosis.parts().stream().flatMap(part -> part.findings().stream()))
                    .filteredOn(finding -> finding.severity() == Severity.UNKNOWN)
                    .extracting(Finding::check)
                    .containsOnly(Check.VIRTUAL_ADDRESS, Check.ARP);
            assertThat(diagnosis.parts().stream().flatMap(part -> part.findings().stream()))
                    .filteredOn(finding -> finding.check() == Check.LOGIN)
                    .allSatisfy(finding -> assertThat(finding.what()).contains("Logged in as headroom", "clock"));
        }
    }

    @Test
    void aHostThatIsNotReachedHidesNoOther() throws Exception {
        try (SimulatedFleet fleet = SimulatedFleet.start(Scenarios.steady(1), folder, 0, 1)) {
            fleet.cluster().apply(new Fault(RS2, Fault.Kind.KILL));
            Diagnosis diagnosis = examine(fleet);
            assertThat(diagnosis.isIncomplete()).isTrue();
            assertThat(part(diagnosis, RS2).findings()).singleElement().satisfies(finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.NOT_ASKED);
                assertThat(finding.what()).contains("Cannot reach rs2");
            });
            assertThat(diagnosis.parts().stream().filter(Diagnosis.Part::asked))
                    .hasSize(diagnosis.parts().size() - 1)
                    .allSatisfy(part -> assertThat(part.worst()).isGreaterThanOrEqualTo(Severity.ADVICE));
        }
    }

    /** A check that could not be made is not told as one that found nothing. */
    @Test
    void tablesThatWereNotReadAreNotSaidToAgree() throws Exception {
        try (SimulatedFleet fleet = SimulatedFleet.start(Scenarios.steady(1), folder, 0, 1)) {
            fleet.cluster().apply(new Fault(new DirectorId("lb2"), Fault.Kind.KILL));
            Diagnosis diagnosis = examine(fleet);
            assertThat(diagnosis.parts().stream()
                            .filter(part -> part.host().isEmpty())
                            .flatMap(part -> part.findings().stream()))
                    .filteredOn(finding -> finding.check() == Check.PARITY)
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN);
                        assertThat(finding.what()).contains("lb2");
                    });
        }
    }

    /** As by Ctrl-C before the first reading. */
    @Test
    void anExaminationThatIsEndedListsNoCheckThatNeedsAReading() throws Exception {
        try (SimulatedFleet fleet = SimulatedFleet.start(Scenarios.steady(1), folder, 0, 1)) {
            TimeLimit limit = generous();
            Diagnosis diagnosis = examine(fleet, limit, new Examination.Progress() {
                @Override
                public void begins(int all) {
                    // It goes on.
                }

                @Override
                public void asked(HostId host, boolean told, int answered, int all) {
                    if (answered == all) {
                        limit.end();
                    }
                }

                @Override
                public void reading(Set<HostId> awaited) {
                    throw new AssertionError("It was ended.");
                }
            });
            List<Finding> all = diagnosis.parts().stream()
                    .filter(part -> part.host().isPresent())
                    .flatMap(part -> part.findings().stream())
                    .toList();
            assertThat(all)
                    .filteredOn(finding -> finding.check() == Check.LOGIN)
                    .isNotEmpty()
                    .allSatisfy(finding -> assertThat(finding.what())
                            .doesNotContain(Check.CONNECTIONS.word(), Check.READINGS.word(), Check.STAND_BY.word()));
            assertThat(part(diagnosis, RS2).findings())
                    .filteredOn(finding -> finding.check() == Check.LOGIN)
                    .allSatisfy(finding -> assertThat(finding.what()).doesNotContain(Check.LOAN_MARKS.word()));
            assertThat(all)
                    .filteredOn(finding -> finding.check() == Check.READINGS)
                    .hasSize(diagnosis.parts().size() - 1)
                    .allSatisfy(finding -> assertThat(finding.what())
                            .contains("was not read", "the examination was ended after")
                            .doesNotContain("in time"));
        }
    }

    private static Diagnosis.Part part(Diagnosis diagnosis, HostId host) {
        List<Diagnosis.Part> found = diagnosis.parts().stream()
                .filter(part -> part.host().equals(Optional.of(host)))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static TimeLimit generous() {
        return new TimeLimit(TestPatience.GENEROUS.multipliedBy(2), System::nanoTime);
    }

    private static Diagnosis examine(SimulatedFleet fleet) throws Exception {
        return examine(fleet, generous(), Examination.Progress.NONE);
    }

    private static Diagnosis examine(SimulatedFleet fleet, TimeLimit limit, Examination.Progress progress)
            throws Exception {
        ClusterFile file = ClusterFile.read(fleet.clusterFile());
        SshFleet shells = SshFleet.of(file.hosts().stream()
                .map(host -> fleet.sshd().target(host.id()))
                .toList());
        try (ClusterConnection connection = new ClusterConnection(file, shells, _ -> "headroom")) {
            return new Examination(connection, SteadyClock.ofThisProcess(), limit)
                    .examine(Installation.NONE, _ -> true, progress);
        }
    }
}
