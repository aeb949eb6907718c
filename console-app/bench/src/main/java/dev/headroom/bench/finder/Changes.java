package dev.headroom.bench.finder;

/**
 * The changes that a placement makes.
 *
 * @param starts containers that it starts
 * @param stops containers that it stops
 */
record Changes(int starts, int stops) {
    int all() {
        return starts + stops;
    }

    @Override
    public String toString() {
        return starts + "+" + stops;
    }
}
