package dev.headroom.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The list of commands that {@code --help} prints. */
class HelpTest {
    /** It shows the first line of a description only. */
    @Test
    void noSentenceOfTheListIsCut() {
        assertThat(HeadroomCommand.commandLine().getSubcommands().values())
                .hasSizeGreaterThan(9)
                .extracting(CommandLine::getCommandSpec)
                .allSatisfy(command -> assertThat(
                                String.format(command.usageMessage().description()[0])
                                        .lines()
                                        .findFirst()
                                        .orElse(""))
                        .as(command.name())
                        .endsWith("."));
    }
}
