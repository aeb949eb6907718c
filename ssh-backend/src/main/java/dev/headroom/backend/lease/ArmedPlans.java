package dev.headroom.backend.lease;

import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.RevertReport;
import dev.headroom.ma2scf.model.HostId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What directors are to take back by themselves if this master dies, and what they have taken back. Guarded by the lock of its {@link HostLease}. */
final class ArmedPlans {
    /** Of the plans that one question ends; others follow. */
    private static final int MOST_ENDED = 20;

    /** A host cannot fill the memory by what it tells. */
    private static final int MOST_KNOWN = 10_000;

    private final LeaseName name;
    private Set<ProposalId> live = Set.of();
    /** What was noted, so that it is told once, and ended only after that. */
    private final Set<Known> known = new HashSet<>();

    private final List<RevertReport> news = new ArrayList<>();

    private record Known(HostId host, LeaseReport.Reverted back) {}

    ArmedPlans(LeaseName name) {
        this.name = name;
    }

    /** The plans that stay armed. */
    void live(Set<ProposalId> plans) {
        live = Set.copyOf(plans);
    }

    /**
     * The words by which a question ends what is armed for plans that have ended, and what was told; empty where nothing is to be ended.
     * What another installation left is kept for its next master, which must know that its own director did it.
     */
    String ended(HostId host, LeaseReport report) {
        return Stream.concat(
                        report.armed().stream()
                                .filter(plan -> !live.contains(plan))
                                .map(plan -> "armed." + plan),
                        report.reverted().stream()
                                .filter(back -> name.isOurs(back.holder()) && known.contains(new Known(host, back)))
                                .map(back -> "reverted." + back.plan()))
                .sorted()
                .limit(MOST_ENDED)
                .collect(Collectors.joining(","));
    }

    /**
     * Notes what a host has taken back. It tells that until its file is removed.
     *
     * @param holds whether this master holds the lease; else the plans of others are none of its business
     */
    void note(HostId host, LeaseReport report, boolean holds) {
        for (LeaseReport.Reverted back : report.reverted()) {
            boolean ours = name.isOurs(back.holder());
            if ((holds || ours) && known.size() < MOST_KNOWN && known.add(new Known(host, back))) {
                news.add(new RevertReport(host, back.plan(), new RevertReport.Outcome.Reverted(ours)));
            }
        }
    }

    /** What was noted since this was asked last. */
    List<RevertReport> news() {
        List<RevertReport> all = List.copyOf(news);
        news.clear();
        return all;
    }
}
