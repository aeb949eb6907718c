package dev.headroom.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.headroom.backend.HouseRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of the modules below the window hold for the simulation too, and what drives real clusters does not know it. */
class SimulationRulesTest {
    private static final JavaClasses SIMULATION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.headroom.simulation");

    private static final ArchRule THE_PRODUCT_KNOWS_NO_SIMULATION = noClasses()
            .that()
            .resideInAnyPackage("dev.headroom.backend..", "dev.headroom.ma2scf..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.headroom.simulation..")
            .because("a master that writes to production carries no simulator");

    @Test
    void theRulesOfTheHouseHold() {
        assertThat(SIMULATION.contain(SimulatedCluster.class)).isTrue();
        List.of(HouseRules.NO_WINDOW, HouseRules.NO_SLEEP, HouseRules.NO_CYCLES, HouseRules.smallPackages())
                .forEach(rule -> rule.check(SIMULATION));
    }

    @Test
    void theRuleAboutTheSizeOfPackagesIsAbleToFail() {
        JavaClasses crowd = new ClassFileImporter().importPackages("dev.headroom.planted.crowd");
        assertThat(HouseRules.smallPackages().evaluate(crowd).hasViolation()).isTrue();
    }

    /** The tests of this module, which live in packages of the product, break the rule: so it is able to fail. */
    @Test
    void theProductKnowsNoSimulation() {
        THE_PRODUCT_KNOWS_NO_SIMULATION.check(new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("dev.headroom.backend", "dev.headroom.ma2scf"));
        JavaClasses withTests = new ClassFileImporter().importPackages("dev.headroom.backend.agent");
        assertThat(THE_PRODUCT_KNOWS_NO_SIMULATION.evaluate(withTests).hasViolation())
                .isTrue();
    }
}
