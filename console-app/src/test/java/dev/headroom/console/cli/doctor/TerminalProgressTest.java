package dev.headroom.console.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
    private static final HostId LB1 = new DirectorId("lb1");
    private static final HostId RS1 = new ServerId("rs1");

    private final StringWriter text = new StringWriter();
    private final TerminalProgress progress = new TerminalProgress(new PrintWriter(text));

    @Test
    void aThousandHostsTakeAboutTenLinesAndThoseThatCannotBeAsked() {
        progress.begins(1_000);
        Set<HostId> hosts = new LinkedHashSet<>();
        for (int i = 1; i <= 1_000; i++) {
            HostId host = new ServerId("rs" + i);
            hosts.add(host);
            progress.asked(host, i % 10 != 7, i, 1_000);
        }
        progress.reading(hosts);
        assertThat(text.toString().lines())
                .hasSize(12 + 20)
                .startsWith(
                        "headroom: asking each of 1000 hosts of itself …",
                        "headroom: rs7 could not be asked (7 of 1000)")
                .contains("headroom: 100 of 1000 hosts have told of themselves or could not be asked")
                .endsWith("headroom: reading tables, containers and rights of 1000 hosts …");
    }

    @Test
    void eachOfAFewHostsIsTold() {
        progress.begins(2);
        progress.asked(RS1, false, 2, 2);
        progress.asked(LB1, true, 1, 2); // late
        progress.reading(new LinkedHashSet<>(List.of(LB1, RS1)));
        assertThat(text.toString().lines())
                .containsExactly(
                        "headroom: asking each of 2 hosts of itself …",
                        "headroom: rs1 could not be asked (2 of 2)",
                        "headroom: lb1 has told of itself (1 of 2)",
                        "headroom: reading tables, containers and rights of lb1, rs1 …");
    }
}
