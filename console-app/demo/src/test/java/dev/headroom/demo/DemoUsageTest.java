package dev.headroom.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.console.cli.Cli;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The commands of this module are part of the command line, and wrong usage names the option. */
final class DemoUsageTest {
    @Test
    void theHelpListsTheCommandsOfThisModule() {
        assertThat(Cli.run("--help").out()).contains("demo", "simulate");
    }

    @Test
    void wrongUsageNamesTheOption() {
        refused("--speed", "demo", "--speed", "0");
        refused("flash-crowd", "demo", "--scenario", "flood");
        refused("--hosts (1) must be within", "simulate", "--hosts", "1");
    }

    /** The last host is given no port, so nothing is served. */
    @Test
    void aBusyPortIsSaidWithItsNumberAndWhatToDo() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            refused(
                    "headroom: The port %d of 127.0.0.1 cannot be used (Address already in use). Name others with --port: "
                            .formatted(busy.getLocalPort()),
                    "simulate",
                    "--hosts",
                    "3",
                    "--port",
                    Integer.toString(busy.getLocalPort()));
        }
    }

    @Test
    void fewHostsGetAsManyServicesAsTheyCanServe() {
        assertThat(SimulateCommand.servicesOf(3, Optional.empty())).isEqualTo(1);
        assertThat(SimulateCommand.servicesOf(4, Optional.empty())).isEqualTo(2);
        assertThat(SimulateCommand.servicesOf(9, Optional.empty())).isEqualTo(3);
        assertThat(SimulateCommand.servicesOf(9, Optional.of(5))).isEqualTo(5);
        refused("--services (2) must be within 1..1.", "simulate", "--hosts", "3", "--services", "2");
    }

    @Test
    void theHelpOfSimulateSaysHowToGetAProposal() {
        assertThat(Cli.run("simulate", "--help").out()).contains("--crowd", "proposes a loan");
    }

    private static void refused(String says, String... arguments) {
        Cli result = Cli.run(arguments);
        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).contains(says);
    }
}
