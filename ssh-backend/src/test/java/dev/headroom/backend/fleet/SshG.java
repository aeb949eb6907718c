package dev.headroom.backend.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.inventory.SshSettings;
import dev.headroom.backend.remote.Route;
import dev.headroom.backend.remote.config.HostSettings;
import dev.headroom.backend.remote.config.Keyword;
import dev.headroom.backend.remote.config.OpenSshConfig;
import dev.headroom.backend.remote.config.OpenSshConfig.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Holds a report against what {@code ssh -G} prints of the same file. */
final class SshG {
    private static final Path SSH = Path.of("/usr/bin/ssh");
    private static final Map<String, String> VARIABLES = Map.of("KEYS", "/srv/keys", "AGENT", "/run/agent.sock");

    /** Keywords of which the value is compared as it is printed. */
    private static final List<String> PRINTED = List.of(
            "hostname",
            "user",
            "port",
            "addressfamily",
            "batchmode",
            "identitiesonly",
            "kbdinteractiveauthentication",
            "passwordauthentication",
            "pubkeyauthentication",
            "stricthostkeychecking",
            "tcpkeepalive",
            "connectionattempts",
            "numberofpasswordprompts",
            "serveralivecountmax",
            "serveraliveinterval",
            "connecttimeout",
            "bindaddress",
            "hostkeyalias",
            "preferredauthentications",
            "identityfile",
            "certificatefile",
            "userknownhostsfile",
            "globalknownhostsfile",
            "revokedhostkeys",
            "proxyjump",
            "proxycommand");

    private static final Map<Keyword, String> QUERIES = Map.of(
            Keyword.CIPHERS, "cipher",
            Keyword.MACS, "mac",
            Keyword.KEX_ALGORITHMS, "kex",
            Keyword.HOST_KEY_ALGORITHMS, "HostKeyAlgorithms",
            Keyword.PUBKEY_ACCEPTED_ALGORITHMS, "PubkeyAcceptedAlgorithms",
            Keyword.CA_SIGNATURE_ALGORITHMS, "sig");

    private final Path file;
    private final Path home = Path.of(System.getProperty("user.home"));
    private final Map<String, List<String>> nothingSaid;
    private final Map<String, List<String>> known = new HashMap<>();

    private SshG(Path folder) throws IOException, InterruptedException {
        file = folder.resolve("config");
        Files.writeString(file, "");
        nothingSaid = printed("nothing.said").orElseThrow();
    }

    /** @param folder where the file of settings is written */
    static SshG in(Path folder) throws IOException, InterruptedException {
        return new SshG(folder);
    }

    /** Skips a test where there is no ssh; fails it where HEADROOM_FIELD is {@code required}. */
    static void isThere() {
        Assumptions.assumeTrue(canRun(), "there is no " + SSH);
    }

    /** Whether there is an ssh; must be so where HEADROOM_FIELD is {@code required}. */
    static boolean canRun() {
        boolean possible = Files.isExecutable(SSH);
        assertThat(possible || !"required".equals(System.getenv("HEADROOM_FIELD")))
                .as("there is %s", SSH)
                .isTrue();
        return possible;
    }

    /** How both read one host. */
    sealed interface Outcome {
        /**
         * Both read it.
         *
         * @param differences empty if both say the same
         */
        record Compared(List<String> differences) implements Outcome {}

        /**
         * Headroom does not connect.
         *
         * @param sentence why
         */
        record Refused(String sentence, boolean bySshToo) implements Outcome {}

        /** Headroom reads what ssh does not. */
        record OnlyOurs(String said) implements Outcome {}
    }

    Outcome compare(String config, String host) throws IOException, InterruptedException {
        Files.writeString(file, config, StandardCharsets.UTF_8);
        var machine = LocalMachine.current();
        var environment = new SshEnvironment(
                home,
                System.getProperty("user.name"),
                Optional.empty(),
                Path.of("/etc/ssh"),
                new LocalMachine(machine.hostName(), machine.userId(), VARIABLES));
        OpenSshConfig ours = OpenSshConfig.only(file, home);
        Optional<Map<String, List<String>>> theirs = printed(host);
        var way = new HostResolver(environment, ours)
                .way(Route.nameOf(host), Query.of(host, environment.userName()), SshSettings.NONE);
        if (way.refusal().isPresent()) {
            var refusal = way.refusal().get();
            return new Outcome.Refused(refusal.setting() + ": " + refusal.remedy(), theirs.isEmpty());
        }
        if (theirs.isEmpty()) {
            return new Outcome.OnlyOurs(String.valueOf(known.get("error")));
        }
        List<String> differences = new ArrayList<>();
        SshReport report = SshReports.of(environment, ours).report(host);
        Map<String, List<String>> said = said(report);
        for (String keyword : PRINTED) {
            List<String> expected = normal(keyword, theirs.get());
            List<String> actual = said.containsKey(keyword) ? normal(keyword, said) : normal(keyword, nothingSaid);
            boolean debians = keyword.equals("serveraliveinterval")
                    && !said.containsKey(keyword)
                    && said.getOrDefault("batchmode", List.of()).contains("yes"); // Debian's own default
            if (!expected.equals(actual) && !debians) {
                differences.add("%s: ssh %s, Headroom %s".formatted(keyword, expected, actual));
            }
        }
        agent(theirs.get(), said).ifPresent(differences::add);
        algorithms(way.settings(), theirs.get(), differences);
        return new Outcome.Compared(differences);
    }

    private static Optional<String> agent(Map<String, List<String>> theirs, Map<String, List<String>> said) {
        String expected = theirs.getOrDefault("identityagent", List.of("")).getFirst();
        String actual = said.getOrDefault("identityagent", List.of("")).getFirst();
        boolean path = expected.startsWith("/") || expected.equals("none");
        return path && !expected.equals(actual)
                ? Optional.of("identityagent: ssh %s, Headroom %s".formatted(expected, actual))
                : Optional.empty();
    }

    private void algorithms(HostSettings settings, Map<String, List<String>> theirs, List<String> differences)
            throws IOException, InterruptedException {
        for (Map.Entry<Keyword, String> query : QUERIES.entrySet()) {
            Keyword keyword = query.getKey();
            String usual = nothingSaid.get(keyword.text()).getFirst();
            List<String> all = all(query.getValue());
            String actual = settings.algorithms(keyword)
                    .map(list -> String.join(",", list.names(List.of(usual.split(",", -1)), all)))
                    .orElse(usual);
            String expected = theirs.get(keyword.text()).getFirst();
            if (!actual.equals(expected)) {
                differences.add("%s: ssh %s, Headroom %s".formatted(keyword.text(), expected, actual));
            }
        }
    }

    private List<String> all(String query) throws IOException, InterruptedException {
        if (!known.containsKey(query)) {
            known.put(query, run(List.of(SSH.toString(), "-Q", query)).lines().toList());
        }
        return known.get(query);
    }

    /** What the report has from a line, without defaults. */
    private static Map<String, List<String>> said(SshReport report) {
        return report.settings().stream()
                .filter(setting -> !setting.source().equals(SshReport.DEFAULT)
                        || List.of("hostname", "user", "port").contains(setting.keyword()))
                .collect(Collectors.groupingBy(
                        SshReport.Setting::keyword,
                        LinkedHashMap::new,
                        Collectors.mapping(SshReport.Setting::value, Collectors.toList())));
    }

    /** The values in one form of several that mean the same. */
    private List<String> normal(String keyword, Map<String, List<String>> all) {
        Stream<String> values = all.getOrDefault(keyword, List.of()).stream();
        return (switch (keyword) {
                    case "pubkeyauthentication", "stricthostkeychecking" ->
                        values.map(v -> v.equals("true") ? "yes" : v.equals("false") ? "no" : v);
                    case "userknownhostsfile", "globalknownhostsfile" ->
                        values.map(v -> v.equals("none") ? "/dev/null" : v.replace("~/", home + "/"));
                    case "revokedhostkeys" -> values.filter(v -> !v.equals("none"));
                    case "connecttimeout" -> values.filter(v -> !v.equals("none"));
                    case "serveraliveinterval" -> values.map(v -> v.equals("none") ? "0" : v);
                    case "proxyjump" -> values.map(v -> v.replaceAll("\\s+#.*", ""));
                    default -> values;
                })
                .toList();
    }

    /** What ssh prints; empty if it does not read the file. */
    private Optional<Map<String, List<String>>> printed(String host) throws IOException, InterruptedException {
        String text = run(List.of(SSH.toString(), "-G", "-F", file.toString(), "--", host));
        if (!text.contains("\nhostname ")) {
            known.put("error", List.of(text));
            return Optional.empty();
        }
        return Optional.of(text.lines()
                .filter(line -> line.contains(" "))
                .collect(Collectors.groupingBy(
                        line -> line.substring(0, line.indexOf(' ')),
                        LinkedHashMap::new,
                        Collectors.mapping(line -> line.substring(line.indexOf(' ') + 1), Collectors.toList()))));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(VARIABLES);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(TestPatience.millis(), TimeUnit.MILLISECONDS))
                .isTrue();
        return text;
    }
}
