package dev.headroom.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.driver.ReadyMaster;
import dev.headroom.backend.link.MasterServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without a window no plan is approved that the operator could not see, and no other than the one that was seen. */
@Timeout(900)
final class ApproveCommandTest {
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

    private Cli run(String verb, String... more) {
        String[] line = {
            verb,
            "--cluster",
            folder.resolve("cluster.yaml").toString(),
            "--state",
            folder.resolve("s").toString()
        };
        String[] all = java.util.Arrays.copyOf(line, line.length + more.length);
        System.arraycopy(more, 0, all, line.length, more.length);
        return Cli.run(all);
    }

    private Proposal.Status status() {
        return ready.master().state().proposal(new ProposalId(1)).orElseThrow().status();
    }

    @ParameterizedTest
    @CsvSource({
        "halt, --by",
        "resume, --by",
        "undo, --by",
        "approve, --by",
        "connect, --by",
        "state, --by",
        "reject, --by",
        "reject, --reason"
    })
    void refusesWhatControlsATerminal(String verb, String option) {
        Cli refused = run(verb, option, "a\033[31mb\n\"c");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT.number());
        assertThat(refused.err())
                .isEqualTo("headroom: %s holds a control character; leave it out.%n".formatted(option));
        assertThat(ready.master().state().halted()).isFalse();
        assertThat(status()).isEqualTo(Proposal.Status.OPEN);
    }

    @Test
    void saysAWrongIdWithoutWhatControlsATerminal() {
        Cli refused = run("reject", "P\033[31m1");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT.number());
        assertThat(refused.err()).contains("\\x1b[31m").doesNotContain("\033");
    }

    @Test
    void printsThePlanThatItApproves() {
        Cli approved = run("approve", "P1");

        assertThat(approved.exitCode()).as(approved.err()).isZero();
        assertThat(approved.out())
                .containsSubsequence(
                        "1. Start web on rs2", "at most 30 s", "P1 borrow for web is running. Approved by ");
    }

    @Test
    void refusesAnotherRevisionThanTheOperatorSaw() {
        Cli refused = run("approve", "P1", "--revision", "77");

        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err()).contains("other readings than the plan you saw");
        assertThat(status()).isEqualTo(Proposal.Status.OPEN);
    }

    @Test
    void asksForWhatWasNotNamedAndWithoutATerminalApprovesNothing() {
        Cli refused = run("approve");

        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.out()).contains("1. Start web on rs2");
        assertThat(refused.err()).contains("Nothing was approved", "headroom approve P1 --basis ");
        assertThat(status()).isEqualTo(Proposal.Status.OPEN);
        assertThat(run("approve", "--yes").exitCode()).isZero();
    }

    /** Bad usage is 2 whether a master runs or not; a number that no proposal has is refused, which is 4. */
    @ParameterizedTest
    @CsvSource({
        "approve, nonsense, 2",
        "approve, P0, 2",
        "approve, P99999999999999999999, 2",
        "approve, P9, 4",
        "reject, nonsense, 2",
        "reject, P9, 4",
        "undo, nonsense, 2",
        "undo, P9, 4",
        "state, --proposal=nonsense, 2",
        "state, --proposal=P9, 4",
        "halt, nonsense, 2",
        "resume, nonsense, 2",
        "connect, nonsense, 2",
        "state, nonsense, 2",
        "adopt, nonsense, 2"
    })
    void aWrongNumberIsBadUsageAndAnUnknownOneIsRefused(String verb, String word, int exitCode) {
        Cli result = run(verb, word);

        assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
        assertThat(result.err()).startsWith("headroom: ").doesNotContain("Exception", "java.");
    }

    @Test
    void stateShowsTheCommandsAndTheirRevision() {
        assertThat(run("state").out()).contains("1. Start web on rs2", "approve P1 --basis ");
        assertThat(run("state", "--proposal", "P1").out()).startsWith("Proposal: P1 borrow for web is open.");
        assertThat(run("state", "--json").out()).contains("\"atMostSeconds\":30", "\"basisRevision\":");
    }
}
