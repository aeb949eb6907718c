package dev.headroom.console.rules.planted.history;

import dev.headroom.console.rules.planted.loans.PlantedViewModel;
import org.jspecify.annotations.Nullable;

/** The other half of a cycle, on purpose. */
public final class PlantedView {
    private @Nullable PlantedViewModel known;

    public @Nullable PlantedViewModel known() {
        return known;
    }
}
