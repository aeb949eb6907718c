package dev.headroom.ma2scf.placement;

import java.util.Arrays;

/** A set of indices with members that can be drawn by number, all in constant time. The order depends on the history only. */
final class IndexSet {
    private static final int ABSENT = -1;

    private final int[] members;
    private final int[] positions;
    private int size;

    IndexSet(int indices) {
        members = new int[indices];
        positions = new int[indices];
        Arrays.fill(positions, ABSENT);
    }

    int size() {
        return size;
    }

    int get(int number) {
        return members[number];
    }

    boolean contains(int index) {
        return positions[index] != ABSENT;
    }

    void set(int index, boolean member) {
        if (member == contains(index)) {
            return;
        }
        if (member) {
            positions[index] = size;
            members[size++] = index;
        } else {
            int last = members[--size];
            int hole = positions[index];
            members[hole] = last;
            positions[last] = hole;
            positions[index] = ABSENT;
        }
    }
}
