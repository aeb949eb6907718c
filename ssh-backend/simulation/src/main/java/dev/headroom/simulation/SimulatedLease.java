package dev.headroom.simulation;

import dev.headroom.backend.command.LeaseCommands;
import dev.headroom.backend.command.RevertCommands;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.simulation.shell.FrameText;
import dev.headroom.simulation.shell.ToolResult;
import java.io.IOException;
import java.util.ArrayList;
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
    private final List<SimulatedRevert> reverts = new ArrayList<>();
    /** What it has taken back and its next master was not told of: cluster, plan and holder. */
    private final List<List<String>> reverted = new ArrayList<>();

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
        reverts.clear();
        reverted.clear();
    }

    /** How many words of a question are about the lease. */
    static int words(List<String> question) {
        int own = ownWords(question);
        return own + Orders.words(question.subList(Math.min(own, question.size()), question.size()));
    }

    private static int ownWords(List<String> question) {
        return switch (question.isEmpty() ? "" : question.getFirst()) {
            case "look", "keep", "leave" -> 4;
            case "end" -> 5;
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
                case "keep", "end" -> leases.put(cluster, held.get().renewed(Optional.of(now)));
                case "leave" -> leases.put(cluster, held.get().renewed(Optional.empty()));
                default -> {}
            }
        }
        if (words.getFirst().equals("end")) {
            end(cluster, List.of(words.get(4).split(",", -1)));
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
        return told + (refused.isEmpty() ? "" : "refused " + refused + "\n") + plans(cluster) + orders.lines(cluster);
    }

    private void end(String cluster, List<String> files) {
        reverts.removeIf(each -> each.cluster().equals(cluster) && files.contains("armed." + each.plan()));
        reverted.removeIf(each -> each.getFirst().equals(cluster) && files.contains("reverted." + each.get(1)));
    }

    private String plans(String cluster) {
        StringBuilder lines = new StringBuilder();
        armed(cluster)
                .forEach(each -> lines.append("armed ").append(each.plan()).append('\n'));
        reverted.stream()
                .filter(each -> each.getFirst().equals(cluster))
                .forEach(each -> lines.append("reverted %s %s\n".formatted(each.get(1), each.get(2))));
        return lines.toString();
    }

    /** What is armed by the holder of the lease. */
    private List<SimulatedRevert> armed(String cluster) {
        Optional<Held> held = Optional.ofNullable(leases.get(cluster));
        return reverts.stream()
                .filter(each -> each.isArmed() && each.cluster().equals(cluster))
                .filter(each -> held.filter(h -> each.lease().equals(h.epoch() + " " + h.holder()))
                        .isPresent())
                .toList();
    }

    /** Arms; one that is armed already under the same lease stays. */
    private void arm(SimulatedRevert revert) {
        boolean is =
                armed(revert.cluster()).stream().anyMatch(each -> each.plan().equals(revert.plan()));
        if (!is) {
            reverts.removeIf(each ->
                    each.cluster().equals(revert.cluster()) && each.plan().equals(revert.plan()));
            reverts.add(revert);
        }
    }

    /** It has taken back what it could. */
    void reverted(SimulatedRevert revert) {
        reverted.add(List.of(revert.cluster(), revert.plan(), revert.holder()));
    }

    /** Lets what is armed look at the lease. */
    void look(SimulatedDirector director, long now, List<SimulatedRevert.Change> made) {
        if (!reverts.isEmpty()) {
            reverts.removeIf(each -> !each.goesOn(director, now, made));
        }
    }

    /**
     * Whether the lease has run out; empty if it stands no more.
     *
     * @param lease number and holder
     * @param now the host's uptime in seconds
     */
    Optional<Boolean> hasLapsed(String cluster, String lease, long now) {
        return Optional.ofNullable(leases.get(cluster))
                .filter(h -> lease.equals(h.epoch() + " " + h.holder()))
                .flatMap(h -> h.renewed().map(at -> now - at > h.term()));
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
        if (before.filter(h -> fair && !installation(h.holder()).equals(installation(holder)))
                        .isPresent()
                && !armed(words.get(1)).isEmpty()) {
            return "this host is about to take back what its holder left half done";
        }
        leases.put(
                words.get(1),
                new Held(epoch, holder, Long.parseLong(words.get(4)), now, Optional.of(now), words.get(6)));
        return "";
    }

    private static String installation(String holder) {
        return holder.substring(0, Math.max(0, holder.lastIndexOf('.')));
    }

    /** Why a command is not run; its words are the cluster, epoch and holder of the lease, and the plan. */
    private Optional<String> refusal(List<String> words, long now) {
        String epoch = words.get(1);
        String holder = words.get(2);
        Held held = leases.get(words.getFirst());
        if (held == null) {
            return Optional.of("this host keeps no lease in /run/headroom/loans");
        }
        if (!Long.toString(held.epoch()).equals(epoch) || !held.holder().equals(holder)) {
            return Optional.of("another master has taken the lease: " + held.holder());
        }
        if (held.renewed().isEmpty()) {
            return Optional.of("this master has left the lease");
        }
        if (!held.isAlive(now)) {
            return Optional.of("the lease of this master ran out here: it was renewed %d s ago, and its term is %d s"
                    .formatted(now - held.renewed().get(), held.term()));
        }
        return reverted.contains(List.of(words.getFirst(), words.get(3), holder))
                ? Optional.of("this host has taken %s back by itself".formatted(words.get(3)))
                : Optional.empty();
    }

    /** Runs a command after it has armed what stands before it; empty for another script. */
    static Optional<ToolResult> arm(SimulatedCluster cluster, SimulatedHost host, List<String> words)
            throws IOException {
        if (words.size() < 8 || !words.get(2).equals(RevertCommands.ARM)) {
            return Optional.empty();
        }
        cluster.with(w -> {
            w.life(host.id())
                    .leases()
                    .arm(SimulatedRevert.of(words.get(6), w.now())
                            .orElseThrow()
                            .beginning(w.director(host.id()).orElseThrow().table()));
            return w;
        });
        ToolResult ran = host.tool(words.subList(7, words.size()), "");
        return Optional.of(new ToolResult(
                ran.exitCode(), RevertCommands.SAYS + RevertCommands.ARMED + "\n" + ran.output(), ran.error()));
    }

    /** Runs a command behind the check; empty for another script. */
    static Optional<ToolResult> run(SimulatedCluster cluster, SimulatedHost host, List<String> words)
            throws IOException {
        if (words.size() < 9 || !words.get(2).equals(LeaseCommands.FENCE)) {
            return Optional.empty();
        }
        Optional<String> refusal = cluster.with(w -> w.life(host.id()).leases().refusal(words.subList(4, 8), (long)
                w.life(host.id()).uptimeSeconds(w.now())));
        return Optional.of(
                refusal.isPresent()
                        ? ToolResult.failed(NOT_BEGUN, LeaseCommands.REFUSED + refusal.get() + "\n")
                        : host.tool(words.subList(8, words.size()), ""));
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
