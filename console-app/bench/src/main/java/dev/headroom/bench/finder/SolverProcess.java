package dev.headroom.bench.finder;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The solver CP-SAT as a peer, in a process of its own, so that its memory does not count and its crash does not end
 * the benchmark. It is no part of Headroom: {@code ./mvnw -Ppeers -DskipTests -pl console-app/bench -am package} puts
 * it into {@code console-app/bench/target}.
 *
 * @param folder of the build: with {@code classes}, {@code test-classes} and {@code peers}
 * @param limit for each problem
 */
public record SolverProcess(Path folder, Duration limit) {
    private static final String MAIN = "dev.headroom.bench.oracle.CpSatPeer";
    private static final Pattern ANSWER = Pattern.compile(
            "solver=(\\S+) amount=(\\S+) bound=(\\S+) starts=(\\d+) stops=(\\d+) seconds=(\\S+) proven=(\\S+)");
    /** The further time for starting Java, generating the problem and building the model. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    /**
     * The solver's answer.
     *
     * @param solver which of its solvers found it
     * @param seconds wall time that it took
     */
    record Answer(String solver, double amount, double bound, int starts, int stops, double seconds) {}

    /** Why it cannot be used, with what to do about it; empty if it can. */
    public Optional<String> obstacle() {
        boolean there = Files.isDirectory(folder.resolve("peers"))
                && Files.isRegularFile(folder.resolve("test-classes").resolve(MAIN.replace('.', '/') + ".class"));
        return there
                ? Optional.empty()
                : Optional.of(
                        ("No CP-SAT in %s: './mvnw -Ppeers -DskipTests -pl console-app/bench -am package' puts it into console-app/bench/target; then"
                                        + " --peers console-app/bench/target.")
                                .formatted(folder));
    }

    /** The solver's answer; empty where it has none, for example because the problem is too large. */
    Optional<Answer> ask(Regime regime, Scale scale, long seed) throws IOException, InterruptedException {
        String classPath = String.join(
                File.pathSeparator,
                folder.resolve("test-classes").toString(),
                folder.resolve("classes").toString(),
                folder.resolve("peers") + File.separator + "*");
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                MAIN));
        command.addAll(regime.arguments(scale, seed, limit.toMillis() / 1e3));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            boolean ended = process.waitFor(limit.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
            return ended && process.exitValue() == 0
                    ? reader.lines().flatMap(line -> parse(line).stream()).findFirst()
                    : Optional.empty();
        } finally {
            process.destroyForcibly();
        }
    }

    static Optional<Answer> parse(String line) {
        Matcher matcher = ANSWER.matcher(line.strip());
        return matcher.matches()
                ? Optional.of(new Answer(
                        matcher.group(1).toUpperCase(Locale.ROOT),
                        Double.parseDouble(matcher.group(2)),
                        Double.parseDouble(matcher.group(3)),
                        Integer.parseInt(matcher.group(4)),
                        Integer.parseInt(matcher.group(5)),
                        Double.parseDouble(matcher.group(6))))
                : Optional.empty();
    }
}
