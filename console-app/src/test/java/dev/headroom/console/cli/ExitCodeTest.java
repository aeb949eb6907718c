package dev.headroom.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is written of the exit codes, in the help and in README.md, is what {@link ExitCode} says. */
class ExitCodeTest {
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| (.*) \\|");

    @Test
    void theTableInTheReadmeIsTheListOfExitCodes() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        Files.readString(Path.of("..", "README.md"))
                .lines()
                .dropWhile(line -> !line.equals("| exit code | means |"))
                .takeWhile(line -> !line.isBlank())
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .forEach(row -> rows.put(row.group(1), row.group(2)));

        assertThat(rows).containsExactlyEntriesOf(ExitCode.meanings());
    }

    @Test
    void theHelpTellsEachExitCode() {
        String help = Cli.run("--help").out();

        assertThat(ExitCode.meanings())
                .containsKeys("0", "130", "143")
                .allSatisfy((number, meaning) ->
                        assertThat(help).containsPattern("(?m)^ *" + number + " +" + Pattern.quote(meaning)));
    }
}
