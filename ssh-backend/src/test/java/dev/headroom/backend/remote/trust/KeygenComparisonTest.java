package dev.headroom.backend.remote.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ssh-keygen} finds the same lines in the same files, and prints the same fingerprints. */
class KeygenComparisonTest {
    private static final String KEYGEN = "/usr/bin/ssh-keygen";
    private static final Pattern FOUND = Pattern.compile("found: line (\\d+)");
    private static final List<String> NAMES =
            List.of("rs1", "RS1", "rs2.example.org", "192.0.2.1", "[rs1]:2222", "[192.0.2.1]:22", "2001:db8::1", "a");
    private static final List<String> FIELDS = List.of(
            "rs1",
            "Rs1,192.0.2.1",
            "*.example.org",
            "rs?",
            "*,!rs1",
            "!rs1,*",
            "!rs1",
            "[rs1]:2222",
            "[*]:2222",
            "[rs?]:*",
            "192.0.2.*",
            "2001:db8::1",
            "*",
            "a,,rs1,",
            ",",
            "rs1,rs2.*,!rs2.x*",
            "|1|x|y",
            "|1|",
            "**s1");
    private static final List<String> MARKERS =
            List.of("", "", "", "@revoked ", "@cert-authority ", "@other ", " ", "\t");
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    @TempDir
    Path folder;

    @BeforeAll
    static void needs() {
        Assumptions.assumeTrue(Files.isExecutable(Path.of(KEYGEN)), "there is no ssh-keygen here");
    }

    @Test
    void itFindsTheSameLines() throws Exception {
        Random random = new Random(42); // the same files each time
        for (int i = 0; i < 12; i++) {
            List<String> lines = new ArrayList<>();
            for (int j = 0; j < 12; j++) {
                String field = random.nextInt(4) == 0
                        ? HostNames.hashed(
                                NAMES.get(random.nextInt(NAMES.size())).toLowerCase(Locale.ROOT))
                        : FIELDS.get(random.nextInt(FIELDS.size()));
                lines.add(MARKERS.get(random.nextInt(MARKERS.size())) + field + " " + KEY + (j % 3 == 0 ? " # x" : ""));
            }
            lines.add(random.nextInt(lines.size()), "# rs1 " + KEY);
            Path file = Files.write(folder.resolve("known_hosts"), lines);
            KnownHostsFile ours = KnownHostsFile.parse(Files.readAllBytes(file));
            for (String name : NAMES) {
                assertThat(ours.about(name.toLowerCase(Locale.ROOT)).stream()
                                .map(entry -> Integer.toString(entry.line()))
                                .toList())
                        .as("%s in %s", name, lines)
                        .isEqualTo(found(name, file));
            }
        }
    }

    private static List<String> found(String name, Path file) throws Exception {
        String said = keygen("-F", name.toLowerCase(Locale.ROOT), "-f", file.toString());
        return FOUND.matcher(said).results().map(result -> result.group(1)).toList();
    }

    @ParameterizedTest
    @CsvSource({"ed25519, 256", "ecdsa, 256", "ecdsa, 384", "ecdsa, 521", "rsa, 1024", "rsa, 2048", "rsa, 4096"})
    void itPrintsTheSameFingerprintAndPicture(String type, int bits) throws Exception {
        Path key = folder.resolve("key");
        keygen("-q", "-t", type, "-b", Integer.toString(bits), "-N", "", "-f", key.toString());
        String text = Files.readString(Path.of(key + ".pub")).split(" ", 3)[1];
        byte[] bytes = Base64.getDecoder().decode(text);
        List<String> said = keygen("-lv", "-f", key + ".pub").lines().toList();
        assertThat(said.getFirst().split(" ", 3)[1]).isEqualTo(Fingerprint.of(bytes));
        assertThat(said.stream().skip(1).collect(Collectors.joining("\n"))).isEqualTo(Fingerprint.picture(bytes));
    }

    private static String keygen(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(KEYGEN));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        process.waitFor();
        return said;
    }
}
