package dev.headroom.console.rules;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;

/** The rule against cycles, one level deeper, where the planted ones are. */
final class PlantedCycle {
    private PlantedCycle() {}

    static ArchRule rule() {
        return slices().matching("dev.headroom.console.rules.planted.(*)..")
                .should()
                .beFreeOfCycles();
    }
}
