package dev.headroom.ma2scf.placement;

/** A way to answer a {@link Problem}. */
@FunctionalInterface
public interface Placer {

    /** A feasible answer: never more than any server has, every limit kept. Existing containers may stay or stop. */
    Placement place(Problem problem, Patience patience);
}
