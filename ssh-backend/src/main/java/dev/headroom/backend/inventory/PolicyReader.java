package dev.headroom.backend.inventory;

import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.policy.AutomaticLimits;
import dev.headroom.ma2scf.policy.AutomaticLimits.Ceiling;
import dev.headroom.ma2scf.policy.Deadlines;
import dev.headroom.ma2scf.policy.Holds;
import dev.headroom.ma2scf.policy.PolicyMistake;
import dev.headroom.ma2scf.policy.Restraint;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads the {@code policy} of a cluster file; a field that it does not have is as in {@link
 * SharingPolicy#defaults()}. Refuses fields that contradict each other.
 */
final class PolicyReader {
    private static final List<String> FIELDS = List.of(
            "overloadAt",
            "giveBackAt",
            "reserve",
            "overloadHold",
            "giveBackHold",
            "startDeadline",
            "drainDeadline",
            "proposalTerm",
            "maximumLoansPerServer",
            "churnBudget",
            "spareServer",
            "leastGain",
            "rampSteps",
            "moveMargin",
            "maximumQuiesced",
            "pressureAt",
            "interval",
            "plansPerHour",
            "plansPerHourOfService",
            "automaticUpTo",
            "notifyBefore",
            "notifyBeforeFaults");
    private static final int MOST_PLANS = 10_000;
    static final Value<Integer> PLANS = Value.whole(1, MOST_PLANS, 20);
    static final Value<Ceiling> CEILING = Value.oneOf(Ceiling.class, Ceiling.RECALLS);
    private static final int MOST_LOANS = 1_000;
    private static final int MOST_CHANGES = 1_000;

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(10);

    private final Source source;
    private final List<ServerEntry> servers;
    private final List<ServiceEntry> services;
    private AutomaticLimits limits;
    private SharingPolicy policy = SharingPolicy.defaults();
    private Duration interval = ClusterFile.DEFAULT_INTERVAL;

    /**
     * @param servers the real servers of the file
     * @param services its services
     */
    PolicyReader(Source source, List<ServerEntry> servers, List<ServiceEntry> services) {
        this.source = source;
        this.servers = List.copyOf(servers);
        this.services = List.copyOf(services);
        this.limits = AutomaticLimits.USUAL.with(ofServices());
    }

    private Map<ServiceId, AutomaticLimits.OfService> ofServices() {
        return services.stream().collect(Collectors.toMap(ServiceEntry::id, ServiceEntry::automatic));
    }

    /** How far automatic mode may go by itself. */
    AutomaticLimits limits() {
        return limits;
    }

    SharingPolicy policy() {
        return policy;
    }

    Duration interval() {
        return interval;
    }

    void read(YamlNode node) throws ClusterFileException {
        Fields fields = Fields.of(source, node, "the policy", FIELDS);
        interval = interval(fields);
        policy = policy(fields);
        limits = limits(fields);
        var sense = new PolicySense(policy, interval, limits);
        Optional<PolicySense.Nonsense> impossible = sense.impossible();
        if (impossible.isPresent()) {
            throw impossible(fields, impossible.get().field(), impossible.get().sentence());
        }
        long lending = servers.stream().filter(ServerEntry::lends).count();
        sense.useless(fields.node("moveMargin").isPresent(), lending)
                .forEach(found -> source.remark(fields.place(found.field()), found.sentence()));
    }

    private Duration interval(Fields fields) throws ClusterFileException {
        Duration said = fields.optional("interval", Value.duration("1s")).orElse(ClusterFile.DEFAULT_INTERVAL);
        if (said.compareTo(SHORTEST_INTERVAL) < 0 || said.compareTo(LONGEST_INTERVAL) > 0) {
            throw source.mistake(
                    fields.place("interval"),
                    "'interval' is %d ms; expected 100 ms to 10 minutes, such as 'interval: 1s'."
                            .formatted(said.toMillis()));
        }
        return said;
    }

    private AutomaticLimits limits(Fields fields) throws ClusterFileException {
        AutomaticLimits usual = AutomaticLimits.USUAL;
        int most = fields.optional("plansPerHour", PLANS).orElse(usual.plansPerHour());
        return new AutomaticLimits(
                most,
                fields.optional("plansPerHourOfService", PLANS).orElse(Math.min(most, usual.plansPerHourOfService())),
                fields.optional("automaticUpTo", CEILING).orElse(usual.upTo()),
                time(fields, "notifyBefore", "30s", usual.notifyBefore()),
                time(fields, "notifyBeforeFaults", "5s", usual.notifyBeforeFaults()),
                ofServices());
    }

    private ClusterFileException impossible(Fields fields, String field, String sentence) {
        return source.mistake(fields.place(field), "the policy is impossible: " + sentence);
    }

    private SharingPolicy policy(Fields fields) throws ClusterFileException {
        SharingPolicy usual = SharingPolicy.defaults();
        var overloadAt = fields.optional("overloadAt", Value.UTILIZATION).orElse(usual.overloadAt());
        var giveBackAt = fields.optional("giveBackAt", Value.UTILIZATION).orElse(usual.giveBackAt());
        double reserve = fields.optional("reserve", Value.SHARE).orElse(usual.reserve());
        Duration overloadHold =
                time(fields, "overloadHold", "10s", usual.holds().overload());
        Duration giveBackHold =
                time(fields, "giveBackHold", "60s", usual.holds().giveBack());
        Duration startDeadline =
                time(fields, "startDeadline", "30s", usual.deadlines().start());
        Duration drainDeadline =
                time(fields, "drainDeadline", "60s", usual.deadlines().drain());
        Duration proposalTerm =
                time(fields, "proposalTerm", "10m", usual.deadlines().proposal());
        int loans = fields.optional("maximumLoansPerServer", Value.whole(1, MOST_LOANS, 4))
                .orElse(usual.maximumLoansPerServer());
        Restraint free = usual.restraint();
        int churn =
                fields.optional("churnBudget", Value.whole(1, MOST_CHANGES, 6)).orElse(free.churnBudget());
        boolean spare = fields.optional("spareServer", Value.TRUTH).orElse(free.spareServer());
        double gain = fields.optional("leastGain", Value.SHARE).orElse(free.leastGain());
        int ramp = fields.optional("rampSteps", Value.whole(0, Restraint.MOST_RAMP_STEPS, 1))
                .orElse(free.rampSteps());
        double margin = fields.optional("moveMargin", Value.SHARE).orElse(free.moveMargin());
        double quiesced = fields.optional("maximumQuiesced", Value.SHARE).orElse(free.maximumQuiesced());
        var pressure = fields.optional("pressureAt", Value.UTILIZATION).orElse(usual.pressureAt());
        try {
            return new SharingPolicy(
                    overloadAt,
                    giveBackAt,
                    reserve,
                    new Holds(overloadHold, giveBackHold),
                    new Deadlines(startDeadline, drainDeadline, proposalTerm),
                    loans,
                    new Restraint(churn, spare, gain, ramp, margin, quiesced),
                    pressure);
        } catch (PolicyMistake e) {
            throw impossible(fields, e.field(), String.valueOf(e.getMessage()));
        }
    }

    private static Duration time(Fields fields, String name, String example, Duration usual)
            throws ClusterFileException {
        return fields.optional(name, Value.duration(example)).orElse(usual);
    }
}
