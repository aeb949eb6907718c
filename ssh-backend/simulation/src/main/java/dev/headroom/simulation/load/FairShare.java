package dev.headroom.simulation.load;

/** Max-min fair shares, as a kernel's scheduler divides CPU time among control groups of equal weight. */
public final class FairShare {
    private FairShare() {}

    /** The share of each in {@code available}: none gets more than it wants, and the rest goes to the others. */
    public static double[] of(double[] wanted, double available) {
        double[] granted = new double[wanted.length];
        double left = available;
        int open = wanted.length;
        boolean[] settled = new boolean[wanted.length];
        while (open > 0) {
            double share = left / open;
            boolean any = false;
            for (int i = 0; i < wanted.length; i++) {
                if (!settled[i] && wanted[i] <= share) {
                    granted[i] = wanted[i];
                    left -= wanted[i];
                    settled[i] = true;
                    open--;
                    any = true;
                }
            }
            if (!any) {
                for (int i = 0; i < wanted.length; i++) {
                    if (!settled[i]) {
                        granted[i] = share;
                    }
                }
                return granted;
            }
        }
        return granted;
    }
}
