package dev.headroom.backend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The rules that hold in every module below the window. Each is proven able to fail in {@link ArchitectureTest}. */
public final class HouseRules {
    private HouseRules() {}

    public static final ArchRule NO_WINDOW = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..", "java.awt..", "javax.swing..")
            .because("nothing here draws");

    public static final ArchRule NO_SLEEP =
            noClasses().should().accessTargetWhere(new Sleep()).because("waiting is for an event, with a deadline");

    public static final ArchRule STEADY = noClasses()
            .that()
            .resideOutsideOfPackage("..backend.time..")
            .should()
            .accessTargetWhere(new WallClock())
            .because("an interval is measured by a clock that nobody can set");

    public static final ArchRule NO_CYCLES =
            slices().matching("dev.headroom.(**)").should().beFreeOfCycles();

    /** How many types a package may have: more do not fit in one view of a reader. */
    private static final int MOST_TYPES = 25;

    /**
     * No package is too large.
     *
     * @param except packages of which a decision says why they are
     */
    public static ArchRule smallPackages(String... except) {
        return classes()
                .that()
                .areTopLevelClasses()
                .and()
                .resideOutsideOfPackages(except)
                .should(new FewInAPackage())
                .because("a reader must see what a package is for");
    }

    /** Counts what a package has. */
    private static final class FewInAPackage extends ArchCondition<JavaClass> {
        private final Map<String, Integer> types = new TreeMap<>();

        FewInAPackage() {
            super("be at most %d in a package", MOST_TYPES);
        }

        @Override
        public void init(Collection<JavaClass> all) {
            types.clear();
            all.stream()
                    .filter(type -> !type.getSimpleName().equals("package-info"))
                    .forEach(type -> types.merge(type.getPackageName(), 1, Integer::sum));
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            if (types.getOrDefault(type.getPackageName(), 0) > MOST_TYPES) {
                events.add(SimpleConditionEvent.violated(
                        type,
                        "%s has %d types: %s"
                                .formatted(
                                        type.getPackageName(),
                                        types.get(type.getPackageName()),
                                        type.getSimpleName())));
            }
        }
    }

    /** Ways to look at the clock on the wall. */
    private static final class WallClock extends DescribedPredicate<JavaAccess<?>> {
        WallClock() {
            super("the wall clock is asked");
        }

        @Override
        public boolean test(JavaAccess<?> access) {
            AccessTarget target = access.getTarget();
            JavaClass owner = target.getOwner();
            String name = target.getName();
            boolean now = owner.getPackageName().startsWith("java.time") && name.equals("now");
            boolean source = owner.isAssignableTo(java.time.InstantSource.class)
                    && (name.startsWith("system") || name.startsWith("tick"));
            boolean millis = owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis");
            return now || source || millis;
        }
    }

    /** Ways to wait for time to pass. */
    private static final class Sleep extends DescribedPredicate<JavaAccess<?>> {
        Sleep() {
            super("a thread sleeps");
        }

        @Override
        public boolean test(JavaAccess<?> access) {
            JavaClass owner = access.getTarget().getOwner();
            return access.getTarget().getName().equals("sleep")
                    && (owner.isEquivalentTo(Thread.class) || owner.isEquivalentTo(TimeUnit.class));
        }
    }
}
