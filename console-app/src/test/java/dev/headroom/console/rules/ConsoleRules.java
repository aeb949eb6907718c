package dev.headroom.console.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import javafx.application.Platform;
import javafx.scene.paint.Color;

/** The rules of the console as data, so that they can be held against planted violations too. */
final class ConsoleRules {
    private static final Set<String> FEATURES =
            Set.of("topology", "services", "servers", "proposals", "loans", "history", "connections");
    private static final Set<String> COLOUR_MAKERS = Set.of("web", "rgb", "hsb", "gray", "color", "valueOf");

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
            .because("what features share lives in fx");
}
