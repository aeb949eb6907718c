package dev.headroom.simulation;

import dev.headroom.backend.command.LeaseCommands;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.simulation.shell.FrameText;
import dev.headroom.simulation.shell.ToolResult;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The leases that one simulated host keeps, by cluster, as the agent's script and {@link LeaseCommands} keep them. A
 * reboot forgets them. Guarded by the cluster's lock.
 */
final class SimulatedLease {
    private static final int NOT_BEGUN = 126;

    private final Map<String, Held> leases = new HashMap<>();
    private final Orders orders = new Orders();

    /** @param renewed uptime in seconds; empty if its holder has left it */
    private record Held(long epoch, String holder, long term, long taken, Optional<Long> renewed, String who) {
        boolean isAlive(long now) {
            return renewed.filter(at -> now - at <= term).isPresent();
        }

        Held renewed(Optional<Long> at) {
            return new Held(epoch, holder, term, taken, at, who);
        }
    }

    void forget() {
        leases.clear();
        orders.forget();
    }

    /** How many words of a question are about the lease. */
    static int words(List<String> question) {
        int own = ownWords(question);
        return own + Orders.words(question.subList(Math.min(own, question.size()), question.size()));
    }

    private static int ownWords(List<String> question) {
        return switch (question.isEmpty() ? "" : question.getFirst()) {
            case "look", "keep", "leave" -> 4;
            case "take" -> 7;
            default -> 0;
        };
    }

    /**
     * The lines of the section.
     *
     * @param words of the question: what to do, the cluster, the epoch, the holder; to take it also its term, how and who; then
     *     those of an order, if there is one
     * @param now the host's uptime in seconds
     */
    String answer(List<String> words, long now) {
        String cluster = words.get(1);
        long epoch = Long.parseLong(words.get(2));
        String holder = words.get(3);
        List<String> order = words.subList(Math.min(ownWords(words), words.size()), words.size());
        if (!order.isEmpty()) {
            orders.take(order, Optional.ofNullable(leases.get(cluster)).map(Held::holder));
        }
        String refused = words.getFirst().equals("take") ? take(words, now) : "";
        Optional<Held> held = Optional.ofNullable(leases.get(cluster));
        if (held.filter(h -> h.epoch() == epoch && h.holder().equals(holder)).isPresent()) {
            switch (words.getFirst()) {
                case "keep" -> leases.put(cluster, held.get().renewed(Optional.of(now)));
                case "leave" -> leases.put(cluster, held.get().renewed(Optional.empty()));
                default -> {}
            }
        }
        String told = Optional.ofNullable(leases.get(cluster))
                .map(h -> "held %d %s %d %d %s %s\n"
                        .formatted(
                                h.epoch(),
                                h.holder(),
                                h.term(),
                                now - h.taken(),
                                h.renewed().map(at -> Long.toString(now - at)).orElse("-"),
                                h.who()))
                .orElse("");
        return told + (refused.isEmpty() ? "" : "refused " + refused + "\n") + orders.lines(cluster);
    }

    private String take(List<String> words, long now) {
        long epoch = Long.parseLong(words.get(2));
        String holder = words.get(3);
        Optional<Held> before = Optional.ofNullable(leases.get(words.get(1)));
        if (before.filter(h -> h.epoch() > epoch).isPresent()) {
            return "another master took it under a greater number";
        }
        boolean fair = !words.get(5).equals("force");
        if (before.filter(h -> fair && !installation(h.holder()).equals(installation(holder)) && h.isAlive(now))
                .isPresent()) {
            return "its holder renews it";
        }
        leases.put(
                words.get(1),
                new Held(epoch, holder, Long.parseLong(words.get(4)), now, Optional.of(now), words.get(6)));
        return "";
    }

    private static String installation(String holder) {
        return holder.substring(0, Math.max(0, holder.lastIndexOf('.')));
    }

    /** Whether the lease of a cluster is held under these words: epoch and holder. */
    private Optional<String> refusal(String cluster, String epoch, String holder, long now) {
        Held held = leases.get(cluster);
        if (held == null) {
            return Optional.of("this host keeps no lease in /run/headroom/loans");
        }
        if (!Long.toString(held.epoch()).equals(epoch) || !held.holder().equals(holder)) {
            return Optional.of("another master has taken the lease: " + held.holder());
        }
        if (held.renewed().isEmpty()) {
            return Optional.of("this master has left the lease");
        }
        return held.isAlive(now)
                ? Optional.empty()
                : Optional.of("the lease of this master ran out here: it was renewed %d s ago, and its term is %d s"
                        .formatted(now - held.renewed().get(), held.term()));
    }

    /** Runs a command behind the check; empty for another script. */
    static Optional<ToolResult> run(SimulatedCluster cluster, SimulatedHost host, List<String> words)
            throws IOException {
        if (words.size() < 8 || !words.get(2).equals(LeaseCommands.FENCE)) {
            return Optional.empty();
        }
        Optional<String> refusal =
                cluster.with(w -> w.life(host.id()).leases().refusal(words.get(4), words.get(5), words.get(6), (long)
                        w.life(host.id()).uptimeSeconds(w.now())));
        return Optional.of(
                refusal.isPresent()
                        ? ToolResult.failed(NOT_BEGUN, LeaseCommands.REFUSED + refusal.get() + "\n")
                        : host.tool(words.subList(7, words.size()), ""));
    }

    /** Adds the section to a frame. */
    static void tell(SimulatedCluster cluster, SimulatedHost host, List<String> words, FrameText text) {
        String lines = cluster.with(w -> {
            HostLife life = w.life(host.id());
            return life.leases().answer(words, (long) life.uptimeSeconds(w.now()));
        });
        text.section(SectionKind.LEASE, "", ToolResult.of(lines));
    }

    /**
     * The orders to the holder of the lease that one simulated host keeps, by cluster, as the agent's script keeps them. Guarded by
     * the cluster's lock.
     */
    private static final class Orders {
        private static final int WORDS = 6;

        private final Map<String, Order> orders = new HashMap<>();
        private final Map<String, String> noted = new HashMap<>();

        private record Order(long number, String words) {}

        void forget() {
            orders.clear();
            noted.clear();
        }

        /** How many words of a question are about orders. */
        static int words(List<String> question) {
            boolean about = !question.isEmpty() && List.of("order", "noted").contains(question.getFirst());
            return about ? WORDS : 0;
        }

        /** @param holder who holds the lease: no other master may say that it took note */
        void take(List<String> words, Optional<String> holder) {
            String cluster = words.get(1);
            String rest = String.join(" ", words.subList(2, WORDS));
            if (words.getFirst().equals("noted")) {
                if (holder.filter(words.get(4)::equals).isPresent()) {
                    noted.put(cluster, rest);
                }
                return;
            }
            long number = Long.parseLong(words.get(2));
            if (Optional.ofNullable(orders.get(cluster))
                    .filter(known -> known.number() >= number)
                    .isEmpty()) {
                orders.put(cluster, new Order(number, rest));
            }
        }

        /** The lines of the section. */
        String lines(String cluster) {
            return Optional.ofNullable(orders.get(cluster))
                            .map(order -> "order " + order.words() + "\n")
                            .orElse("")
                    + Optional.ofNullable(noted.get(cluster))
                            .map(words -> "noted " + words + "\n")
                            .orElse("");
        }
    }
}
