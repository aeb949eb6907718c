package dev.headroom.backend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
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
