package dev.headroom.console.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.fleet.SshEnvironment;
import dev.headroom.simulation.Scenarios;
import dev.headroom.simulation.SimulatedFleet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TrustCommandTest {
    private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");

    @TempDir
    private Path folder = Path.of("unset");

    private Optional<SimulatedFleet> fleet = Optional.empty();
    private List<String> known = List.of();
    private Path knownHosts = Path.of("unset");

    record Ended(int code, String out, String err, List<String> questions) {}

    @BeforeEach
    void start() throws IOException {
        fleet = Optional.of(SimulatedFleet.start(Scenarios.steady(2), folder, 0, 1));
        knownHosts = folder.resolve("known_hosts");
        known = Files.readAllLines(knownHosts);
        Files.writeString(knownHosts, "");
    }

    @AfterEach
    void stop() {
        fleet.ifPresent(SimulatedFleet::close);
    }

    @Test
    void aKeyIsAddedAfterYes() throws IOException {
        Ended ended = trust("yes", "lb1");
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("lb1", "127.0.0.1 port", "is not known", "ecdsa-sha2-nistp256 SHA256:", "+---[ECDSA 256]---+")
                .contains("The host key of lb1 is trusted.");
        assertThat(ended.questions()).hasSize(1);
        assertThat(Files.readAllLines(knownHosts)).hasSize(1).isSubsetOf(known);
        assertThat(trust("no", "lb1").questions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "", "y", "YES", "SHA256:AAAA"})
    void aKeyIsNotAddedAfterAnythingElse(String answer) {
        Ended ended = trust(answer, "lb1");
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err()).contains("nothing was written");
        assertThat(knownHosts).isEmptyFile();
    }

    @Test
    void withoutATerminalNothingIsTrusted() {
        Ended ended = run(Optional.empty(), "lb1");
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err()).contains("--fingerprint");
        assertThat(knownHosts).isEmptyFile();
    }

    @Test
    void aScriptTrustsExactlyTheKeyThatItNames() throws IOException {
        Matcher shown = FINGERPRINT.matcher(trust("no", "lb1").out());
        assertThat(shown.find()).isTrue();
        Ended other = run(Optional.of("yes"), "lb1", "--fingerprint", "SHA256:" + "A".repeat(43));
        assertThat(other.code()).isEqualTo(4);
        assertThat(other.questions()).isEmpty();
        assertThat(knownHosts).isEmptyFile();
        Ended right = run(Optional.empty(), "lb1", "--fingerprint", shown.group());
        assertThat(right.code()).as(right.err()).isZero();
        assertThat(Files.readAllLines(knownHosts)).isSubsetOf(known).hasSize(1);
    }

    @Test
    void aChangedKeyIsReplacedOnlyWhenThatIsSaid() throws IOException {
        trust("yes", "lb1");
        String right = Files.readString(knownHosts).strip();
        String wrong = right.substring(0, right.indexOf(' ')) + otherKey(right);
        Files.writeString(knownHosts, "# mine\n" + wrong + "\n");
        Ended refused = trust("yes", "lb1");
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.out())
                .contains("CHANGED", knownHosts + ":2", "With --replace these lines would go:")
                .doesNotContain("These lines go:");
        assertThat(refused.err()).contains("run this command again with --replace", "nothing was written");
        assertThat(refused.questions()).isEmpty();
        assertThat(knownHosts).hasContent("# mine\n" + wrong);
        Ended replaced = run(Optional.of("yes"), "lb1", "--replace");
        assertThat(replaced.code()).as(replaced.err()).isZero();
        assertThat(knownHosts).hasContent("# mine\n" + right);
    }

    /** A look at a key needs no log-in, so an agent that does not answer holds nothing up. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its agents listen on pipes")
    void noAgentIsAsked() throws IOException {
        Path socket = folder.resolve("agent");
        try (ServerSocketChannel agent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            agent.bind(UnixDomainSocketAddress.of(socket)).configureBlocking(false);
            Ended ended = execute(
                    Optional.of("yes"),
                    List.of("--cluster", fleet.orElseThrow().clusterFile().toString(), "lb1"),
                    Optional.of(socket));
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(Files.readAllLines(knownHosts)).hasSize(1);
            assertThat(Optional.ofNullable(agent.accept())).isEmpty();
        }
    }

    /** A key that cannot be kept is not to be compared first. */
    @Test
    void aKeyThatCannotBeKeptIsNotShown() throws IOException {
        Path file = fleet.orElseThrow().clusterFile();
        String other = folder.resolve("gone/known_hosts").toString();
        Files.writeString(file, Files.readString(file).replaceAll("knownHosts: [^ ,}]+", "knownHosts: " + other));
        Ended ended = trust("yes", "lb1");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("is not added", "there is no folder " + folder.resolve("gone"));
        assertThat(ended.out()).doesNotContain("SHA256:");
        assertThat(ended.questions()).isEmpty();
    }

    @Test
    void aRevokedKeyIsNeverTrusted() throws IOException {
        trust("yes", "lb1");
        String right = Files.readString(knownHosts).strip();
        Files.writeString(knownHosts, "@revoked *" + right.substring(right.indexOf(' ')) + "\n");
        Ended ended = run(Optional.of("yes"), "lb1", "--replace");
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err()).contains("REVOKED");
        assertThat(ended.questions()).isEmpty();
        assertThat(Files.readAllLines(knownHosts)).hasSize(1);
    }

    @Test
    void allHostsOfTheFileAreLookedAt() throws IOException {
        Ended ended = trust("yes");
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(Files.readAllLines(knownHosts)).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void aHostThatIsNotInTheFileIsAMistake() {
        Ended ended = trust("yes", "nobody");
        assertThat(ended.code()).isEqualTo(1); // picocli's own handler here; the program's gives 2
        assertThat(knownHosts).isEmptyFile();
    }

    @Test
    void withoutAClusterFileHostsAreNamedAsForSsh() throws IOException {
        Matcher port = Pattern.compile("port: (\\d+)")
                .matcher(Files.readString(fleet.orElseThrow().clusterFile()));
        assertThat(port.find()).isTrue();
        String place = "127.0.0.1:" + port.group(1);
        Ended ended = execute(Optional.of("yes"), List.of("ssh://operator@" + place, "[127.0.0.1]:" + port.group(1)));
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out().split("The host key of \\S+ is trusted", -1)).hasSize(3);
        assertThat(Files.readString(folder.resolve("home/.ssh/known_hosts")))
                .startsWith("[127.0.0.1]:" + port.group(1));
        Ended wrong = execute(Optional.of("yes"), List.of("no host"));
        assertThat(wrong.err()).contains("'no host' is no host: name it as for ssh");
    }

    /** The key of another host of the fleet. */
    private String otherKey(String line) {
        return known.stream()
                .filter(other -> !other.equals(line))
                .map(other -> other.substring(other.indexOf(' ')))
                .findFirst()
                .orElseThrow();
    }

    private Ended trust(String answer, String... arguments) {
        return run(Optional.of(answer), arguments);
    }

    private Ended run(Optional<String> answer, String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("--cluster", fleet.orElseThrow().clusterFile().toString()));
        all.addAll(List.of(arguments));
        return execute(answer, all);
    }

    private Ended execute(Optional<String> answer, List<String> all) {
        return execute(answer, all, Optional.empty());
    }

    private Ended execute(Optional<String> answer, List<String> all, Optional<Path> agent) {
        List<String> questions = new ArrayList<>();
        var environment = new SshEnvironment(folder.resolve("home"), "operator", agent, folder.resolve("etc"));
        var line = new CommandLine(new TrustCommand(environment, question -> {
            questions.add(question);
            return answer;
        }));
        var out = new StringWriter();
        var err = new StringWriter();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = line.execute(all.toArray(String[]::new));
        return new Ended(code, out.toString(), err.toString(), questions);
    }
}
