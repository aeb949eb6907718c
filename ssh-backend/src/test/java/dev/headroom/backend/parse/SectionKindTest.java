package dev.headroom.backend.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.AgentText;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SectionKindTest {
    /** Where the script gives a section its title: a shell function, a line that it prints itself, and awk. */
    private static final Pattern TITLE = Pattern.compile(
            "^\\s*(?:tool|file|section) \"?([a-z][a-z-]*)"
                    + "|@@section [0-9%d ]+ ([a-z][a-z-]*)"
                    + "|section\\([^\"\\n]*\"([a-z-]+)\"\\)"
                    + "|^\\s*told ([a-z-]+)$",
            Pattern.MULTILINE);

    private static final Pattern AGAIN = Pattern.compile("^\\s*again \\$\\S+ ([a-z-]+)", Pattern.MULTILINE);

    @Test
    void theScriptPrintsASectionOfEachKindAndNoOther() {
        assertThat(titles(AgentText.complete(), TITLE))
                .isEqualTo(Arrays.stream(SectionKind.values())
                        .map(SectionKind::title)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void theScriptRepeatsOnlySectionsThatItPrints() {
        assertThat(titles(AgentText.complete(), AGAIN)).hasSize(14).isSubsetOf(titles(AgentText.complete(), TITLE));
    }

    /** The comparison itself finds a section that is missing on either side. */
    @Test
    void aSectionThatTheEnumLacksIsFound() {
        assertThat(titles("    tool planted lxc-ls\n    file \"other $1\" /proc/x first\n", TITLE))
                .containsExactly("other", "planted");
    }

    private static Set<String> titles(String script, Pattern pattern) {
        return pattern.matcher(script)
                .results()
                .map(found -> IntStream.rangeClosed(1, found.groupCount())
                        .mapToObj(found::group)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
