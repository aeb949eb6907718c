package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.finder.Refusal;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.sharing.ServerAssessment.Limit;
import dev.headroom.ma2scf.sharing.ServerAssessment.Standing;
import dev.headroom.ma2scf.sharing.facts.Diagnosis;
import dev.headroom.ma2scf.sharing.facts.Readings;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.facts.Wording;
import dev.headroom.ma2scf.sharing.lending.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Judges real servers, with what the rules of this round have been told of them. */
final class ServerAssessor {
    /** The least stolen time that is told of, in cores: what two decimals show. */
    private static final double LEAST_STOLEN = 0.01;

    private final Situation situation;
    private final Map<ServerId, Lender> lenders;

    ServerAssessor(Round round) {
        situation = round.situation();
        lenders = round.lenders().stream().collect(Collectors.toUnmodifiableMap(Lender::server, lender -> lender));
    }

    /** In order of the snapshot. */
    List<ServerAssessment> all() {
        return situation.snapshot().servers().stream().map(this::assessment).toList();
    }

    private ServerAssessment assessment(RealServer server) {
        Optional<Lender> lender = Optional.ofNullable(lenders.get(server.id()));
        Optional<String> lendsNothing = lendsNothing(server, lender);
        return new ServerAssessment(
                server.id(),
                standing(server),
                server.load().fresh().map(ServerAssessor::hottest),
                lender.filter(_ -> lendsNothing.isEmpty()).map(Lender::lendable).orElse(Resources.NONE),
                lendsNothing,
                evidence(server));
    }

    private boolean hasFailed(RealServer server) {
        return situation.failed().contains(server.id());
    }

    private Standing standing(RealServer server) {
        if (hasFailed(server)) {
            return Standing.FAILED;
        }
        return switch (server.load()) {
            case Reading.Missing<ServerLoad> _ -> Standing.UNREAD;
            case Reading.Stale<ServerLoad> _ -> Standing.STALE;
            case Reading.Fresh<ServerLoad>(ServerLoad load, var _) ->
                switch (ServerCondition.of(load, situation.policy())) {
                    case CALM -> Standing.CALM;
                    case WARM -> Standing.WARM;
                    case HOT -> Standing.HOT;
                };
        };
    }

    private static Limit hottest(ServerLoad load) {
        double cpu = load.cpu().fraction();
        double memory =
                part((double) load.used().memory(), (double) load.capacity().memory());
        double network = part(load.used().network(), load.capacity().network());
        if (memory > cpu && memory >= network) {
            return Limit.MEMORY;
        }
        return network > cpu ? Limit.NETWORK : Limit.PROCESSOR;
    }

    /** 0 where the limit is unknown. */
    private static double part(double used, double capacity) {
        return capacity > 0 ? used / capacity : 0;
    }

    private Optional<String> lendsNothing(RealServer server, Optional<Lender> lender) {
        if (hasFailed(server)) {
            return Optional.of("It has failed.");
        }
        if (server.inMaintenance()) {
            return Optional.of(new Refusal.InMaintenance().sentence());
        }
        if (!server.lends()) {
            return Optional.of("The cluster file says that it does not lend.");
        }
        if (server.unchangeable().isPresent()) {
            return server.unchangeable();
        }
        if (lender.isEmpty()) {
            return Optional.of("It is not measured now: " + Readings.reason(server));
        }
        if (lender.get().loans() >= lender.get().loanLimit()) {
            return Optional.of("%s run on it for others, and the policy allows no more (maximumLoansPerServer)."
                    .formatted(Wording.containers(lender.get().loans())));
        }
        return lender.get().lendable().cpu() > 0
                ? Optional.empty()
                : Optional.of("Nothing is left of it beyond the reserve and the needs of its own services.");
    }

    private List<String> evidence(RealServer server) {
        List<String> evidence = new ArrayList<>();
        server.load()
                .fresh()
                .ifPresent(load -> evidence.add("%s; services borrow above %s."
                        .formatted(use(load), situation.policy().overloadAt())));
        if (!server.isMeasured()) {
            evidence.add("It is not read now (%s).".formatted(Readings.reason(server)));
        }
        server.knownContainers().stream()
                .flatMap(container -> diagnosis(container).stream())
                .filter(diagnosis -> hasFailed(server) || diagnosis.hasFailed())
                .map(Diagnosis::evidence)
                .forEach(evidence::addAll);
        return evidence.stream().distinct().toList();
    }

    /** What is stolen is not in use by the server, but taken. */
    private static String use(ServerLoad load) {
        String capacity = Wording.cores(load.capacity().cpu());
        return load.stolen()
                .filter(cores -> cores >= LEAST_STOLEN)
                .map(cores -> "It uses %s of %s, and %s are stolen, %s together"
                        .formatted(Wording.cores(load.ownCores()), capacity, Wording.cores(cores), load.cpu()))
                .orElseGet(() -> "It uses %s of %s, %s"
                        .formatted(Wording.cores(load.used().cpu()), capacity, load.cpu()));
    }

    private Optional<Diagnosis> diagnosis(Container container) {
        return container
                .role()
                .serving()
                .flatMap(service -> container
                        .role()
                        .servingAt()
                        .flatMap(endpoint ->
                                Optional.ofNullable(situation.diagnoses().get(new Spot(service, endpoint)))));
    }
}
