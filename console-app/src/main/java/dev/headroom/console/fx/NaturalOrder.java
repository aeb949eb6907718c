package dev.headroom.console.fx;

import java.util.Comparator;

/** Compares names with their numbers by value: rs2 before rs10. Pure. */
public final class NaturalOrder {
    /**
     * Compares digits by value and other characters by code; names that differ only in leading zeros by their length.
     */
    public static final Comparator<String> NAMES = NaturalOrder::compare;

    private NaturalOrder() {}

    private static int compare(String left, String right) {
        int i = 0;
        int j = 0;
        while (i < left.length() && j < right.length()) {
            if (isDigit(left.charAt(i)) && isDigit(right.charAt(j))) {
                int iEnd = endOfDigits(left, i);
                int jEnd = endOfDigits(right, j);
                int order = byValue(left.substring(i, iEnd), right.substring(j, jEnd));
                if (order != 0) {
                    return order;
                }
                i = iEnd;
                j = jEnd;
            } else if (left.charAt(i) != right.charAt(j)) {
                return Character.compare(left.charAt(i), right.charAt(j));
            } else {
                i++;
                j++;
            }
        }
        int rest = Integer.compare(left.length() - i, right.length() - j);
        return rest != 0 ? rest : left.compareTo(right);
    }

    /** Compares numbers of any length, since a number in a name may be greater than an int. */
    private static int byValue(String left, String right) {
        String a = withoutZeros(left);
        String b = withoutZeros(right);
        return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
    }

    private static String withoutZeros(String digits) {
        int from = 0;
        while (from < digits.length() - 1 && digits.charAt(from) == '0') {
            from++;
        }
        return digits.substring(from);
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
