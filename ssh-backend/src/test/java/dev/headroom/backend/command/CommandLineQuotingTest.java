package dev.headroom.backend.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assumptions;

/** A real shell reads the quoted command: every argument must come out as it went in. */
class CommandLineQuotingTest {
    private static final Path SHELL = Path.of("/bin/sh");

    @Property(tries = 150)
    void everyArgumentSurvivesARealShell(@ForAll("arguments") List<String> arguments)
            throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(SHELL), "there is no sh here");
        var words = new ArrayList<>(List.of("printf", "[%s]"));
        words.addAll(arguments);
        // the text goes by standard input: the encoding of this machine's own arguments is not under test
        Process shell =
                new ProcessBuilder(SHELL.toString()).redirectErrorStream(true).start();
        try (var in = shell.getOutputStream()) {
            in.write(new CommandLine(words).toShell().getBytes(StandardCharsets.UTF_8));
        }
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(printed).isEqualTo(arguments.stream().map(a -> "[" + a + "]").collect(Collectors.joining()));
        assertThat(shell.waitFor()).isZero();
    }

    @Provide
    Arbitrary<List<String>> arguments() {
        Arbitrary<String> nasty = Arbitraries.strings()
                .withChars(" \t\r'\"\\$`!*?[]{}()<>|&;#~=%-+/.,:@^äß☃".toCharArray())
                .withCharRange('a', 'f')
                .ofMaxLength(12);
        Arbitrary<String> any = Arbitraries.strings()
                .all()
                .excludeChars('\0', '\n')
                .ofMaxLength(8)
                .filter(CommandLineQuotingTest::isText);
        Arbitrary<String> known = Arbitraries.of(
                "", "-n", "--", "$(reboot)", "`reboot`", "it's", "'", "''", "a\rb", "=ls", "%1", "~", "*");
        return Arbitraries.oneOf(nasty, any, known).list().ofMinSize(1).ofMaxSize(5);
    }

    /** Half of a surrogate pair is no text and has no bytes. */
    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
