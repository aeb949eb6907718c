package dev.headroom.console.fx;

/** What a part of the screen says by its colour; each is also said by a shape or a word. */
public enum Tone {
    NEUTRAL,
    /** In motion, or on loan. */
    ACCENT,
    /** Verified. */
    SUCCESS,
    /** Warm, or waiting. */
    ATTENTION,
    /** Overloaded, failed, refused. */
    DANGER,
    /** Too old to trust. */
    MUTED
}
