package dev.headroom.bench.trial;

import dev.headroom.ma2scf.placement.Borrower;
import dev.headroom.ma2scf.placement.Borrower.Limits;
import dev.headroom.ma2scf.placement.Patience;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Problem;
import dev.headroom.ma2scf.placement.Supply;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Generates problems of two kinds. The same arguments always give the same problem. All numbers are multiples of a
 * power of two (see {@link #GRID} and {@link #COST_GRID}), so that a solver with integers solves exactly the same
 * problem as a finder.
 */
public final class Instances {
    /** The unit of capacities, footprints, demands and limits: about a thousandth. */
    public static final double GRID = 1.0 / (1 << 10);
    /** The unit of unit costs and values: about a millionth. */
    public static final double COST_GRID = 1.0 / (1 << 20);

    /**
     * Up to this number of services every server has stand-by containers for all services, above it for {@link
     * #STAND_BYS}.
     */
    private static final int FEW = 100;

    private static final int STAND_BYS = 64;
    private static final int SLOTS = 4;
    private static final double RESERVE = 0.15;
    /** The demand as a part of all capacity that can be lent. */
    private static final double ASKED = 0.9;

    private static final int[] CORES = {4, 8, 16, 32};
    /** The capacities of a server of each machine class (gigabytes, gigahertz). */
    private static final double[] CLASS_MEMORY = {1, 2, 3, 4};

    private static final double[] CLASS_CPU = {1, 1.6, 2.4, 3};
    private static final double[] CLASS_FOOTPRINT = {0.4, 0.8, 1.2, 1.6};

    private Instances() {}

    /**
     * The usual case: servers of different sizes that their own services load to 20 to 80 %, keep 15 % as reserve and
     * lend the rest; services with a deficit of 90 % of all cores that can be lent. Resources in proportion to load:
     * cores, network (Gbit/s). Room: memory (GB), slots for loans. A unit's value is its cores, so that {@link
     * Placement#amount} counts cores. All services have the same priority.
     */
    public static Problem lending(long seed, int servers, int services) {
        return lending(seed, servers, services, 1);
    }

    /**
     * The usual case with several priority classes.
     *
     * @param priorities at least 1
     */
    public static Problem lending(long seed, int servers, int services, int priorities) {
        SplittableRandom random = new SplittableRandom(seed);
        Problem.Builder builder = Problem.builder();
        int zones = random.nextInt(3, 7);
        double cores = 0;
        for (int j = 0; j < servers; j++) {
            Supply lender = lender(random, random.nextInt(zones));
            cores += lender.lendable().getFirst();
            builder.add(lender);
        }
        double[] shares = IntStream.range(0, services)
                .mapToDouble(i -> logNormal(random, 1, 0.6))
                .toArray();
        double all = IntStream.range(0, services).mapToDouble(i -> shares[i]).sum();
        for (int i = 0; i < services; i++) {
            builder.add(borrower(random, ASKED * cores * shares[i] / all, i % priorities));
        }
        if (services > FEW) {
            standBys(random, builder, servers, services);
        }
        return builder.build();
    }

    private static Supply lender(SplittableRandom random, int zone) {
        int cores = CORES[random.nextInt(CORES.length)];
        double memory = Math.clamp(16 * Math.round(cores * logNormal(random, 2, 0.6) / 16), 16, 128);
        double network = cores >= 16 && random.nextBoolean() ? 10 : 1;
        return new Supply(
                List.of(lends(random, cores), lends(random, network)),
                List.of(lends(random, memory), (double) SLOTS),
                zone);
    }

    /** The capacity that a server lends: the rest beside the reserve and a load of its own of 20 to 80 %. */
    private static double lends(SplittableRandom random, double all) {
        return onGrid(all * Math.max(0, 1 - RESERVE - random.nextDouble(0.2, 0.8)), GRID);
    }

    private static Borrower borrower(SplittableRandom random, double cores, int priority) {
        double coresEach = onGrid(logNormal(random, 0.02, 0.6), COST_GRID);
        // 40 Mbit/s a busy core at the median: see decision 0002.
        double networkEach = onGrid(coresEach * logNormal(random, 0.04, 0.8), COST_GRID);
        double memory = onGrid(0.25 * Math.pow(16, random.nextDouble()), GRID);
        boolean limited = random.nextInt(10) < 3;
        double limit = limited ? onGrid(random.nextDouble(1, 4) / coresEach, GRID) : Double.POSITIVE_INFINITY;
        Limits limits = new Limits(0, Integer.MAX_VALUE, limited ? 2 : 1, Integer.MAX_VALUE, Limits.WITH_ANY);
        return new Borrower(
                onGrid(cores / coresEach, GRID),
                coresEach,
                priority,
                List.of(coresEach, networkEach),
                List.of(memory, 1.0),
                limit,
                limits);
    }

    private static void standBys(SplittableRandom random, Problem.Builder builder, int servers, int services) {
        int[] order = IntStream.range(0, services).toArray();
        for (int j = 0; j < servers; j++) {
            for (int at = 0; at < STAND_BYS; at++) {
                swap(order, at, random.nextInt(at, services));
                builder.allow(order[at], j, 2);
            }
        }
    }

    /**
     * The hard case, after Tang et al.: all load is placed anew after all demands have changed. Four machine classes
     * equally often, four footprint classes, demands by a power law (exponent 1, ranks shuffled); each service may
     * run on every server, with one container. {@link DensityFirst} placed the running containers for demands that
     * differ by up to 20 %. The parameters are recalled from the literature (Tang et al. 2007), not confirmed by its
     * text.
     *
     * @param load all demand over all CPU
     * @param memory about the least sum of the containers' footprints, over all memory
     */
    public static Problem hard(long seed, int servers, int services, double load, double memory) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] classes = shuffled(random, servers, CLASS_CPU.length);
        List<Supply> supplies = IntStream.of(classes)
                .mapToObj(c -> new Supply(List.of(onGrid(CLASS_CPU[c], GRID)), List.of(CLASS_MEMORY[c]), 0))
                .toList();
        double cpu = supplies.stream().mapToDouble(s -> s.lendable().getFirst()).sum();
        double room = supplies.stream().mapToDouble(s -> s.room().getFirst()).sum();
        double[] demand = powerLaw(random, services, load * cpu);
        double[] footprint = footprints(random, demand, cpu / servers, memory * room);
        double[] before = new double[services];
        for (int i = 0; i < services; i++) {
            before[i] = onGrid(demand[i] * random.nextDouble(0.8, 1.2), GRID);
        }
        Placement now =
                new DensityFirst().place(builder(supplies, before, footprint).build(), Patience.endless());
        Problem.Builder builder = builder(supplies, demand, footprint);
        for (int j = 0; j < servers; j++) {
            for (int at = 0; at < now.size(j); at++) {
                builder.running(now.serviceAt(j, at), j, now.countAt(j, at));
            }
        }
        return builder.build();
    }

    private static double[] powerLaw(SplittableRandom random, int services, double sum) {
        int[] ranks = shuffled(random, services, services);
        double all = IntStream.of(ranks).mapToDouble(rank -> 1.0 / (rank + 1)).sum();
        return IntStream.of(ranks)
                .mapToDouble(rank -> onGrid(sum / all / (rank + 1), GRID))
                .toArray();
    }

    private static double[] footprints(SplittableRandom random, double[] demand, double meanCpu, double sum) {
        int[] classes = shuffled(random, demand.length, CLASS_FOOTPRINT.length);
        double all = IntStream.range(0, demand.length)
                .mapToDouble(i -> CLASS_FOOTPRINT[classes[i]] * Math.max(1, demand[i] / meanCpu))
                .sum();
        return IntStream.of(classes)
                .mapToDouble(c -> onGrid(CLASS_FOOTPRINT[c] * sum / all, GRID))
                .toArray();
    }

    private static Problem.Builder builder(List<Supply> supplies, double[] demand, double[] footprint) {
        Problem.Builder builder = Problem.builder();
        supplies.forEach(builder::add);
        for (int i = 0; i < demand.length; i++) {
            builder.add(new Borrower(
                    demand[i], 1, 0, List.of(1.0), List.of(footprint[i]), Double.POSITIVE_INFINITY, Limits.NONE));
        }
        return builder;
    }

    private static int[] shuffled(SplittableRandom random, int length, int different) {
        int[] numbers = IntStream.range(0, length).map(n -> n % different).toArray();
        for (int at = 0; at < length; at++) {
            swap(numbers, at, random.nextInt(at, length));
        }
        return numbers;
    }

    private static void swap(int[] numbers, int one, int other) {
        int kept = numbers[one];
        numbers[one] = numbers[other];
        numbers[other] = kept;
    }

    private static double logNormal(SplittableRandom random, double median, double sigma) {
        return median * Math.exp(sigma * random.nextGaussian());
    }

    /** The greatest multiple not above {@code amount}, but at least one unit for an amount above 0. */
    private static double onGrid(double amount, double grid) {
        return amount <= 0 ? 0 : Math.max(1, Math.floor(amount / grid)) * grid;
    }
}
