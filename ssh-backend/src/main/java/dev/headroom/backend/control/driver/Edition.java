package dev.headroom.backend.control.driver;

/**
 * The program and the settings by which a master decides. Immutable.
 *
 * @param sentence what the journal tells of them at the start; empty for nothing
 * @param policy the first digits of a hash of the policy, which each entry names; empty where it is not told
 */
public record Edition(String sentence, String policy) {
    /** Nothing is told. */
    public static final Edition UNTOLD = new Edition("", "");
}
