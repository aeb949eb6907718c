package dev.headroom.bench.trial;

/**
 * Servers by a key, the greatest first, ties by number. Filled, ordered once, then emptied: cheaper than sorting all
 * servers.
 */
final class ServerHeap {
    private final int[] servers;
    private final double[] keys;
    private int size;

    ServerHeap(int capacity) {
        servers = new int[capacity];
        keys = new double[capacity];
    }

    void offer(int server, double key) {
        servers[size] = server;
        keys[size++] = key;
    }

    void order() {
        for (int at = size / 2 - 1; at >= 0; at--) {
            sink(at);
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    double firstKey() {
        return keys[0];
    }

    int poll() {
        int server = servers[0];
        size--;
        servers[0] = servers[size];
        keys[0] = keys[size];
        sink(0);
        return server;
    }

    private void sink(int from) {
        int at = from;
        int server = servers[at];
        double key = keys[at];
        int child = 2 * at + 1;
        while (child < size) {
            if (child + 1 < size && isBefore(keys[child + 1], servers[child + 1], keys[child], servers[child])) {
                child++;
            }
            if (!isBefore(keys[child], servers[child], key, server)) {
                break;
            }
            servers[at] = servers[child];
            keys[at] = keys[child];
            at = child;
            child = 2 * at + 1;
        }
        servers[at] = server;
        keys[at] = key;
    }

    private static boolean isBefore(double key, int server, double otherKey, int other) {
        return key > otherKey || (key == otherKey && server < other);
    }
}
