package dev.headroom.planted.nanos.ma2scf.finder;

final class StopsTheTime {
    private StopsTheTime() {}

    static long now() {
        return System.nanoTime();
    }
}
