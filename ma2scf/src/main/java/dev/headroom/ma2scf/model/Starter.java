package dev.headroom.ma2scf.model;

/** Who started a running container, as far as the loan markers of its host tell. */
public sealed interface Starter {

    /** No marker: a person, the host at boot or another tool. What we did not start we never stop. */
    record Somebody() implements Starter {}

    /** This installation, for a loan. */
    record Us() implements Starter {}

    /**
     * Another installation of Headroom, for a loan of its own.
     *
     * @param name as its marker has it
     */
    record Another(String name) implements Starter {}
}
