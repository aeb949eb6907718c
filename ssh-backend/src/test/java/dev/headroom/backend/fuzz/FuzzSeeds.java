package dev.headroom.backend.fuzz;

import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/**
 * The cases of all properties of this module: the same ones in each run where {@code fuzz.seed} is a number, others in each run where
 * it is empty; jqwik prints the seed then, and {@code -Dfuzz.seed=SEED} draws them again. Every {@code long}
 * is a seed of its own, drawn evenly: as jqwik draws them, near 0 and with special numbers, many cases are the same.
 */
public final class FuzzSeeds implements AroundPropertyHook, ArbitraryProvider {
    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        PropertyAttributes attributes = context.attributes();
        String seed = System.getProperty("fuzz.seed", "");
        if (!seed.isBlank() && attributes.seed().isEmpty()) {
            attributes.setSeed(seed);
        }
        return property.execute();
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public boolean canProvideFor(TypeUsage type) {
        return type.isOfType(Long.class) || type.isOfType(long.class);
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage type, SubtypeProvider subtypes) {
        return Set.of(Arbitraries.randomValue(random -> random.nextLong()));
    }

    @Override
    public int priority() {
        return 1;
    }
}
