package dev.headroom.ma2scf.placement;

import java.util.Arrays;

/** What pairs of a service and a server were before they changed, the newest last. */
final class UndoLog {
    private static final int FIRST_SIZE = 64;

    private int[] service = new int[FIRST_SIZE];
    private int[] server = new int[FIRST_SIZE];
    private int[] count = new int[FIRST_SIZE];
    private double[] load = new double[FIRST_SIZE];
    private int size;

    void clear() {
        size = 0;
    }

    void add(int changedService, int onServer, int oldCount, double oldLoad) {
        if (size == service.length) {
            service = Arrays.copyOf(service, 2 * size);
            server = Arrays.copyOf(server, 2 * size);
            count = Arrays.copyOf(count, 2 * size);
            load = Arrays.copyOf(load, 2 * size);
        }
        service[size] = changedService;
        server[size] = onServer;
        count[size] = oldCount;
        load[size++] = oldLoad;
    }

    int size() {
        return size;
    }

    int service(int number) {
        return service[number];
    }

    int server(int number) {
        return server[number];
    }

    int count(int number) {
        return count[number];
    }

    double load(int number) {
        return load[number];
    }
}
