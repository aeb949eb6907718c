package dev.headroom.console.rules.planted.fx;

/** The second type of a package that is counted. */
public final class PlantedRoom {}
