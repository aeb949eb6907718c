package dev.headroom.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad usage and bad files: one sentence with file, line and what was expected; exit code 2; before any host is asked. */
final class BadInputTest {
    static final String HOSTS = """
            cluster: shop
            directors:
              - { name: lb1, address: 127.0.0.1 }
            realServers:
              - { name: rs1, address: 127.0.0.1 }
            services:
              - { name: web, virtual: tcp 192.0.2.100:80, containers: "web-*" }
            """;

    private static final String IN_QUOTES = "write the whole value in quotes, such as address: \"fe80::1\"";

    @TempDir
    private Path folder = Path.of("unset");

    /** A file that cannot be used, and what the sentence must say. */
    record Case(String name, String yaml, String line, String says) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("not YAML", "cluster: [shop\n", ":", "cluster.yaml"),
                new Case("an unknown field", HOSTS + "polcy: { }\n", ":8", "polcy"),
                new Case(
                        "an impossible policy",
                        HOSTS + "policy: { overloadAt: 50%, giveBackAt: 60% }\n",
                        ":8",
                        "giveBackAt (60 %) must be at least 10 points below overloadAt (50 %)"),
                new Case(
                        "IPv6 without quotes",
                        HOSTS.replace("lb1, address: 127.0.0.1", "lb1, address: ::1"),
                        ":3",
                        IN_QUOTES),
                new Case(
                        "IPv6 that ends so",
                        HOSTS.replace("lb1, address: 127.0.0.1", "lb1, address: fe80::"),
                        ":3",
                        IN_QUOTES),
                new Case(
                        "a virtual service of IPv6",
                        HOSTS.replace("192.0.2.100:80", "[2001:db8::1]:80"),
                        ":7",
                        IN_QUOTES),
                new Case("a wrong type", HOSTS.replace("tcp 192.0.2.100:80", "tcp here"), ":7", "here"),
                new Case("no hosts", "cluster: shop\n", ":", "directors"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aBadClusterFileIsOneSentenceWithItsLine(Case bad) throws IOException {
        Path file = Files.writeString(folder.resolve("cluster.yaml"), bad.yaml());
        for (String command : new String[] {"observe", "plan", "halt"}) {
            Cli result = Cli.run(command, "--cluster", file.toString());
            assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
            assertThat(result.err()).startsWith("headroom: ").contains(file + bad.line(), bad.says());
            assertThat(result.err().strip().lines().count()).as(result.err()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void aMissingFileIsNamed() {
        Cli result = Cli.run("observe", "--cluster", "no-such.yaml");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("no-such.yaml");
    }

    @Test
    void wrongUsageNamesTheOption() {
        assertThat(Cli.run("obsrve").exitCode()).isEqualTo(2);
        assertThat(Cli.run("observe").err()).contains("--cluster");
        assertThat(Cli.run("master", "--cluster", "x.yaml", "--mode", "wild").err())
                .contains("wild");
    }

    @Test
    void aSnapshotThatIsNoneIsRefusedWithItsPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("snapshot.json"), "{\"revision\": -}");
        Cli result = Cli.run("plan", "--snapshot", file.toString());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("snapshot.json:1:");
    }

    /** A folder that can be none is named with the cause, whatever else the command would say first. */
    @ParameterizedTest
    @CsvSource({
        "adopt --yes, nope/x", "master --mode watch, nope/x", "master --mode manual, nope/x", "plan, nope/x",
        "observe --once, nope/x", "state, nope/x", "approve P1, nope/x", "halt, nope",
    })
    void aStateFolderThatCanBeNoneIsTold(String command, String state) throws IOException {
        Path file = Files.writeString(folder.resolve("cluster.yaml"), HOSTS);
        Path place = Files.writeString(folder.resolve("nope"), "a file");
        List<String> line = new ArrayList<>(List.of(command.split(" ")));
        line.addAll(List.of(
                "--cluster", file.toString(), "--state", folder.resolve(state).toString()));

        Cli result = Cli.run(line.toArray(String[]::new));

        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.err())
                .contains("The state folder " + folder.resolve(state) + " cannot be used", place + ": it is no folder")
                .doesNotContain("Exception", "java.");
    }

    /** The kernel's own folders take no file, though they are folders. */
    @ParameterizedTest
    @ValueSource(strings = {"adopt --yes", "master --mode watch", "master --mode manual"})
    @EnabledOnOs(value = OS.LINUX, disabledReason = "/proc")
    void aStateFolderThatCannotBeMadeIsTold(String command) throws IOException {
        Path file = Files.writeString(folder.resolve("cluster.yaml"), HOSTS);
        List<String> line = new ArrayList<>(List.of(command.split(" ")));
        line.addAll(List.of("--cluster", file.toString(), "--state", "/proc/nope"));

        Cli result = Cli.run(line.toArray(String[]::new));

        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.err())
                .contains("The state folder /proc/nope cannot be used", "--state")
                .doesNotContain("Exception", "java.");
    }

    @Test
    void answersWithoutAMasterSayHowToStartOne() throws IOException {
        Path file = Files.writeString(folder.resolve("cluster.yaml"), HOSTS);
        Cli result = approvedWithoutMaster(file, "state");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains("No master of cluster shop", folder.resolve("state").toString(), "headroom master");
    }

    /** What is told to be called can be copied into a shell. */
    @Test
    void aCommandThatIsToldIsOneForAFolderWithASpace() throws IOException {
        Path file = Files.writeString(folder.resolve("my cluster.yaml"), HOSTS);
        Cli result = approvedWithoutMaster(file, "my state");
        assertThat(result.err()).contains("--cluster '" + file + "'", "--state '" + folder.resolve("my state") + "'");
    }

    private Cli approvedWithoutMaster(Path file, String state) {
        return Cli.run(
                "approve",
                "--cluster",
                file.toString(),
                "--state",
                folder.resolve(state).toString(),
                "P1");
    }
}
