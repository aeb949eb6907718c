package dev.headroom.console.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules hold in the console, and each can fail: a planted violation is found. */
class ConsoleRulesTest {
    private static final JavaClasses CONSOLE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/console/rules/"))
            .importPackages("dev.headroom.console");
    private static final JavaClasses PLANTED =
            new ClassFileImporter().importPackages("dev.headroom.console.rules.planted");

    private static final long MOST_TYPES = 25;

    record Case(String name, ArchRule rule) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> rules() {
        return Stream.of(
                new Case("runLater only in fx", ConsoleRules.ONE_BRIDGE),
                new Case("view models know no node", ConsoleRules.VIEW_MODELS_KNOW_NO_NODE),
                new Case("no inline style", ConsoleRules.NO_INLINE_STYLE),
                new Case("no colour in code", ConsoleRules.NO_COLOUR_IN_CODE),
                new Case("no package cycles", ConsoleRules.NO_CYCLES),
                new Case("the toolkit knows no cluster", ConsoleRules.THE_TOOLKIT_KNOWS_NO_CLUSTER),
                new Case("nothing is judged again", ConsoleRules.NOTHING_IS_JUDGED_AGAIN),
                new Case("policy only where it is edited", ConsoleRules.POLICY_ONLY_WHERE_IT_IS_EDITED),
                new Case("utilization is not compared", ConsoleRules.UTILIZATION_IS_NOT_COMPARED),
                new Case("features stand alone", ConsoleRules.FEATURES_STAND_ALONE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void holds(Case each) {
        assertThat(CONSOLE).isNotEmpty();
        each.rule().check(CONSOLE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void findsThePlantedViolation(Case each) {
        ArchRule rule = each.rule().equals(ConsoleRules.NO_CYCLES) ? PlantedCycle.rule() : each.rule();
        assertThat(rule.evaluate(PLANTED).hasViolation()).as(each.name()).isTrue();
    }

    @Test
    void noPackageIsLargerThanARoom() {
        assertThat(sizes(CONSOLE))
                .allSatisfy((name, types) -> assertThat(types).as(name).isLessThanOrEqualTo(MOST_TYPES));
        assertThat(sizes(PLANTED).values()).as("it counts").contains(2L);
    }

    private static Map<String, Long> sizes(JavaClasses classes) {
        return classes.stream()
                .filter(each -> each.isTopLevelClass() && !each.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    }
}
