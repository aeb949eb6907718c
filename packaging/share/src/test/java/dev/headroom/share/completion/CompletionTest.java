package dev.headroom.share.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.console.cli.HeadroomCommand;
import dev.headroom.share.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each script in its own shell, in a folder of files that are and are no cluster files. */
@Timeout(600)
class CompletionTest {
    @TempDir
    private Path folder = Path.of("unset");

    /** What is typed, the cursor at its end, and what must be offered; words that are offered besides do no harm if {@code more}. */
    record Case(String typed, boolean more, List<String> offered) {
        @Override
        public String toString() {
            return typed;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("headroom ob", false, List.of("observe")),
                new Case("headroom ", true, List.of("observe", "demo", "my shop.headroom.yaml", "b.yml")),
                new Case("headroom my", false, List.of("my shop.headroom.yaml")),
                new Case("headroom observe --cl", false, List.of("--cluster")),
                new Case(
                        "headroom observe --cluster ",
                        false,
                        List.of("b.yml", "d dir", "my shop.headroom.yaml", "x*[a]$y.yaml")),
                new Case("headroom observe --cluster my\\ sh", false, List.of("my shop.headroom.yaml")),
                new Case("headroom observe --cluster d\\ dir/", false, List.of("d dir/in.yaml")),
                // a name with signs that shells expand
                new Case("headroom observe --cluster x", false, List.of("x*[a]$y.yaml")),
                new Case("headroom observe --cluster 'my sh", false, List.of("my shop.headroom.yaml")),
                new Case("headroom --mode ", false, List.of("automatic", "manual", "watch")),
                new Case("headroom master --mode=m", false, List.of("manual")),
                new Case("headroom --cluster observe pl", true, List.of("plan")),
                new Case("headroom plan --snapshot c", false, List.of("c.json")),
                new Case("headroom plan --state ", false, List.of("d dir")),
                new Case("headroom bench ", true, List.of("finder", "sharing")),
                new Case("headroom bench finder --regime ", false, List.of("hard", "lending")));
    }

    @BeforeEach
    void files() throws IOException {
        for (String name : List.of("my shop.headroom.yaml", "b.yml", "c.json", "x*[a]$y.yaml")) {
            Files.createFile(folder.resolve(name));
        }
        Files.createFile(Files.createDirectory(folder.resolve("d dir")).resolve("in.yaml"));
    }

    private static void offers(Case each, Stream<String> printed) {
        List<String> offered = printed.map(word -> word.replace("\\", ""))
                .map(word -> word.endsWith("/") ? word.substring(0, word.length() - 1) : word)
                .map(word -> word.replaceFirst("^--mode=", ""))
                .filter(word -> !word.isEmpty())
                .distinct()
                .sorted()
                .toList();
        if (each.more()) {
            assertThat(offered).containsAll(each.offered()).doesNotContain("c.json");
        } else {
            assertThat(offered).isEqualTo(each.offered());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void inBash(Case each) throws IOException, InterruptedException {
        Shell.needs("bash");
        Path script = Files.writeString(folder.resolve(".script"), BashScript.of(HeadroomCommand.commandLine()));
        String words = words(each.typed()).stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        String typed =
                ". ./%s; COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _headroom; printf '%%s\\n' \"${COMPREPLY[@]}\""
                        .formatted(script.getFileName(), words);
        offers(each, Shell.run(folder, List.of("bash", "--norc", "-c", typed)).lines());
    }

    /** As bash gives them: '=' is a word of its own, quotes and backslashes stay. */
    private static List<String> words(String typed) {
        List<String> words = new ArrayList<>();
        for (String part : typed.replace("\\ ", "\0").replace("'my ", "'my\0").split(" ", -1)) {
            int cut = part.indexOf('=');
            if (cut < 0) {
                words.add(part.replace("\0", part.startsWith("'") ? " " : "\\ "));
            } else {
                words.addAll(List.of(part.substring(0, cut), "=", part.substring(cut + 1)));
            }
        }
        return words;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void inZsh(Case each) throws IOException, InterruptedException {
        Shell.needs("zsh");
        Path functions = Files.createDirectory(folder.resolve(".functions"));
        Files.writeString(functions.resolve("_headroom"), ZshScript.of(HeadroomCommand.commandLine()));
        Path capture = folder.resolve(".capture.zsh");
        try (InputStream in = CompletionTest.class.getResourceAsStream("capture.zsh")) {
            Files.write(capture, Objects.requireNonNull(in).readAllBytes());
        }
        String printed =
                Shell.run(folder, List.of("zsh", "-f", capture.toString(), functions.toString(), each.typed()));
        assertThat(printed).contains("all:offered");
        offers(
                each,
                printed.lines()
                        .filter(line -> line.contains("hit:"))
                        .map(line -> line.substring(line.indexOf("hit:") + "hit:".length())
                                .strip())
                        .map(word -> word.equals("in.yaml") ? "d dir/" + word : word));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void inFish(Case each) throws IOException, InterruptedException {
        Shell.needs("fish");
        Path script = Files.writeString(folder.resolve(".script"), FishScript.of(HeadroomCommand.commandLine()));
        String quoted = each.typed().replace("\\", "\\\\").replace("'", "\\'");
        String printed = Shell.run(
                folder,
                List.of(
                        "fish",
                        "--no-config",
                        "-c",
                        "source ./%s; complete -C '%s'".formatted(script.getFileName(), quoted)));
        offers(each, printed.lines().map(line -> line.split("\t", -1)[0]));
    }
}
