package dev.headroom.share.man;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.console.cli.HeadroomCommand;
import dev.headroom.share.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The pages are what the command line says of itself, and a reader of manual pages finds nothing wrong with them. */
class ManPagesTest {
    @TempDir
    private Path folder = Path.of("unset");

    static Stream<ManPage> pages() {
        return ManPages.of(HeadroomCommand.commandLine(), "0.1.0", "2026-11-22", true).stream();
    }

    static Stream<ManPage> pagesOfServers() {
        CommandLine line = HeadroomCommand.commandLine().setCommandName("headroom-master");
        HeadroomCommand.asOnServers(line);
        return ManPages.of(line, "0.1.0", "2026-11-22", false).stream();
    }

    static Stream<ManPage> allPages() {
        return Stream.concat(pages(), pagesOfServers());
    }

    /** It opens no window, and says how systemd runs its masters. */
    @Test
    void thePageForServersIsTrueThere() {
        ManPage page = pagesOfServers().findFirst().orElseThrow();

        assertThat(page.name()).isEqualTo("headroom-master");
        assertThat(page.text())
                .contains("without a window", "systemctl enable", "/etc/headroom/CLUSTER.yaml")
                .doesNotContain("opens the console", "file manager", "\\-\\-cluster\\fR \\fIFILE");
    }

    @ParameterizedTest
    @MethodSource("allPages")
    void mandocFindsNothingWrong(ManPage page) throws IOException, InterruptedException {
        Shell.needs("mandoc");
        Path file = Files.writeString(folder.resolve(page.name() + "." + page.section()), page.text());

        assertThat(Shell.run(folder, List.of("mandoc", "-T", "lint", file.toString())))
                .isEmpty();
    }

    /** Options that are shown with typographic dashes or quotes cannot be copied into a terminal. */
    @Test
    void anOptionCanBeCopied() throws IOException, InterruptedException {
        Shell.needs("mandoc");
        ManPage page = pages().filter(each -> each.name().equals("headroom-approve"))
                .findFirst()
                .orElseThrow();
        Path file = Files.writeString(folder.resolve("page.1"), page.text());

        assertThat(Shell.run(folder, List.of("mandoc", "-T", "utf8", file.toString()))
                        .replaceAll(".\b", ""))
                .contains("--cluster FILE", "--revision")
                .doesNotContain("‐", "−", "’");
    }

    @Test
    void eachCommandAndEachOptionHasItsPlace() {
        List<ManPage> pages = pages().toList();
        assertThat(pages).extracting(ManPage::file).contains("man1/headroom.1", "man1/headroom-observe.1");
        assertThat(pages)
                .allSatisfy(page -> assertThat(page.text())
                        .contains(
                                ".SH \"NAME\"",
                                ".SH \"SYNOPSIS\"",
                                ".SH \"EXIT STATUS\"",
                                ".SH \"FILES\"",
                                ".SH \"SEE ALSO\"")
                        .doesNotContain("%n", "%s", "${"));
        assertThat(pages.getFirst().text()).contains("\\fB\\-\\-mode\\fR", "\\fIFILE\\fR");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".hidden line|\\&.hidden line",
                "a\\b|a\\eb",
                "--yes|\\-\\-yes",
                "größe ≥ 3|gr\\[u00F6]\\[u00DF]e \\(>= 3",
            })
    void textIsNoMarkup(String plain, String made) {
        assertThat(new Roff().line(Roff.escaped(plain))).hasToString(made + "\n");
    }
}
