package dev.headroom.ma2scf;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package of ma2scf may import which, and how many types a package may have. */
class HouseTest {
    private static final String ROOT = "dev.headroom.ma2scf";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(ROOT + ".planted");

    /** The packages of sharing, the lowest first: none imports one above it. */
    private static final List<String> SHARING =
            List.of("..sharing.memory", "..sharing.facts", "..sharing.writing", "..sharing.lending", "..sharing.rules");

    private static final String TOP = ROOT + ".sharing";
    private static final String REHEARSAL = ROOT + ".sharing.rehearsal";

    private static final int MOST_TYPES = 25;

    /** See {@code decisions/0060-large-packages.md}. */
    private static final Set<String> LARGE = Set.of(ROOT + ".model", ROOT + ".placement");

    static Stream<ArchRule> rules() {
        Stream<ArchRule> layers = IntStream.range(0, SHARING.size())
                .mapToObj(i -> noClasses()
                        .that()
                        .resideInAPackage(SHARING.get(i))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(Stream.concat(
                                        SHARING.subList(i + 1, SHARING.size()).stream(), Stream.of(TOP, REHEARSAL))
                                .toArray(String[]::new)));
        return Stream.concat(
                layers,
                Stream.of(
                        noClasses()
                                .that()
                                .resideInAPackage("..check")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(ROOT + ".finder..", ROOT + ".placement..", ROOT + ".sharing.."),
                        slices().matching(ROOT + ".(**)").should().beFreeOfCycles()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void mainCodeKeepsToIt(ArchRule rule) {
        rule.check(MAIN);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRuleCanFail(ArchRule rule) {
        assertThat(rule.evaluate(PLANTED).hasViolation()).isTrue();
    }

    @Test
    void noPackageIsCrowdedWithoutADecision() {
        assertThat(crowded(MAIN)).containsOnlyKeys(LARGE);
    }

    /** The number of top-level types of each package that has too many. */
    private static Map<String, Integer> crowded(JavaClasses classes) {
        Map<String, Integer> counts = new TreeMap<>(classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.toMap(JavaClass::getPackageName, _ -> 1, Integer::sum)));
        counts.values().removeIf(count -> count <= MOST_TYPES);
        return counts;
    }
}
