package dev.headroom.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a newcomer reads agrees with the code: the decisions, the tour in CONTRIBUTING.md, and the size of each package. */
class RepositoryTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of(
            "console-app",
            "console-app/bench",
            "console-app/demo",
            "ma2scf",
            "packaging",
            "packaging/share",
            "ssh-backend",
            "ssh-backend/simulation",
            "styles");

    /** Texts of no module: a decision that they cite has the name of its module beside it. */
    private static final List<String> OF_NO_MODULE =
            List.of("CHANGELOG.md", "CONTRIBUTING.md", "README.md", "mvnw", "pom.xml", ".ci/run");

    private static final Pattern FORM = Pattern.compile(
            "# (\\d{4}) \\S[^\\n]*\\n\\n\\*\\*Context\\.\\*\\* .*\\n\\n\\*\\*Decision\\.\\*\\* .*"
                    + "\\n\\n\\*\\*Status\\.\\*\\* (?:In force|Superseded by \\d{4})\\b.*",
            Pattern.DOTALL);
    /** What a line of a comment begins with. */
    private static final String GAP = "\\s+(?:(?:\\*|//|#)\\s+)?";

    /** One decision or a list of any length: "decisions 0003, 0007 and 0066 of ssh-backend". */
    private static final Pattern CITED = Pattern.compile("\\b[Dd]ecisions?" + GAP + "(\\d{4}(?:(?:,|" + GAP + "and)"
            + GAP + "\\d{4})*)(?:" + GAP + "of" + GAP + "`?([a-z0-9]+(?:[-/][a-z0-9]+)*)\\b)?");

    private static final Pattern NUMBER = Pattern.compile("(\\d{4})");

    /** Two citations side by side: a list says both, once each. */
    private static final Pattern DOUBLED = Pattern.compile(
            "\\bSee decisions?" + GAP + "\\d{4}[^.]*\\." + GAP + "See" + GAP + "decisions?" + GAP + "\\d{4}");

    private static final Pattern NAMED = Pattern.compile("`(?:[a-z.]+\\.)?([A-Z]\\w+)(?:\\.\\w+)*`");

    private static final int MOST_TYPES = 25;

    /** See decision 0060 of ma2scf. */
    private static final Set<String> LARGE = Set.of("dev.headroom.ma2scf.model", "dev.headroom.ma2scf.placement");

    @Test
    void eachDecisionHasItsNumberAndTheFourPartsThatAReaderLooksFor() {
        assertThat(decisions())
                .hasSizeGreaterThan(70)
                .allSatisfy(file ->
                        assertThat(read(file)).as(file.toString()).matches(FORM).startsWith("# " + number(file) + " "));
        assertThat("# Without a number\n\n**Context.** a\n\n**Decision.** b\n\n**Status.** In force.")
                .doesNotMatch(FORM);
        assertThat("# 0001 Without a status\n\n**Context.** a\n\n**Decision.** b")
                .doesNotMatch(FORM);
    }

    @Test
    void eachDecisionThatIsCitedIsThere() {
        Set<String> all = decisions().stream().map(RepositoryTest::name).collect(Collectors.toSet());
        assertThat(cited(file -> true)).isSubsetOf(all);
        assertThat(cited("ma2scf", "See decisions 9998 and 9999. See decision 0007 of `packaging`."))
                .containsExactlyInAnyOrder("ma2scf 9998", "ma2scf 9999", "packaging 0007");
        assertThat(cited("styles", "See decisions 0003, 0007 and\n * 0066 of ssh-backend/simulation."))
                .containsExactlyInAnyOrder(
                        "ssh-backend/simulation 0003", "ssh-backend/simulation 0007", "ssh-backend/simulation 0066");
    }

    @Test
    void decisionsThatAreCitedSideBySideAreOneList() {
        assertThat(MODULES.stream().flatMap(RepositoryTest::texts).toList())
                .allSatisfy(file -> assertThat(DOUBLED.matcher(read(file)).find())
                        .as(file.toString())
                        .isFalse());
        assertThat(DOUBLED.matcher("See decisions 0003 and 0066. See\n * decision 0007.")
                        .find())
                .isTrue();
    }

    @Test
    void eachModuleThatHasDecisionsIsKnown() {
        List<Path> all = walk(ROOT)
                .filter(file -> file.getParent().endsWith("decisions"))
                .toList();
        assertThat(decisions()).hasSameElementsAs(all);
    }

    @Test
    void eachDecisionInForceIsCitedByTheCodeThatItExplains() {
        Set<String> inForce = decisions().stream()
                .filter(file -> read(file).contains("**Status.** In force"))
                .map(RepositoryTest::name)
                .collect(Collectors.toSet());
        assertThat(inForce).isSubsetOf(cited(file -> !file.toString().endsWith(".md")));
        assertThat(cited("ma2scf", "Nothing is cited.")).isEmpty();
    }

    @Test
    void eachClassOnANewcomersTourIsThere() {
        String contributing = read(ROOT.resolve("CONTRIBUTING.md"));
        String tour = contributing.substring(
                contributing.indexOf("## A newcomer's tour"), contributing.indexOf("## Code style"));
        Set<String> types = sources()
                .map(file -> file.getFileName().toString())
                .map(name -> name.substring(0, name.length() - ".java".length()))
                .collect(Collectors.toSet());
        assertThat(found(NAMED, tour)).hasSizeGreaterThan(30).isSubsetOf(types);
        assertThat(found(NAMED, "`facts.Lookout` asks `NoSuchClass.decide`"))
                .containsExactlyInAnyOrder("Lookout", "NoSuchClass");
    }

    /** Of every module: the architecture tests see one module each, and the benchmarks and the demo have none. */
    @Test
    void noPackageIsCrowdedWithoutADecision() {
        Map<String, Integer> sizes = sources()
                .filter(file -> !file.endsWith("package-info.java") && !file.endsWith("module-info.java"))
                .collect(Collectors.toMap(RepositoryTest::packageOf, _ -> 1, Integer::sum, TreeMap::new));
        assertThat(sizes).containsKeys("dev.headroom.bench.finder", "dev.headroom.demo");
        sizes.values().removeIf(size -> size <= MOST_TYPES);
        assertThat(sizes).containsOnlyKeys(LARGE);
    }

    private static List<Path> decisions() {
        return MODULES.stream()
                .map(module -> ROOT.resolve(module).resolve("decisions"))
                .filter(Files::isDirectory)
                .flatMap(RepositoryTest::walk)
                .toList();
    }

    private static String number(Path decision) {
        return decision.getFileName().toString().substring(0, 4);
    }

    /** The module and the number. */
    private static String name(Path decision) {
        Path module = ROOT.relativize(decision.getParent().getParent());
        return module.toString().replace('\\', '/') + " " + number(decision);
    }

    /** The names of the decisions that the wanted files cite. */
    private static Set<String> cited(Predicate<Path> wanted) {
        Set<String> cited = new TreeSet<>();
        for (String module : MODULES) {
            texts(module).filter(wanted).forEach(file -> cited.addAll(cited(module, read(file))));
        }
        OF_NO_MODULE.stream()
                .map(ROOT::resolve)
                .filter(wanted)
                .forEach(file -> cited.addAll(cited("no module", read(file))));
        return cited;
    }

    private static Set<String> cited(String module, String text) {
        return CITED.matcher(text)
                .results()
                .flatMap(match -> {
                    String named = match.group(2);
                    String owner = named != null && MODULES.contains(named) ? named : module;
                    return found(NUMBER, match.group(1)).stream().map(number -> owner + " " + number);
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Path> sources() {
        return walk(ROOT)
                .filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/")
                        && file.toString().endsWith(".java"));
    }

    private static String packageOf(Path source) {
        String folder = source.getParent().toString().replace('\\', '/');
        return folder.substring(folder.indexOf("/src/main/java/") + "/src/main/java/".length())
                .replace('/', '.');
    }

    /** Sources, scripts and texts: not what they are compiled to, no pictures and no golden files. */
    private static Stream<Path> texts(String module) {
        List<Path> below = MODULES.stream()
                .filter(other -> other.startsWith(module + "/"))
                .map(ROOT::resolve)
                .toList();
        return walk(ROOT.resolve(module)).filter(file -> {
            if (below.stream().anyMatch(file::startsWith)) {
                return false;
            }
            String name = file.getFileName().toString();
            return (name.matches(".*\\.(?:java|sh|md|xml|service)") || name.matches("[a-z-]+"))
                    && !name.equals("RepositoryTest.java");
        });
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> Files.isRegularFile(file)
                            && !file.toString().replace('\\', '/').contains("/target/"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
