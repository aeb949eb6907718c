package dev.headroom.console.fx;

/** The meaning of a colour; a shape or a word always says it too. */
public enum Tone {
    NEUTRAL,
    /** Moving, or on loan. */
    ACCENT,
    /** Verified. */
    SUCCESS,
    /** Hot, or waiting. */
    ATTENTION,
    /** Overloaded, failed, refused. */
    DANGER,
    /** Too old to trust. */
    MUTED
}
