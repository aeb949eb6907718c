package dev.headroom.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The snapshot that ma2scf/README.md shows gives a plan; a wrong one is refused with its path and a sentence. */
final class HandWrittenSnapshotTest {
    private static final Path README = Path.of("..", "ma2scf", "README.md");

    @TempDir
    private Path folder = Path.of("unset");

    private static String example() throws IOException {
        String readme = Files.readString(README);
        int start = readme.indexOf("```json\n") + "```json\n".length();
        return readme.substring(start, readme.indexOf("```", start));
    }

    private Cli plan(String text, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("hand.json"), text);
        return Cli.run(Stream.concat(Stream.of("plan", "--snapshot", file.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    @Test
    void theExampleOfTheReadmeHasTenLinesAndBorrowsFromTheServerThatMay() throws IOException {
        assertThat(example().strip().lines().count()).isEqualTo(10);
        Cli result = plan(example());
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("web: borrow for web", "100.0 connections/s", "Start web-2 on rs2")
                .contains("rs3: The limits of web do not let it lend to that service.");
    }

    @Test
    void withoutTheLimitTheServerThatFitsBestLends() throws IOException {
        Cli result = plan(example().replace(", \"limits\": {\"forbiddenLenders\": [\"rs3\"]}", ""));
        assertThat(result.out()).contains("Start web-3 on rs3").doesNotContain("Start web-2");
    }

    @Test
    void theExampleIsReadByProgramsToo() throws IOException {
        Cli result = plan(example(), "--json");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().lines().findFirst().orElse("")).startsWith("{").contains("\"web\"");
    }

    /** @param says what follows the file's name, line and column */
    record Case(String from, String to, String says) {
        @Override
        public String toString() {
            return to.isEmpty() ? "without " + from : to;
        }
    }

    static Stream<Case> nonsense() {
        return Stream.of(
                new Case(
                        "\"cores\": 3",
                        "\"cores\": -8",
                        "5:19: servers[2].cores: The cpu (-8.0) must be a finite number of at least 0."),
                new Case(
                        "\"cores\": 3",
                        "\"cores\": 0",
                        "5:19: servers[2].cores: The server's capacity (0.0 cores) must be above 0."),
                new Case("\"cores\": 3", "\"cores\": \"many\"", "servers[2].cores: It must be a number."),
                new Case(
                        "\"cores\": 3",
                        "\"cores\": NaN",
                        "servers[2].cores: This is no JSON: Non-standard token 'NaN'."),
                new Case(
                        "\"cores\": 3",
                        "\"cores\": 1e999",
                        "servers[2].cores: The cpu (Infinity) must be a finite number"),
                new Case(
                        "\"used\": 3.8",
                        "\"used\": -1",
                        "servers[0].used: The cpu (-1.0) must be a finite number of at least 0."),
                new Case("\"used\": 3.8, ", "", "servers[0].used: The field is missing."),
                new Case("\"used\": 3.8", "\"used\": {\"memory\": -5}", "servers[0].used: The memory (-5.0) must be"),
                new Case(
                        "\"demand\": 300",
                        "\"demand\": -300",
                        "services[0].demand: The connection rate (-300.0) must be"),
                new Case("\"demand\": 300", "\"demand\": \"300\"", "services[0].demand: It must be an object in { }."),
                new Case(
                        "\"demand\": 300",
                        "\"demand\": 300, \"priority\": 0",
                        "services[0]: The priority (0) of web must be at least 1."),
                new Case(
                        "\"demand\": 300",
                        "\"demand\": 300, \"priority\": 1.5",
                        "8:67: services[0].priority: It must be a whole number."),
                new Case(
                        "\"demand\": 300",
                        "\"demand\": 300, \"value\": -1",
                        "services[0]: The value (-1.0) of web must be"),
                new Case(
                        "\"id\": \"rs3\"",
                        "\"id\": \"rs2\"",
                        "5:6: servers[2].id: The real server 'rs2' is there twice."),
                new Case("\"web-2\"", "\"web 2\"", "servers[1].containers[0].id: The container name 'web 2' must be"),
                new Case(
                        "\"web-2\"",
                        "\"rs1/web-2\"",
                        "servers[1].containers[0].id: 'rs1/web-2' is listed under the server 'rs2'."),
                new Case(
                        "\"standBy\": \"web\"",
                        "\"standBy\": \"shop\"",
                        "servers[1].containers[0].standBy: There is no service 'shop' in the snapshot; there is only web."),
                new Case(
                        "10.0.0.2:80",
                        "10.0.0.1:80",
                        "servers[1].containers[0].endpoint: The container 'rs1/web-1' serves web at 10.0.0.1:80 already."),
                new Case(
                        "10.0.0.2:80",
                        "10.0.0.2:99999",
                        "servers[1].containers[0].endpoint: The port (99999) must be within 0..65535."),
                new Case(
                        ", \"endpoint\": \"10.0.0.2:80\"",
                        "",
                        "servers[1].containers[0].endpoint: The field is missing."),
                new Case(
                        "[\"rs3\"]",
                        "[\"rs9\"]",
                        "services[0].limits.forbiddenLenders[0]: There is no real server 'rs9' in the snapshot; there is only rs1, rs2, rs3."),
                new Case(
                        "[\"rs3\"]",
                        "[\"rs3\"], \"allowedLenders\": [\"rs3\"]",
                        "services[0].limits: The server 'rs3' cannot be both an allowed and a forbidden lender."),
                new Case(
                        "[\"rs3\"]",
                        "[\"rs3\"], \"maximum\": 0",
                        "services[0].limits: The maximum (0) must be at least 1."),
                new Case(
                        "[\"rs3\"]",
                        "[\"rs3\"], \"containerLimit\": -1",
                        "services[0].limits: The container limit (-1.0) must be"),
                new Case(
                        "[\"rs3\"]",
                        "[\"rs3\"], \"apart\": [\"web\"]",
                        "services[0]: web cannot be kept apart from itself."),
                new Case(
                        "\"limits\"",
                        "\"limit\"",
                        "services[0].limit: There is no such field; the fields here are address, checks, cost, demand, id,"),
                new Case(
                        "tcp 192",
                        "http 192",
                        "services[0].address: 'http 192.0.2.100:80' must begin with tcp, udp, sctp, fwm or fwm6"),
                new Case("\"servers\"", "\"server\"", "hand.json:1:1: servers: The field is missing."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void nonsense(Case wrong) throws IOException {
        assertThat(example()).contains(wrong.from());
        int at = example().indexOf(wrong.from());
        Cli result = plan(example().substring(0, at)
                + wrong.to()
                + example().substring(at + wrong.from().length()));
        assertThat(result.exitCode()).as(result.out()).isEqualTo(2);
        assertThat(result.err())
                .matches("(?s)headroom: .*hand\\.json:\\d+:\\d+: .*")
                .contains(wrong.says())
                .doesNotContain("jackson", "Exception", "dev.headroom");
        assertThat(result.err().strip().lines().count()).as(result.err()).isLessThanOrEqualTo(2);
    }

    static Stream<Case> wholeFiles() {
        return Stream.of(
                new Case("empty", "", "hand.json is empty."),
                new Case("an empty object", "{}", "hand.json:1:1: servers: The field is missing."),
                new Case("no JSON", "cluster: shop", "hand.json:1:1: This is no JSON: Unrecognized token 'cluster'"),
                new Case("a list", "[]", "hand.json:1:1: It must be an object in { }."),
                new Case("cut off", "{\"servers\": [", "hand.json:1:14: servers: This is no JSON: "),
                new Case(
                        "deep", "[".repeat(100_000), "It is nested too deeply, or a number or name in it is too long."),
                new Case(
                        "deep within",
                        "{\"servers\": ".repeat(100_000),
                        "It is nested too deeply, or a number or name in it is too long."),
                new Case(
                        "a long number",
                        "{\"revision\": " + "9".repeat(5_000) + "}",
                        "It is nested too deeply, or a number or name in it is too long."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void wholeFiles(Case wrong) throws IOException {
        Cli result = plan(wrong.to());
        assertThat(result.exitCode()).as(result.out()).isEqualTo(2);
        assertThat(result.err()).contains(wrong.says()).doesNotContain("jackson", "Exception", "dev.headroom");
    }

    /**
     * A sparse file of two thousand million bytes: refused by its size, because its content would not fit into an
     * array.
     */
    @Test
    void twoGigabytesAreRefusedUnread() throws IOException {
        Path file = folder.resolve("huge.json");
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(2L << 30);
        }
        Cli result = Cli.run("plan", "--snapshot", file.toString());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("huge.json has 2147483648 bytes; a snapshot has at most 67108864. Is it the right file?");
    }
}
