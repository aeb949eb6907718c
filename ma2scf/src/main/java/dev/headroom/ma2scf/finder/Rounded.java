package dev.headroom.ma2scf.finder;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers that do not promise too much when they are cut to a few decimals. */
final class Rounded {
    private Rounded() {}

    static String up(double value, double unit, int decimals) {
        return text(value / unit, decimals, RoundingMode.CEILING);
    }

    static String down(double value, double unit, int decimals) {
        return text(value / unit, decimals, RoundingMode.FLOOR);
    }

    private static String text(double value, int decimals, RoundingMode mode) {
        return BigDecimal.valueOf(value).setScale(decimals, mode).toPlainString();
    }
}
