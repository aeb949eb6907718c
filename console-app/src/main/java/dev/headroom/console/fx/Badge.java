package dev.headroom.console.fx;

/** A state in one word, and its tone. */
public record Badge(String word, Tone tone) {}
