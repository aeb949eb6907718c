package dev.headroom.console.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
    @Test
    void aThousandHostsTakeAboutTenLines() {
        StringWriter text = new StringWriter();
        var progress = new TerminalProgress(new PrintWriter(text));
        for (int i = 0; i <= 1_000; i++) {
            progress.asked(i, 1_000);
        }
        progress.reading();
        assertThat(text.toString().lines())
                .hasSize(12)
                .startsWith("headroom: asking 1000 hosts of themselves …")
                .contains("headroom: 100 of 1000 hosts have answered or cannot be asked")
                .endsWith("headroom: waiting for readings of tables and containers …");
    }

    @Test
    void eachOfAFewHostsIsTold() {
        StringWriter text = new StringWriter();
        var progress = new TerminalProgress(new PrintWriter(text));
        progress.asked(0, 3);
        progress.asked(2, 3);
        progress.asked(1, 3); // late
        progress.asked(3, 3);
        assertThat(text.toString().lines())
                .containsExactly(
                        "headroom: asking 3 hosts of themselves …",
                        "headroom: 2 of 3 hosts have answered or cannot be asked",
                        "headroom: 3 of 3 hosts have answered or cannot be asked");
    }
}
