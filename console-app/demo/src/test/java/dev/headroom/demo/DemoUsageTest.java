package dev.headroom.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.console.cli.Cli;
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
