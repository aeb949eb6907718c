package dev.headroom.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.driver.ReadyMaster;
import dev.headroom.backend.link.MasterServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A proposal of a running master as a script. */
@Timeout(900)
final class ScriptCommandTest {
    @TempDir
    private Path folder = Path.of("unset");

    private final ReadyMaster ready = ReadyMaster.proposingFor(ReadyMaster.WEB);
    private MasterServer server;

    @BeforeEach
    void listen() throws IOException {
        Files.writeString(folder.resolve("cluster.yaml"), BadInputTest.HOSTS);
        server = MasterServer.listen(folder.resolve("s"), ready.master(), ready.scripts());
    }

    @AfterEach
    void stop() {
        server.close();
        ready.close();
    }

    private Cli run(String... more) {
        List<String> options = List.of(
                "--cluster",
                folder.resolve("cluster.yaml").toString(),
                "--state",
                folder.resolve("s").toString());
        return Cli.run(Stream.of(List.of("script"), options, List.of(more))
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    @Test
    void printsTheScriptOfAnUndoAsItIs() {
        Cli printed = run("P1", "--undo");

        assertThat(printed.exitCode()).as(printed.err()).isZero();
        assertThat(printed.out())
                .startsWith("#!/bin/sh\n")
                .contains("# This takes back proposal P1 of service web", "ipvsadm -d -t 192.0.2.100:80", "lxc-stop")
                .endsWith("\nsay 'All steps are done.'\n");
    }

    @Test
    void writesTheWholeFileInThePlaceOfAnother() throws Exception {
        Path file = Files.writeString(folder.resolve("undo.sh"), "older");

        Cli written = run("P1", "--undo", "--output", file.toString());

        assertThat(written.exitCode()).as(written.err()).isZero();
        assertThat(written.out()).isEmpty();
        assertThat(Files.readString(file)).isEqualTo(run("P1", "--undo").out());
        assertThat(Files.isExecutable(file)).isTrue();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .noneMatch(name -> name.startsWith(".headroom"));
        }
    }

    @Test
    void leavesTheOldFileWhereThereIsNoScript() throws Exception {
        Path file = Files.writeString(folder.resolve("undo.sh"), "older");

        Cli refused = run("P9", "--undo", "--output", file.toString());

        assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(refused.err()).isEqualTo("headroom: There is no proposal P9.%n".formatted());
        assertThat(file).hasContent("older");
    }

    @Test
    void saysThatAFileCannotBeWritten() {
        Cli failed = run(
                "P1", "--undo", "--output", folder.resolve("no/such/folder.sh").toString());

        assertThat(failed.exitCode()).isEqualTo(ExitCode.BAD_INPUT.number());
        assertThat(failed.err()).contains("a file or stream of this machine cannot be used");
    }

    @Test
    void needsTheNumberOfAProposal() {
        assertThat(run().exitCode()).isEqualTo(ExitCode.BAD_INPUT.number());
    }
}
