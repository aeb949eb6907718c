package dev.headroom.console.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.policy.Mode;
import java.util.Set;
import javafx.application.Platform;
import javafx.scene.paint.Color;

/** The rules of the console as data, so that they can be held against planted violations too. */
final class ConsoleRules {
    private static final Set<String> FEATURES =
            Set.of("topology", "services", "servers", "proposals", "loans", "history", "connections");
    private static final Set<String> COLOUR_MAKERS = Set.of("web", "rgb", "hsb", "gray", "color", "valueOf");

    private static final Set<String> COMPARING = Set.of("compareTo", "isAbove", "isBelow");

    private ConsoleRules() {}

    static final ArchRule ONE_BRIDGE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.headroom.console.fx")
            .should()
            .callMethod(Platform.class, "runLater", Runnable.class)
            .because("states reach the screen by one bridge that queues at most one hop");

    static final ArchRule VIEW_MODELS_KNOW_NO_NODE = noClasses()
            .that(simpleNameEndingWith("ViewModel"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javafx.scene..")
            .because("a view model is tested without a toolkit");

    static final ArchRule NO_INLINE_STYLE = noClasses()
            .should()
            .callMethodWhere(describe(
                    "setStyle",
                    (JavaMethodCall call) -> call.getName().equals("setStyle")
                            && call.getTargetOwner().getPackageName().startsWith("javafx")))
            .because("looks live in the sheets");

    static final ArchRule NO_COLOUR_IN_CODE = noClasses()
            .should()
            .callMethodWhere(describe(
                    "a maker of colours",
                    (JavaMethodCall call) -> call.getTargetOwner().isEquivalentTo(Color.class)
                            && COLOUR_MAKERS.contains(call.getName())))
            .because("colours are tokens");

    static final ArchRule THE_TOOLKIT_KNOWS_NO_CLUSTER = noClasses()
            .that()
            .resideInAnyPackage("dev.headroom.console.fx..", "..planted.fx..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.headroom.ma2scf..", "dev.headroom.backend..")
            .because("what the core says is turned into words and tones in status");

    /** The command line may: {@code plan} rehearses faults without a master. */
    static final ArchRule NOTHING_IS_JUDGED_AGAIN = noClasses()
            .that()
            .resideOutsideOfPackage("dev.headroom.console.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.headroom.ma2scf.finder..", "dev.headroom.ma2scf.check..")
            .because("the core judges, the window shows");

    /** The mode is what an operator switches; all else of a policy stands in the cluster file, which the command line reads. */
    static final ArchRule POLICY_ONLY_WHERE_IT_IS_EDITED = noClasses()
            .that()
            .resideOutsideOfPackage("dev.headroom.console.cli..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("dev.headroom.ma2scf.policy..").and(not(equivalentTo(Mode.class))))
            .because("who knows a threshold compares with it");

    static final ArchRule UTILIZATION_IS_NOT_COMPARED = noClasses()
            .should()
            .callMethodWhere(describe(
                    "a comparison of a utilization",
                    (JavaMethodCall call) -> call.getTargetOwner().isEquivalentTo(Utilization.class)
                            && COMPARING.contains(call.getName())))
            .because("which limit is hot is judged in the core");

    static final ArchRule NO_CYCLES =
            slices().matching("dev.headroom.console.(*)..").should().beFreeOfCycles();

    static final ArchRule FEATURES_STAND_ALONE = slices().assignedFrom(new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                    String[] parts = javaClass.getPackageName().split("\\.", -1);
                    String last = parts[parts.length - 1];
                    return FEATURES.contains(last) ? SliceIdentifier.of(last) : SliceIdentifier.ignore();
                }

                @Override
                public String getDescription() {
                    return "features";
                }
            })
            .should()
            .notDependOnEachOther()
            .because("what features share lives in fx and in status");
}
