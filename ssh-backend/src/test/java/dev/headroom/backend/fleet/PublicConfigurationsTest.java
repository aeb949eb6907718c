package dev.headroom.backend.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.fleet.SshG.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Configurations with the constructs of public ones: what counts is what {@code ssh -G} prints of the same file. Each
 * was written for this test; the address, where there is one, says whose constructs it has.
 */
@Timeout(900)
class PublicConfigurationsTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void needs() {
        SshG.isThere();
    }

    /** One configuration in the file of resources. */
    record Case(String report, List<String> hosts, List<String> refused, String config) {
        @Override
        public String toString() {
            return report;
        }

        static Case of(String text) {
            List<String> lines = text.lines().toList();
            return new Case(
                    lines.getFirst().strip(),
                    words(lines, "hosts:"),
                    words(lines, "refused:"),
                    String.join(
                                    "\n",
                                    lines.stream()
                                            .filter(line -> !line.matches("(hosts|refused):.*"))
                                            .skip(1)
                                            .toList())
                            + "\n");
        }

        private static List<String> words(List<String> lines, String label) {
            return lines.stream()
                    .filter(line -> line.startsWith(label))
                    .flatMap(line ->
                            Stream.of(line.substring(label.length()).strip().split(" +", -1)))
                    .toList();
        }
    }

    static Stream<Case> cases() throws IOException {
        try (var stream = Objects.requireNonNull(
                PublicConfigurationsTest.class.getResourceAsStream("public-configurations.txt"))) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("(?m)^=== ", -1)).skip(1).map(Case::of);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatSshSays(Case it) throws Exception {
        Path included = Files.createDirectories(folder.resolve("conf.d"));
        Files.writeString(included.resolve("10-first.conf"), "Host first web*\n  Port 1001\n  User first\n");
        Files.writeString(included.resolve("20-second.conf"), "User second\nMatch host *.deep\n  Port 1002\n");
        Files.writeString(
                included.resolve("crypto.config"), "Ciphers aes256-gcm@openssh.com,aes256-ctr\nMACs -*-etm@*,umac-*\n");
        SshG ssh = SshG.in(folder);
        for (String host : it.hosts()) {
            assertThat(ssh.compare(it.config().replace("DIR", included.toString()), host))
                    .as("%s of%n%s", host, it.config())
                    .isEqualTo(new Outcome.Compared(List.of()));
        }
        for (String host : it.refused()) {
            assertThat(ssh.compare(it.config().replace("DIR", included.toString()), host))
                    .as("%s of%n%s", host, it.config())
                    .isInstanceOf(Outcome.Refused.class);
        }
    }
}
