package dev.headroom.backend.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.ma2scf.model.HostId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A host that keeps the lease as the agent's script does, and may be cut off. */
final class LeaseHost {
    /** A command that changes a host. */
    private static final CommandLine TOUCH = CommandLine.of("touch", "it");

    private final HostId id;
    private final InstantSource clock;
    private final Set<ProposalId> armed = new HashSet<>();
    private final List<LeaseReport.Reverted> reverted = new ArrayList<>();
    private Optional<Lease> lease = Optional.empty();
    private Optional<HostOrder> order = Optional.empty();
    private Optional<LeaseReport.Noted> noted = Optional.empty();
    boolean writable = true;

    private record Lease(long epoch, String holder, long term, Instant taken, Optional<Instant> renewed, String who) {}

    LeaseHost(HostId id, InstantSource clock) {
        this.id = id;
        this.clock = clock;
    }

    HostId id() {
        return id;
    }

    void reboots() {
        lease = Optional.empty();
        order = Optional.empty();
        noted = Optional.empty();
    }

    /** Whether the host would run a command of this master. */
    boolean runs(HostLease master) {
        return master.refusal(id).isEmpty()
                && lease.filter(kept -> master.guard(new ProposalId(1), TOUCH)
                                .toString()
                                .contains(" shop %d %s ".formatted(kept.epoch(), kept.holder())))
                        .isPresent();
    }

    /** One reading of the host by this master's agent. */
    void readBy(HostLease master) {
        String[] words = master.words(id).orElseThrow().split(" ", -1);
        Instant now = clock.instant();
        long epoch = Long.parseLong(words[2]);
        Optional<String> refused = words[0].equals("take") ? take(words, epoch, now) : Optional.empty();
        lease = lease.map(kept -> kept.epoch() == epoch && kept.holder().equals(words[3])
                ? switch (words[0]) {
                    case "keep", "end", "take" -> renewed(kept, Optional.of(now));
                    case "leave" -> renewed(kept, Optional.empty());
                    default -> kept;
                }
                : kept);
        int own = words[0].equals("take") ? 7 : words[0].equals("end") ? 5 : 4;
        if (words.length > own) {
            take(Arrays.copyOfRange(words, own, words.length));
        }
        if (words[0].equals("end")) {
            List<String> ended = List.of(words[4].split(",", -1));
            armed.removeIf(plan -> ended.contains("armed." + plan));
            reverted.removeIf(back -> ended.contains("reverted." + back.plan()));
        }
        master.seen(
                id,
                new LeaseReport(
                        lease.map(kept -> new LeaseReport.Held(
                                kept.epoch(),
                                kept.holder(),
                                Duration.ofSeconds(kept.term()),
                                Duration.between(kept.taken(), now),
                                kept.renewed().map(at -> Duration.between(at, now)),
                                kept.who())),
                        refused,
                        order,
                        noted,
                        armed,
                        reverted));
    }

    private void take(String[] words) {
        assertThat(words).hasSize(6).contains("shop");
        long number = Long.parseLong(words[2]);
        if (words[0].equals("noted")) {
            if (lease.filter(kept -> kept.holder().equals(words[4])).isPresent()) {
                HostOrder.Note note =
                        HostOrder.Note.valueOf(words[5].toUpperCase(Locale.ROOT).replace('-', '_'));
                noted = Optional.of(new LeaseReport.Noted(number, words[3], words[4], note));
            }
        } else if (writable && order.filter(known -> known.number() >= number).isEmpty()) {
            HostOrder.Verb verb = HostOrder.Verb.valueOf(words[4].toUpperCase(Locale.ROOT));
            order = Optional.of(
                    new HostOrder(number, words[3], verb, URLDecoder.decode(words[5], StandardCharsets.UTF_8)));
        }
    }

    /** A director that takes its part of {@code plan} back if the holder of the lease dies. */
    void arm(ProposalId plan) {
        armed.add(plan);
    }

    /** It does so. */
    void takeBack(ProposalId plan) {
        armed.remove(plan);
        reverted.add(new LeaseReport.Reverted(plan, lease.orElseThrow().holder()));
    }

    Set<ProposalId> armed() {
        return Set.copyOf(armed);
    }

    List<LeaseReport.Reverted> reverted() {
        return List.copyOf(reverted);
    }

    private Optional<String> take(String[] words, long epoch, Instant now) {
        if (!writable) {
            return Optional.of("/run/headroom/loans cannot be written");
        }
        if (lease.filter(kept -> kept.epoch() > epoch).isPresent()) {
            return Optional.of("another master took it under a greater number");
        }
        if (words[5].equals("fair")
                && lease.filter(kept -> !installation(kept.holder()).equals(installation(words[3])))
                        .flatMap(Lease::renewed)
                        .filter(at -> Duration.between(at, now).toSeconds()
                                <= lease.orElseThrow().term())
                        .isPresent()) {
            return Optional.of("its holder renews it");
        }
        if (words[5].equals("fair")
                && !armed.isEmpty()
                && lease.filter(kept -> !installation(kept.holder()).equals(installation(words[3])))
                        .isPresent()) {
            return Optional.of("this host is about to take back what its holder left half done");
        }
        lease = Optional.of(new Lease(epoch, words[3], Long.parseLong(words[4]), now, Optional.of(now), words[6]));
        return Optional.empty();
    }

    private static Lease renewed(Lease kept, Optional<Instant> at) {
        return new Lease(kept.epoch(), kept.holder(), kept.term(), kept.taken(), at, kept.who());
    }

    private static String installation(String holder) {
        return holder.substring(0, holder.lastIndexOf('.'));
    }
}
