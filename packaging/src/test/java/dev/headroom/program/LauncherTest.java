package dev.headroom.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launchers on all systems, and those of the packages, give Java the same memory. See decision 0010. */
final class LauncherTest {
    private static final Pattern MEMORY =
            Pattern.compile("-X(?:m[xsn]\\w+|X:(?:\\+UseG1GC|SurvivorRatio|GCTimeRatio|M\\w+HeapFreeRatio)\\S*)");

    @Test
    void allLaunchersHaveTheSameOptionsForTheHeap() throws IOException {
        List<String> shell = memory("dist/bin/headroom");
        assertThat(shell).contains("-XX:+UseG1GC", "-Xmx1g", "-Xmn80m").hasSize(8);
        assertThat(memory("dist/bin/headroom.cmd")).isEqualTo(shell);
        assertThat(memory("image/java.options")).isEqualTo(shell);
    }

    /** Java would say in its own words that its first heap is larger than the largest, and not start. */
    @ParameterizedTest
    @CsvSource({
        "-Xmx64m, true",
        "-Xmx111M, true",
        "-Xmx112m, false",
        "-Xmx65536k, true",
        "-Xmx2g, false",
        "-Dx=-Xmx64m, false",
        "-Da=b -Xmx96m -Dc=d, true",
        "'', false"
    })
    void aSmallHeapOfTheOperatorCounts(String options, boolean small) throws Exception {
        for (String launcher : List.of("dist/bin/headroom", "image/bin/headroom")) {
            String text = Files.readString(Path.of("src/main").resolve(launcher));
            String part = text.substring(text.indexOf("small=\n"), text.indexOf("esac\n") + 5);
            var process = new ProcessBuilder("sh", "-c", part + "printf %s \"$small\"");
            process.environment().put("HEADROOM_JAVA_OPTIONS", options);
            String said = new String(process.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said).as(launcher).isEqualTo(small ? "-Xms16m -Xmn8m" : "");
        }
    }

    /** The options of the line that starts Java. */
    private static List<String> memory(String launcher) throws IOException {
        String text = Files.readString(Path.of("src/main").resolve(launcher));
        return MEMORY.matcher(text.substring(text.indexOf("-XX:+UseG1GC")))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
