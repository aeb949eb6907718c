package dev.headroom.ma2scf.planted;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Breaks the rule of purity in every way on purpose, to prove that the rule can fail. */
final class Impure {
    private Impure() {}

    static List<Object> everything() {
        return List.of(
                Instant.now(),
                Clock.systemUTC(),
                Math.random(),
                new Random(1),
                Thread.currentThread(),
                System.nanoTime(),
                new java.io.File("."),
                Path.of("."),
                URI.create("a:b"),
                new AtomicInteger());
    }
}
