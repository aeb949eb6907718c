package dev.headroom.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.simulation.stage.HostStages;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotTextTest {
    /** Only rs1 and lb1 were ever read: any other server may have the container. */
    @Test
    void aDestinationOfAServerThatWasNeverReadIsNotCalledUnmanaged() {
        StringWriter text = new StringWriter();
        SnapshotText.print(HostStages.neverRead().observation(), new PrintWriter(text, true));
        List<String> destinations = text.toString()
                .lines()
                .filter(line -> line.contains(" weight "))
                .toList();
        assertThat(destinations).anyMatch(line -> line.endsWith("(container unknown)"));
        assertThat(destinations).anyMatch(line -> line.endsWith("(rs1/shop-1)"));
        assertThat(destinations).noneMatch(line -> line.contains("unmanaged"));
    }
}
