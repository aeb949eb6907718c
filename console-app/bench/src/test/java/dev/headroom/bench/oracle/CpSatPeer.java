package dev.headroom.bench.oracle;

import dev.headroom.bench.trial.Instances;
import dev.headroom.ma2scf.placement.Problem;
import java.util.Locale;

/**
 * An exact solver as a peer in a benchmark, in a process of its own: CP-SAT for hard problems, and SCIP for lending
 * problems, which it solves much faster. Arguments: {@code lending SEED SERVERS SERVICES SECONDS} or {@code hard SEED
 * SERVERS SERVICES SECONDS LOAD MEMORY}. Half of the time at most is for the amount, the rest for the fewest changes
 * that reach it. Prints one line {@code solver=… amount=… bound=… starts=… stops=… seconds=… proven=…}; the time is
 * the solver's own, without making the problem and starting Java; {@code proven} is about the amount. See decision
 * 0016 of ma2scf.
 */
public final class CpSatPeer {
    private static final int WORKERS = 2;
    /** Above, the model alone takes more memory than a usual machine has. */
    private static final int MOST_PAIRS = 2_000_000;

    private CpSatPeer() {}

    public static void main(String[] arguments) {
        if (arguments.length != (isHard(arguments) ? 7 : 5)) {
            System.err.println(
                    "Usage: lending SEED SERVERS SERVICES SECONDS | hard SEED SERVERS SERVICES SECONDS LOAD MEMORY");
            System.exit(2);
        }
        long seed = Long.parseLong(arguments[1]);
        int servers = Integer.parseInt(arguments[2]);
        int services = Integer.parseInt(arguments[3]);
        double seconds = Double.parseDouble(arguments[4]);
        if ((long) servers * services > MOST_PAIRS) {
            System.err.printf("%d servers x %d services are too many for the solver.%n", servers, services);
            System.exit(3);
        }
        Problem problem = isHard(arguments)
                ? Instances.hard(
                        seed, servers, services, Double.parseDouble(arguments[5]), Double.parseDouble(arguments[6]))
                : Instances.lending(seed, servers, services);
        boolean isHard = isHard(arguments);
        Exact most = isHard
                ? new CpSatOracle(WORKERS, seconds / 2).most(problem)
                : new ScipOracle(seconds / 2).most(problem);
        double left = Math.max(0.1, seconds - most.seconds());
        Exact fewest = isHard
                ? new CpSatOracle(WORKERS, left).fewestChanges(problem, most.placement())
                : new ScipOracle(left).fewestChanges(problem, most.placement());
        System.out.printf(
                Locale.ROOT,
                "solver=%s amount=%.9g bound=%.9g starts=%d stops=%d seconds=%.3f proven=%s%n",
                isHard ? "cp-sat" : "scip",
                fewest.amount(),
                most.bound(),
                fewest.placement().starts(),
                fewest.placement().stops(),
                most.seconds() + fewest.seconds(),
                most.isProven());
    }

    private static boolean isHard(String[] arguments) {
        return arguments.length > 0 && arguments[0].equals("hard");
    }
}
