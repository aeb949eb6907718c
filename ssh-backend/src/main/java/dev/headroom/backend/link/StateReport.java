package dev.headroom.backend.link;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.CountingReadings;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.sharing.facts.Shortages;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a master stands: its mode, the hosts that it has lost, how its services are, the loans that run, what it offers or
 * does, and how the last plans ended. A healthy cluster takes one line, and one for each service.
 */
final class StateReport {
    /** How many ended plans are told; the journal has the others. */
    private static final int ENDED = 3;

    /** Ends of plans that were offered only. */
    private static final Set<Status> UNANSWERED = Set.of(Status.SUPERSEDED, Status.EXPIRED);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private StateReport() {}

    static String text(ControlState state, Instant now) {
        List<HostStatus> hosts = state.observation().hosts();
        List<HostStatus> lost = lost(state);
        long slow = slow(hosts).count();
        List<LoanFacts> loans = LoanFacts.of(state);
        List<Proposal> live = live(state);
        String first = "Mode %s%s. %d of %d hosts connected%s, %s, %s, %s."
                .formatted(
                        StateText.word(state.mode()),
                        state.halted() ? ", halted" : "",
                        hosts.size() - lost.size(),
                        hosts.size(),
                        slow == 0 ? "" : " (%d slow)".formatted(slow),
                        oldest(state, now),
                        count(loans.size(), "loan") + " of this master",
                        live.isEmpty() ? "no open proposal" : count(live.size(), "live proposal"));
        return Stream.of(
                        Stream.of(first),
                        state.barred().filter(_ -> !state.halted()).map(why -> "Only looks: " + why).stream(),
                        old(state, now),
                        lost.stream().map(StateReport::line),
                        Stream.of(
                                        slow(hosts),
                                        hosts.stream().flatMap(h -> h.notes().stream()),
                                        state.snapshot().servers().stream()
                                                .flatMap(server -> Shortages.of(server).stream()))
                                .flatMap(notes -> notes)
                                .map(note -> "Note: " + note),
                        ServiceReport.of(state).stream().flatMap(ServiceReport::lines),
                        loans.stream().map(StateReport::line),
                        live.stream().flatMap(StateReport::live),
                        StateText.further(state),
                        ended(state).map(p -> "Ended %s: %s".formatted(at(p.changedAt()), StateText.line(p))))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    /** The same for programs. README.md promises that the names of the fields, and the words of enums, stay as they are. */
    static String json(ControlState state) {
        ObjectNode root = JSON.createObjectNode();
        root.put("mode", StateText.word(state.mode()));
        root.put("halted", state.halted());
        root.put("haltedBecause", state.haltedBecause().orElse(""));
        root.put("barredBecause", state.barred().orElse(""));
        root.put("takenAt", state.snapshot().takenAt().toString());
        CountingReadings.oldest(state.snapshot())
                .ifPresentOrElse(
                        at -> root.put("oldestReadingAt", at.toString()), () -> root.putNull("oldestReadingAt"));
        ArrayNode hosts = root.putArray("hosts");
        for (HostStatus host : state.observation().hosts()) {
            ObjectNode node = hosts.addObject();
            node.put("host", host.host().name());
            node.put("address", host.address());
            node.put("state", StateText.word(host.state()));
            node.put("since", host.since().toString());
            node.put("sentence", host.sentence().orElse(""));
            ObjectNode facts = node.putObject("facts");
            host.facts().ifPresent(known -> {
                known.values().forEach(facts::put);
                node.put("factsReadAt", known.at().toString());
            });
            Optional.ofNullable(state.observation().paces().get(host.host())).ifPresent(pace -> {
                ObjectNode told = node.putObject("pace");
                told.put("every", pace.every().toMillis() / 1e3);
                told.put("why", pace.why().word());
                pace.agent().ifPresentOrElse(cores -> told.put("agentCores", cores), () -> told.putNull("agentCores"));
            });
            ArrayNode notes = node.putArray("notes");
            host.notes().forEach(notes::add);
            if (host.host() instanceof ServerId id) {
                state.snapshot().server(id).map(Shortages::of).orElse(List.of()).forEach(notes::add);
            }
        }
        ServiceReport.add(root, state);
        ArrayNode loans = root.putArray("loans");
        for (LoanFacts facts : LoanFacts.of(state)) {
            ObjectNode node = loans.addObject();
            node.put("server", facts.loan().lender().name());
            node.put("container", facts.loan().container().name());
            node.put("service", facts.loan().borrower().name());
            node.put("since", facts.loan().since().toString());
            node.put("reason", facts.loan().reason());
            ObjectNode weights = node.putObject("weights");
            facts.weights().forEach((director, weight) -> weights.put(director.name(), weight.intValue()));
            ArrayNode lastRead = node.putArray("weightsLastRead");
            facts.lastRead().forEach(director -> lastRead.add(director.name()));
        }
        ArrayNode offered = root.putArray("proposals");
        live(state).forEach(p -> offered.add(ProposalReport.withPlan(p)));
        ArrayNode over = root.putArray("ended");
        ended(state).forEach(p -> over.add(ProposalReport.of(p)));
        FurtherReport.add(root, state);
        return JSON.writeValueAsString(root);
    }

    /** A live proposal; with all that an approval needs where it waits for one. */
    private static Stream<String> live(Proposal proposal) {
        return Stream.concat(
                Stream.of("Proposal: " + StateText.line(proposal)),
                proposal.isAwaited() ? ProposalText.folded(proposal).stream() : Stream.of());
    }

    /** The proposals that live, with all their steps and all that an approval needs. */
    static String proposals(ControlState state, boolean json) {
        List<Proposal> live = live(state);
        if (json) {
            ArrayNode all = JSON.createArrayNode();
            live.forEach(p -> all.add(ProposalReport.withPlan(p)));
            return JSON.writeValueAsString(all);
        }
        return live.isEmpty()
                ? "No proposal is open."
                : live.stream().map(StateReport::whole).collect(Collectors.joining("\n"));
    }

    /** One proposal with all its steps. */
    static String whole(Proposal proposal) {
        return "Proposal: " + StateText.line(proposal) + "\n" + String.join("\n", ProposalText.whole(proposal));
    }

    private static List<HostStatus> lost(ControlState state) {
        return state.observation().hosts().stream()
                .filter(h -> h.state() != HostStatus.State.CONNECTED)
                .toList();
    }

    /** What is to be said of hosts that are connected: their reports come late. */
    private static Stream<String> slow(List<HostStatus> hosts) {
        return hosts.stream()
                .filter(h -> h.state() == HostStatus.State.CONNECTED)
                .flatMap(h -> h.sentence().stream());
    }

    private static String oldest(ControlState state, Instant now) {
        ClusterSnapshot snapshot = state.snapshot();
        int missing = CountingReadings.all(snapshot).size()
                - CountingReadings.hosts(snapshot).size();
        return CountingReadings.oldest(snapshot)
                .map(at -> "%soldest reading %d s old"
                        .formatted(missing == 0 ? "" : missing + " not read, ", seconds(at, now)))
                .orElse("no current reading");
    }

    /** That nothing was judged for a while: what was fresh then may be old. */
    private static Stream<String> old(ControlState state, Instant now) {
        boolean holds = state.snapshot().revision() == 0 || state.observation().holdsAt(now);
        return holds
                ? Stream.of()
                : Stream.of("Old: the newest snapshot was taken %d s ago; what follows is as it was then."
                        .formatted(seconds(state.snapshot().takenAt(), now)));
    }

    private static long seconds(Instant at, Instant now) {
        return Math.max(0, Duration.between(at, now).toSeconds());
    }

    private static List<Proposal> live(ControlState state) {
        return state.proposals().stream().filter(p -> p.status().live()).toList();
    }

    private static Stream<Proposal> ended(ControlState state) {
        return state.proposals().stream()
                .filter(p -> !p.status().live() && !wasOfferedOnly(p))
                .limit(ENDED);
    }

    /** Whether it was never approved nor begun, and is offered again if it is wanted; an undo is not offered again. */
    private static boolean wasOfferedOnly(Proposal proposal) {
        return UNANSWERED.contains(proposal.status())
                && proposal.plan().kind() != PlanKind.UNDO
                && proposal.approvedBy().isEmpty()
                && !proposal.hasSent();
    }

    private static String line(HostStatus host) {
        return "Not connected: %s (%s), %s since %s%s"
                .formatted(
                        host.host().name(),
                        host.address(),
                        StateText.word(host.state()),
                        at(host.since()),
                        host.sentence().map(said -> ". " + said).orElse("."));
    }

    private static String line(LoanFacts facts) {
        String weights = facts.weights().entrySet().stream()
                .map(e -> "%d on %s%s"
                        .formatted(
                                e.getValue(), e.getKey(), facts.lastRead().contains(e.getKey()) ? " as last read" : ""))
                .collect(Collectors.joining(", "));
        return "Loan: %s serves %s since %s, %s. %s"
                .formatted(
                        facts.loan().container(),
                        facts.loan().borrower(),
                        at(facts.loan().since()),
                        weights.isEmpty() ? "in no director's table that is known" : "weight " + weights,
                        facts.loan().reason());
    }

    private static Instant at(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String count(int number, String of) {
        return number == 0 ? "no " + of + "s" : number + " " + of + (number == 1 ? "" : "s");
    }
}
