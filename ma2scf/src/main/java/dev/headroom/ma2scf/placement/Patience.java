package dev.headroom.ma2scf.placement;

/**
 * Says when a search must end with the best it has. Asked between small pieces of work; once true it must stay true. An
 * implementation may look at a clock; those that do not make the result a function of the problem alone. See decision 0014.
 */
@FunctionalInterface
public interface Patience {
    boolean isOver();

    /** Never ends the search: it ends by itself when it finds nothing better. */
    static Patience endless() {
        return () -> false;
    }
}
