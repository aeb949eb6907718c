package dev.headroom.console.fx;

/** A state in one word, with its tone. */
public record Badge(String word, Tone tone) {}
