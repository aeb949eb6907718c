package dev.headroom.simulation.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.simulation.shell.ToolResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IpvsadmCommandTest {
    private final SimulatedTable table = new SimulatedTable(_ -> new ServiceTally());

    @BeforeEach
    void aTableWithOneServiceAndOneDestination() {
        assertThat(run("-A -t 192.0.2.100:8080 -s wrr").exitCode()).isZero();
        assertThat(run("-a -t 192.0.2.100:8080 -r 10.0.0.1:80 -m -w 5 -x 100 -y 50")
                        .exitCode())
                .isZero();
    }

    @Test
    void editReplacesTheWholeDestination() {
        assertThat(run("-a -t 192.0.2.100:8080 -r 10.0.0.2:8080 -m -w 5 -x 100 -y 50")
                        .exitCode())
                .isZero();

        assertThat(run("-e -t 192.0.2.100:8080 -r 10.0.0.2:8080 -w 9").exitCode())
                .isZero();

        assertThat(run("-Sn").output()).contains("-a -t 192.0.2.100:8080 -r 10.0.0.2:8080 -g -w 9\n");
        assertThat(run("-Ln --thresholds").output())
                .contains("  -> 10.0.0.2:8080                0          0          0          0         \n");
    }

    @Test
    void editWithoutWeightMakesItOne() {
        run("-e -t 192.0.2.100:8080 -r 10.0.0.1:80 -m");

        assertThat(run("-Sn").output()).contains("-r 10.0.0.1:80 -m -w 1\n");
    }

    @Test
    void directRoutingCannotChangeThePort() {
        run("-a -t 192.0.2.100:8080 -r 10.0.0.3:99 -g");

        assertThat(run("-Sn").output()).contains("-r 10.0.0.3:8080 -g -w 1\n");
    }

    @Test
    void restoreAppliesWhatItCanAndItsExitCodeIsThatOfTheLastLine() {
        ToolResult result = IpvsadmCommand.run(table, List.of("-R"), """
                -e -t 192.0.2.100:8080 -r 10.0.0.1:80 -m -w 7
                -e -t 192.0.2.100:8080 -r 10.0.0.9:80 -m -w 1
                -a -t 192.0.2.100:8080 -r 10.0.0.4:80 -m -w 2
                """);

        assertThat(result).isEqualTo(new ToolResult(0, "", "No such destination\n"));
        assertThat(run("-Sn").output()).contains("10.0.0.1:80 -m -w 7", "10.0.0.4:80 -m -w 2");
    }

    @Test
    void listsByNumbersAndNotByText() {
        run("-a -t 192.0.2.100:8080 -r 10.0.0.10:80 -m");
        run("-a -t 192.0.2.100:8080 -r 10.0.0.9:80 -m");
        run("-A -t 192.0.2.100:80 -s rr");

        assertThat(run("-Sn").output().lines().map(l -> l.split(" ", -1)[4]).toList())
                .containsExactly("rr", "wrr", "10.0.0.1:80", "10.0.0.9:80", "10.0.0.10:80");
    }

    record Refused(String name, String command, int exitCode, String complaint) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Refused> refusals() {
        return Stream.of(
                new Refused("edit of nothing", "-e -t 192.0.2.100:8080 -r 10.0.0.9:80 -m", 255, "No such destination"),
                new Refused("delete of nothing", "-d -t 192.0.2.100:8080 -r 10.0.0.9:80", 255, "No such destination"),
                new Refused(
                        "added twice", "-a -t 192.0.2.100:8080 -r 10.0.0.1:80 -m", 255, "Destination already exists"),
                new Refused("no such service", "-a -t 192.0.2.1:80 -r 10.0.0.1:80", 255, "Service not defined"),
                new Refused("edit of no service", "-E -t 192.0.2.1:80 -s rr", 255, "No such service"),
                new Refused("delete of no service", "-D -t 192.0.2.1:80", 255, "No such service"),
                new Refused("service twice", "-A -t 192.0.2.100:8080 -s rr", 255, "Service already exists"),
                new Refused("list of no service", "-Ln -t 192.0.2.1:80", 1, "No such service"),
                new Refused(
                        "unknown scheduler",
                        "-A -t 192.0.2.1:80 -s nonsense",
                        255,
                        "Scheduler or persistence engine not found"),
                new Refused("bad weight", "-e -t 192.0.2.100:8080 -r 10.0.0.1:80 -w x", 2, "illegal weight specified"),
                new Refused(
                        "no server",
                        "-a -t 192.0.2.100:8080",
                        2,
                        "You need to supply the 'real-server' option for the 'add-server' command"),
                new Refused(
                        "option of another command",
                        "-d -t 192.0.2.100:8080 -r 10.0.0.1:80 -w 3",
                        2,
                        "Illegal 'weight' option with the 'delete-server' command"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refusesInTheToolsWords(Refused refused) {
        String before = run("-Sn").output();

        assertThat(run(refused.command()))
                .isEqualTo(new ToolResult(refused.exitCode(), "", refused.complaint() + "\n"));
        assertThat(run("-Sn").output()).isEqualTo(before);
    }

    private ToolResult run(String arguments) {
        return IpvsadmCommand.run(table, List.of(arguments.split(" ", -1)), "");
    }
}
