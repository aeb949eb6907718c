package dev.headroom.ma2scf.placement;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Indices in order of a number each, without an object for each: sorting boxed indices of all servers took longer than the work
 * that the order was for. Merge sort, so ties stay in the order given.
 */
final class Order {
    /** Parts of this size are sorted by insertion. */
    private static final int SMALL = 8;

    private Order() {}

    /** Those below {@code size} that are {@code included}, the least number first, ties by index. */
    static int[] ascending(int size, IntPredicate included, IntToDoubleFunction number) {
        int[] indices = new int[size];
        int count = 0;
        for (int index = 0; index < size; index++) {
            if (included.test(index)) {
                indices[count++] = index;
            }
        }
        return ascending(Arrays.copyOf(indices, count), number);
    }

    /** Sorts {@code indices} in place and returns them, the least number first, ties in the order given. */
    static int[] ascending(int[] indices, IntToDoubleFunction number) {
        double[] keys = new double[indices.length];
        for (int at = 0; at < keys.length; at++) {
            keys[at] = number.applyAsDouble(indices[at]);
        }
        sort(indices, keys, 0, keys.length, new int[indices.length], new double[keys.length]);
        return indices;
    }

    private static void sort(int[] indices, double[] keys, int from, int to, int[] otherIndices, double[] otherKeys) {
        if (to - from <= SMALL) {
            insert(indices, keys, from, to);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(indices, keys, from, middle, otherIndices, otherKeys);
        sort(indices, keys, middle, to, otherIndices, otherKeys);
        if (Double.compare(keys[middle - 1], keys[middle]) <= 0) {
            return;
        }
        for (int at = from; at < middle; at++) {
            otherIndices[at] = indices[at];
            otherKeys[at] = keys[at];
        }
        int left = from;
        int right = middle;
        for (int at = from; left < middle; at++) {
            boolean isRight = right < to && Double.compare(keys[right], otherKeys[left]) < 0;
            indices[at] = isRight ? indices[right] : otherIndices[left];
            keys[at] = isRight ? keys[right++] : otherKeys[left++];
        }
    }

    private static void insert(int[] indices, double[] keys, int from, int to) {
        for (int next = from + 1; next < to; next++) {
            int index = indices[next];
            double key = keys[next];
            int at = next;
            while (at > from && Double.compare(keys[at - 1], key) > 0) {
                indices[at] = indices[at - 1];
                keys[at] = keys[at - 1];
                at--;
            }
            indices[at] = index;
            keys[at] = key;
        }
    }
}
