package dev.headroom.bench.reassignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.ma2scf.placement.Borrower;
import dev.headroom.ma2scf.placement.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tiny instance, written by hand: three machines, three services, six processes. */
final class ReassignmentTest {
    /** Neighborhood, location, capacities, safety capacities, costs of moving. */
    private static final String MODEL = """
            2
            1 100
            0 10
            3
            0 0 100 50 80 40 0 1 1
            0 1 100 50 80 40 1 0 1
            1 2 100 50 80 40 1 1 0
            3
            2 1 1
            1 0
            0 0
            6
            0 30 10 1
            0 20 20 1
            0 10 0 1
            1 50 15 1
            1 35 5 1
            2 12 7 1
            1
            0 1 20
            10
            1 10 100
            """;

    @TempDir
    private Path folder = Path.of("unset");

    private void write(String model, String assignment) throws IOException {
        zip("model_t_1.txt.gz", model);
        zip("assignment_t_1.sol.gz", assignment);
    }

    private void zip(String name, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void machinesLendTheirSafetyCapacityLessTheLoadThatStays() throws IOException {
        write(MODEL, "0 1 2 0 1 2\n");
        List<Reassignment> read = Reassignment.readAll(folder);
        assertThat(read).extracting(Reassignment::name).containsExactly("t_1");
        Problem problem = read.getFirst().problem();
        // service 1 stays: 50 and 15 on machine 0, 35 and 5 on machine 1
        assertThat(problem.supply(0).lendable()).containsExactly(30.0);
        assertThat(problem.supply(0).room()).containsExactly(25.0);
        assertThat(problem.supply(1).lendable()).containsExactly(45.0);
        assertThat(problem.supply(2).lendable()).containsExactly(80.0);
        assertThat(problem.supply(2).zone()).isEqualTo(2);
    }

    @Test
    void theOthersBorrowWhatTheirProcessesNeed() throws IOException {
        write(MODEL, "0 1 2 0 1 2\n");
        Problem problem = Reassignment.readAll(folder).getFirst().problem();
        assertThat(problem.services()).isEqualTo(2);
        Borrower first = problem.borrower(0);
        assertThat(first.demand()).isEqualTo(60);
        assertThat(first.footprint()).containsExactly(10.0);
        assertThat(first.containerLimit()).isEqualTo(30);
        // three processes over two locations: two of them in one at most
        assertThat(first.limits()).isEqualTo(new Borrower.Limits(0, 3, 1, 2, Borrower.Limits.WITH_ANY));
        assertThat(problem.borrower(1).demand()).isEqualTo(12);
    }

    @Test
    void aBorrowerRunsOnlyWhereWhatItDependsOnRuns() throws IOException {
        write(MODEL, "0 1 2 0 1 2\n");
        Problem problem = Reassignment.readAll(folder).getFirst().problem();
        // service 1 runs in neighborhood 0 only: machines 0 and 1
        assertThat(problem.most(0, 0)).isEqualTo(1);
        assertThat(problem.most(0, 1)).isEqualTo(1);
        assertThat(problem.most(0, 2)).isZero();
        assertThat(problem.most(1, 2)).isEqualTo(1);
    }

    @Test
    void aMachineAboveItsSafetyCapacityLendsNothing() throws IOException {
        write(MODEL, "0 1 2 0 0 2\n");
        assertThat(Reassignment.readAll(folder).getFirst().problem().supply(0).lendable())
                .containsExactly(0.0);
    }

    @Test
    void whatIsNoInstanceIsRefusedWithItsPlace() throws IOException {
        write(MODEL.replace("0 1 100 50 80", "0 1 100 fifty 80"), "0 1 2 0 1 2\n");
        assertThatThrownBy(() -> Reassignment.readAll(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("model_t_1.txt.gz:6:")
                .hasMessageContaining("a capacity")
                .hasMessageContaining("fifty");
        write(MODEL, "0 1 2 0 1 9\n");
        assertThatThrownBy(() -> Reassignment.readAll(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("assignment_t_1.sol.gz:1:")
                .hasMessageContaining("within 0..2");
        write(MODEL.substring(0, 60), "0 1 2 0 1 2\n");
        assertThatThrownBy(() -> Reassignment.readAll(folder)).hasMessageContaining("the end of the file");
    }
}
