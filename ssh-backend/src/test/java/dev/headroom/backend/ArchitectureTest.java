package dev.headroom.backend;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.headroom.backend.command.CommandLine;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The architecture rules of the modules below the window. Each is proven able to fail by a class that breaks it, in
 * {@code dev.headroom.planted}.
 */
class ArchitectureTest {
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.headroom.backend", "dev.headroom.ma2scf");

    private static final DescribedPredicate<JavaClass> PURE = resideInAnyPackage(
                    "..ma2scf..",
                    "..backend.parse..",
                    "..backend.command..",
                    "..backend.runtime..",
                    "..backend.control",
                    "..backend.control.concurrency..",
                    "..backend.control.leasehold..",
                    "..backend.control.restraint..",
                    "..backend.control.core..")
            .or(resideInAPackage("..backend.pace..").and(not(simpleName("HostPaces"))))
            .or(resideInAPackage("..backend.agent..")
                    .and(simpleName("SnapshotAssembler")
                            .or(simpleName("Merge"))
                            .or(simpleName("ServiceDemand"))
                            .or(simpleName("Aging"))))
            .as("pure classes");

    private static final ArchRule JSCH = noClasses()
            .that()
            .resideOutsideOfPackage("..backend.remote.jsch..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.jcraft..")
            .because("another SSH library must cost one package");

    private static final ArchRule JSCH_BEHIND_ITS_SEAM = noClasses()
            .that()
            .resideOutsideOfPackages("..backend.remote.jsch..", "..backend.fleet..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..backend.remote.jsch..")
            .because("everybody else knows RemoteShell");

    private static final ArchRule PURE_OF_THREADS_AND_FILES = noClasses()
            .that(are(PURE))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.io..",
                            "java.nio.file..",
                            "java.nio.channels..",
                            "java.net..",
                            "java.util.concurrent..")
                    .or(assignableTo(Thread.class))
                    .or(assignableTo(Process.class))
                    .or(assignableTo(ProcessBuilder.class))
                    .as("are of I/O, processes or threads"))
            .because("the same input must give the same output");

    private static final ArchRule PURE_OF_CLOCKS_AND_DICE = noClasses()
            .that(are(PURE))
            .should()
            .accessTargetWhere(new Outside())
            .because("the same input must give the same output");

    private static final ArchRule CONTROL = classes()
            .that()
            .resideInAPackage("..backend.control..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "..backend.control..", "dev.headroom.ma2scf..", "java..", "org.jspecify..", "org.slf4j..")
            .because("the folder must be liftable into a module of its own");

    private static final ArchRule CONTROL_LAYERS = noClasses()
            .that()
            .resideInAnyPackage(
                    "..backend.control",
                    "..backend.control.concurrency..",
                    "..backend.control.leasehold..",
                    "..backend.control.restraint..",
                    "..backend.control.core..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..backend.control.driver..")
            .because("the driver knows the core, and both know the state; not the other way round");

    private static final ArchRule COMMANDS = noClasses()
            .that()
            .resideOutsideOfPackages("..backend.command..", "..backend.runtime..")
            .should()
            .callConstructor(CommandLine.class, List.class)
            .orShould()
            .callMethod(CommandLine.class, "of", String[].class)
            .because("what is sent to a host is spelled in one place");

    record Case(String name, ArchRule rule, List<String> planted) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> rules() {
        return Stream.of(
                new Case("JSch only in remote.jsch", JSCH, List.of("jsch")),
                new Case("remote.jsch only through fleet", JSCH_BEHIND_ITS_SEAM, List.of("seam")),
                new Case("no window", HouseRules.NO_WINDOW, List.of("window")),
                new Case("pure: no threads, no files", PURE_OF_THREADS_AND_FILES, List.of("file", "thread", "core")),
                new Case(
                        "pure: no clocks, no dice, no environment",
                        PURE_OF_CLOCKS_AND_DICE,
                        List.of("clock", "nanos", "dice", "environment")),
                new Case("control knows ma2scf only", CONTROL, List.of("control")),
                new Case("control: state and core do not know the driver", CONTROL_LAYERS, List.of("layers")),
                new Case("commands are spelled in one place", COMMANDS, List.of("commandline", "constructor")),
                new Case("nobody sleeps", HouseRules.NO_SLEEP, List.of("sleep")),
                new Case("no interval by the wall clock", HouseRules.STEADY, List.of("wallclock", "clock")),
                // decision 0060 of ma2scf says why these two are larger
                new Case(
                        "no package over 25 types",
                        HouseRules.smallPackages("dev.headroom.ma2scf.model", "dev.headroom.ma2scf.placement"),
                        List.of("crowd")),
                new Case("no cycles of packages", HouseRules.NO_CYCLES, List.of("cycle")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void holds(Case rule) {
        rule.rule.check(PRODUCTION);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void isAbleToFail(Case rule) {
        for (String planted : rule.planted) {
            JavaClasses broken = new ClassFileImporter().importPackages("dev.headroom.planted." + planted);
            assertThat(broken).as(planted).isNotEmpty();
            assertThat(rule.rule.evaluate(broken).hasViolation()).as(planted).isTrue();
        }
    }

    @Test
    void seesTheClassesThatItJudges() {
        assertThat(PRODUCTION.contain("dev.headroom.backend.control.core.ControlCore"))
                .isTrue();
        assertThat(PRODUCTION.contain("dev.headroom.backend.agent.SnapshotAssembler"))
                .isTrue();
        assertThat(PRODUCTION.stream().map(JavaClass::getPackageName))
                .contains(
                        "dev.headroom.ma2scf.model",
                        "dev.headroom.backend.parse",
                        "dev.headroom.backend.command",
                        "dev.headroom.backend.remote.jsch");
    }

    /** Ways to learn the time, chance or the machine. */
    private static final class Outside extends DescribedPredicate<JavaAccess<?>> {
        private static final Set<String> SYSTEM =
                Set.of("nanoTime", "currentTimeMillis", "getenv", "getProperty", "getProperties", "console");

        Outside() {
            super("a clock, chance or the environment is asked");
        }

        @Override
        public boolean test(JavaAccess<?> access) {
            AccessTarget target = access.getTarget();
            JavaClass owner = target.getOwner();
            String name = target.getName();
            boolean clock = (owner.getPackageName().startsWith("java.time") && name.equals("now"))
                    || (owner.isEquivalentTo(java.time.Clock.class)
                            && (name.startsWith("system") || name.startsWith("tick")));
            // numbers from a seed that the caller gives are no chance: the same seed gives the same numbers
            boolean seeded = owner.isEquivalentTo(SplittableRandom.class)
                    && !(name.equals("<init>")
                            && access instanceof JavaConstructorCall call
                            && call.getTarget().getRawParameterTypes().isEmpty());
            boolean dice = (owner.isAssignableTo(RandomGenerator.class) && !seeded)
                    || (owner.isEquivalentTo(Math.class) && name.equals("random"))
                    || (owner.isEquivalentTo(java.util.UUID.class) && name.equals("randomUUID"))
                    || (owner.isEquivalentTo(java.util.Collections.class) && name.equals("shuffle"));
            boolean machine = owner.isEquivalentTo(System.class) && SYSTEM.contains(name);
            return clock || dice || machine;
        }
    }
}
