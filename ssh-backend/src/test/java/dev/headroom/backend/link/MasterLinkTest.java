package dev.headroom.backend.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.driver.ReadyMaster;
import dev.headroom.ma2scf.policy.Mode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(900)
class MasterLinkTest {
    /** The operator whom the requests name, with the user of this process: the operating system tells the master. */
    private static final String ANN = Peer.named("ann", Optional.of(System.getProperty("user.name")));

    private static final ProposalId P1 = new ProposalId(1);

    @TempDir
    Path parent;

    private Path folder;
    private ReadyMaster ready;
    private MasterServer server;

    @BeforeEach
    void listen() throws IOException {
        folder = parent.resolve("s");
        restart(ReadyMaster.proposingFor(ReadyMaster.WEB));
    }

    private void restart(ReadyMaster next) throws IOException {
        if (server != null) {
            stop();
        }
        ready = next;
        server = MasterServer.listen(folder, ready.master(), ready.scripts());
    }

    @AfterEach
    void stop() {
        server.close();
        ready.close();
    }

    private MasterClient.Reply ask(String verb, String proposal, String text) {
        return new MasterClient(folder).ask(verb, proposal, text, "ann").orElseThrow();
    }

    private Proposal p1() {
        return ready.master().state().proposal(P1).orElseThrow();
    }

    @Test
    void tellsTheState() {
        assertThat(ask("state", "", "").sentence())
                .startsWith("Mode manual. 0 of 0 hosts connected, oldest reading ")
                .contains(", no loans of this master, 1 live proposal.\n", "\nService: web ", """
                    Proposal: P1 borrow for web is open.
                      why    It is needed.
                      what   4 steps on 3 hosts
                    """);
    }

    @Test
    void showsWhatAnApprovalIsAboutAndApprovesNoOtherRevision() {
        MasterClient client = new MasterClient(folder);
        MasterClient.Offer offer = client.offer("").orElseThrow();

        assertThat(offer.proposal()).isEqualTo("P1");
        assertThat(offer.answerable()).isTrue();
        assertThat(offer.text()).contains("1. Start web on rs2", "approve P1 --basis " + offer.plan());
        assertThat(client.approve("P1", offer.basis() + 1, "", "ann").orElseThrow())
                .isEqualTo(new MasterClient.Reply(
                        false, "P1 was made from other readings than the plan you saw; look at it again."));
        assertThat(client.approve("P1", 0, "0123456789ab", "ann").orElseThrow())
                .isEqualTo(new MasterClient.Reply(
                        false,
                        "P1 is another plan (basis %s) than the one you saw (basis 0123456789ab); look at it again."
                                .formatted(offer.plan())));
        assertThat(ask("proposals", "", "").sentence()).contains("Its basis is " + offer.plan());
        assertThat(ask("proposals", "", "json").sentence()).contains("\"basis\":\"" + offer.plan() + "\"");
        assertThat(client.approve("P1", 0, offer.plan(), "ann").orElseThrow().accepted())
                .isTrue();
        assertThat(client.offer("P1").orElseThrow().answerable()).isFalse();
    }

    @Test
    void saysWhatBecameOfAProposalThatIsNotOpenAnyMore() {
        ask("reject", "P1", "not today");

        assertThat(ask("approve", "P1", ""))
                .isEqualTo(new MasterClient.Reply(
                        false, "P1 is rejected, not open. Rejected by %s: not today.".formatted(ANN)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "json"})
    void showsOneProposal(String form) {
        assertThat(ask("state", "P1", form).sentence()).contains("P1").doesNotContain("hosts connected");
        assertThat(ask("state", "P9", form)).isEqualTo(new MasterClient.Reply(false, "There is no proposal P9."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1", "p1", "1", ""})
    void approves(String proposal) {
        assertThat(ask("approve", proposal, ""))
                .isEqualTo(
                        new MasterClient.Reply(true, "P1 borrow for web is running. Approved by %s.".formatted(ANN)));
        assertThat(p1().status()).isEqualTo(Proposal.Status.RUNNING);
        assertThat(ready.commandsSent()).isOne();
    }

    @Test
    void rejects() {
        assertThat(ask("reject", "", "not today"))
                .isEqualTo(new MasterClient.Reply(
                        true, "P1 borrow for web was rejected. Rejected by %s: not today.".formatted(ANN)));
    }

    @Test
    void triesAgainToReachWhatIsNotConnected() {
        assertThat(ask("connect", "", ""))
                .isEqualTo(new MasterClient.Reply(true, "Every host that is not connected is tried again now."));
        assertThat(ready.triedAgain()).isEqualTo(1);
    }

    @Test
    void haltsAndResumes() {
        assertThat(ask("halt", "", "").sentence()).startsWith("Mode manual, halted.");
        assertThat(ready.master().state().halted()).isTrue();
        assertThat(ask("approve", "P1", ""))
                .isEqualTo(new MasterClient.Reply(false, "The master is halted. Resume first."));
        assertThat(ask("resume", "", "").accepted()).isTrue();
        assertThat(ready.master().state().halted()).isFalse();
    }

    @Test
    void changesTheMode() {
        assertThat(ask("mode", "", "watch").sentence()).startsWith("Mode watch.");
        assertThat(ready.master().state().mode()).isEqualTo(Mode.WATCH);
    }

    @Test
    void changesTheModeOfOneService() {
        MasterClient client = new MasterClient(folder);

        assertThat(client.mode("watch", "web", "ann").orElseThrow().sentence())
                .startsWith("Mode manual. web is in watch mode at most, as %s ordered at ".formatted(ANN));
        assertThat(client.mode("watch", "wbe", "ann").orElseThrow().accepted()).isFalse();
        assertThat(client.mode("", "", "ann").orElseThrow().sentence())
                .startsWith("Mode manual. web is in watch mode at most");
        assertThat(client.mode("manual", "-x", "ann").orElseThrow().accepted()).isFalse();
        assertThat(client.mode("automatic", "web", "ann").orElseThrow().sentence())
                .isEqualTo("Mode manual.");
    }

    @Test
    void takesAServerOutForMaintenanceAndPutsItBack() {
        MasterClient client = new MasterClient(folder);

        assertThat(client.maintenance("", true, "ann").orElseThrow().sentence())
                .isEqualTo("No server is in maintenance.");
        assertThat(client.maintenance("rs1", true, "ann").orElseThrow().sentence())
                .startsWith("rs1 is in maintenance since ")
                .contains("as %s ordered: it lends nothing, and ".formatted(ANN));
        assertThat(client.maintenance("rs1", true, "bob").orElseThrow().sentence())
                .startsWith("rs1 was in maintenance already. rs1 is in maintenance since ")
                .contains("as %s ordered".formatted(ANN));
        assertThat(ask("state", "", "").sentence()).contains("rs1 is in maintenance since ");
        assertThat(ask("state", "", "json").sentence()).contains("\"maintenance\":[{\"server\":\"rs1\"");
        assertThat(client.maintenance("sr1", true, "ann").orElseThrow().sentence())
                .startsWith("There is no real server sr1: the real servers are rs1");
        assertThat(client.maintenance("-x", true, "ann").orElseThrow().accepted())
                .isFalse();
        assertThat(client.maintenance("rs1", false, "ann").orElseThrow().sentence())
                .isEqualTo("The maintenance of rs1 has ended. No server is in maintenance.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode    | ''    | careful | 'careful' is no mode; say watch, manual, automatic.",
                "undo    | ''    | ''      | There is no proposal to undo.",
                "undo    | P1    | ''      | P1 has not ended. Halt it first.",
                "undo    | P9    | ''      | There is no proposal P9.",
                "approve | P9    | ''      | There is no proposal P9.",
                "approve | seven | ''      | 'seven' is no proposal; write it as P7.",
                "approve | P0    | ''      | The proposal number (0) must be at least 1.",
                "reject  | P9    | ''      | P9 is not open."
            })
    void refuses(String verb, String proposal, String text, String sentence) {
        assertThat(ask(verb, unquoted(proposal), unquoted(text))).isEqualTo(new MasterClient.Reply(false, sentence));
    }

    /** With this delimiter the quotes of an empty text are kept. */
    private static String unquoted(String text) {
        return text.equals("''") ? "" : text;
    }

    @Test
    void asksWhichOfTwo() throws IOException {
        restart(ReadyMaster.proposingFor(ReadyMaster.WEB, ReadyMaster.MAIL));

        MasterClient.Reply reply = ask("approve", "", "");

        assertThat(reply.accepted()).isFalse();
        assertThat(reply.sentence()).startsWith("There are 2 proposals to approve; name one. P2 borrow for ");
        assertThat(ask("approve", "P2", "").accepted()).isTrue();
    }

    @Test
    void saysThatNothingIsOpen() throws IOException {
        restart(ReadyMaster.proposingFor());

        assertThat(ask("approve", "", "")).isEqualTo(new MasterClient.Reply(false, "There is no proposal to approve."));
    }

    @Test
    void refusesAVerbThatNobodyKnows() {
        assertThatThrownBy(() -> ask("explode", "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'explode' is nothing that a master can be asked; say approve, reject, undo, halt, resume,"
                        + " mode, maintenance, adopt, connect, take-over, state, offer, proposals, script.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "null",
                "[]",
                "{}",
                "{\"verb\":null}",
                "{\"verb\":\"explode\",\"proposal\":\"\",\"text\":\"\",\"by\":\"\"}",
                "{\"verb\":\"approve\",\"proposal\":5}",
                "{"
            })
    void answersGarbageWithASentence(String line) throws IOException {
        String answer = raw(line + "\n");

        assertThat(answer)
                .startsWith("{\"accepted\":false,\"sentence\":\"")
                .endsWith(".\"}\n")
                .doesNotContain("jackson")
                .doesNotContain("dev.headroom");
        assertThat(ask("state", "", "").accepted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"verb", "proposal", "text", "by"})
    void refusesWhatControlsATerminalInAnyField(String field) throws IOException {
        String line = "{\"verb\":\"reject\",\"proposal\":\"P1\",\"text\":\"no\",\"by\":\"ann\"}"
                .replaceFirst("\"" + field + "\":\"", "$0a\\\\u001b[31mb\\\\nc");

        assertThat(raw(line + "\n"))
                .isEqualTo(
                        "{\"accepted\":false,\"sentence\":\"The field '%s' holds a control character; leave it out.\"}\n"
                                .formatted(field));
        assertThat(p1().status()).isEqualTo(Proposal.Status.OPEN);
    }

    @Test
    void saysTheSameSentenceOnlyOnce() throws IOException {
        restart(ReadyMaster.objecting("Too few would serve."));

        assertThat(ask("approve", "P1", ""))
                .isEqualTo(new MasterClient.Reply(false, "P1 no longer fits the cluster: Too few would serve."));
    }

    @Test
    void cutsOffALineWithoutAnEnd() throws IOException {
        assertThat(raw("x".repeat((64 << 10) + 1))).contains("This is no line of a Headroom command.");
    }

    @Test
    void survivesACallerThatSaysNothing() throws IOException {
        SocketChannel.open(address()).close();

        assertThat(ask("state", "", "").accepted()).isTrue();
    }

    @Test
    void findsNobodyWhenNoMasterRuns() {
        server.close();

        assertThat(new MasterClient(folder).ask("state", "", "", "ann")).isEmpty();
        assertThat(new MasterClient(parent.resolve("none")).ask("state", "", "", "ann"))
                .isEmpty();
        assertThat(folder.resolve("master.sock")).doesNotExist();
    }

    @Test
    void replacesTheSocketOfACrashedMaster() throws IOException {
        server.close();
        try (ServerSocketChannel crashed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            crashed.bind(address());
        }
        assertThat(folder.resolve("master.sock")).exists();
        assertThat(new MasterClient(folder).ask("state", "", "", "ann")).isEmpty();

        server = MasterServer.listen(folder, ready.master(), ready.scripts());

        assertThat(ask("state", "", "").accepted()).isTrue();
    }

    @Test
    void doesNotTakeTheSocketOfALivingMaster() {
        assertThatThrownBy(() -> MasterServer.listen(folder, ready.master(), ready.scripts()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Another Headroom master of this cluster already listens at ");
        assertThat(ask("state", "", "").accepted()).isTrue();
    }

    @Test
    void refusesWhenTheMasterStops() {
        ready.master().close();

        assertThat(ask("halt", "", "")).isEqualTo(new MasterClient.Reply(false, "The master is stopping."));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void belongsToItsUserAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("master.sock"))))
                .isEqualTo("rw-------");
    }

    @Test
    void saysWhyItCannotListen() {
        assertThatThrownBy(() -> MasterServer.listen(parent.resolve("x".repeat(120)), ready.master(), ready.scripts()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot listen at ");
    }

    private UnixDomainSocketAddress address() {
        return UnixDomainSocketAddress.of(folder.resolve("master.sock"));
    }

    private String raw(String text) throws IOException {
        try (SocketChannel channel = SocketChannel.open(address())) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            ByteBuffer answer = ByteBuffer.allocate(4096);
            while (channel.read(answer) >= 0 && answer.hasRemaining()) {
                // until the master hangs up
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        }
    }
}
