package dev.headroom.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

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

    private static List<String> memory(String launcher) throws IOException {
        return MEMORY.matcher(Files.readString(Path.of("src/main").resolve(launcher)))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
