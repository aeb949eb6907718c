package dev.headroom.ma2scf;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ma2scf: no clock, no random, no input or output, no threads. */
class PurityTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.headroom.ma2scf");
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("dev.headroom.ma2scf.planted");

    static Stream<ArchRule> rules() {
        return Stream.of(
                noClasses().should().callMethod(Instant.class, "now"),
                noClasses().should().callMethod(Math.class, "random"),
                noDependencyOn(Clock.class),
                noDependencyOn(Random.class),
                noDependencyOn(Thread.class),
                noDependencyOn(System.class),
                noDependencyOn("java.io.."),
                noDependencyOn("java.nio.file.."),
                noDependencyOn("java.net.."),
                noDependencyOn("java.util.concurrent.."));
    }

    private static ArchRule noDependencyOn(Class<?> type) {
        return noClasses().should().dependOnClassesThat().areAssignableTo(type);
    }

    private static ArchRule noDependencyOn(String packages) {
        return noClasses().should().dependOnClassesThat().resideInAnyPackage(packages);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void mainCodeIsPure(ArchRule rule) {
        assertThat(MAIN.size()).isGreaterThan(50);
        rule.check(MAIN);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRuleCanFail(ArchRule rule) {
        assertThat(rule.evaluate(PLANTED).hasViolation()).isTrue();
    }
}
