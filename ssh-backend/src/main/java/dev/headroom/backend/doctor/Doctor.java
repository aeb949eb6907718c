package dev.headroom.backend.doctor;

import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.doctor.Diagnosis.Part;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.DirectorEntry;
import dev.headroom.backend.inventory.LeaseKeeper;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.policy.Mode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts what hosts told of themselves, and what Headroom reads of them anyway, before the judges. One for each examination. Pure.
 */
public final class Doctor {
    private final ClusterFile file;
    private final Observation seen;
    private final Map<HostId, Answer> answers;
    private final Optional<String> ended;
    private final Map<HostId, HostFacts> told = new LinkedHashMap<>();
    private final Map<ServiceId, VirtualAddress> services = new LinkedHashMap<>();

    private Doctor(ClusterFile file, Observation seen, Map<HostId, Answer> answers, Optional<String> ended) {
        this.file = file;
        this.seen = seen;
        this.answers = answers;
        this.ended = ended;
        answers.forEach((host, answer) -> answer.told().ifPresent(facts -> told.put(host, facts)));
        file.services().forEach(service -> services.put(service.id(), service.address()));
    }

    /**
     * The findings.
     *
     * @param seen an observation of the hosts
     * @param answers what came of asking each host, in the order of the cluster file; a host that is missing was not to be asked
     * @param ended that somebody ended the examination before its time was over, as the end of a sentence; empty where nobody did
     */
    public static Diagnosis diagnose(
            ClusterFile file, Observation seen, Map<HostId, Answer> answers, Optional<String> ended) {
        return new Doctor(file, seen, answers, ended).diagnosis();
    }

    private Diagnosis diagnosis() {
        List<Part> parts = new ArrayList<>();
        // Of some hosts alone nothing can be said of the whole.
        if (answers.size() == file.hosts().size()) {
            parts.add(new Part(Optional.empty(), cluster()));
        }
        answers.forEach((host, answer) -> parts.add(
                switch (answer) {
                    case Answer.Silent(String sentence) ->
                        new Part(Optional.of(host), List.of(Finding.of(Severity.NOT_ASKED, Check.LOGIN, sentence)));
                    case Answer.Told(HostFacts facts, Optional<ClockOffset> clock) ->
                        new Part(Optional.of(host), host(host, facts, clock));
                }));
        return new Diagnosis(parts);
    }

    private List<Finding> cluster() {
        List<Finding> findings = new ArrayList<>();
        List<Director> directors = seen.snapshot().directors().stream()
                .filter(director -> director.table().fresh().isPresent())
                .toList();
        findings.addAll(PairJudge.parity(services, directors));
        Map<DirectorId, HostFacts> facts = new LinkedHashMap<>();
        told.forEach((host, known) -> {
            if (host instanceof DirectorId director) {
                facts.put(director, known);
            }
        });
        findings.addAll(PairJudge.sync(facts, file.directors().size()));
        findings.addAll(HostJudge.machines(told));
        findings.addAll(StandByJudge.ofServices(seen.snapshot()));
        String unread = file.directors().stream()
                .map(DirectorEntry::id)
                .filter(id -> directors.stream().noneMatch(known -> known.id().equals(id)))
                .map(DirectorId::name)
                .collect(Collectors.joining(", "));
        if (!unread.isEmpty()) {
            findings.add(Finding.of(
                    Severity.UNKNOWN,
                    Check.PARITY,
                    "The tables of %s were not read, so whether the directors agree is unknown.".formatted(unread)));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.of(
                    Severity.FINE,
                    Check.PARITY,
                    "Every service is in the table of every director, all alike, and has a stand-by container."));
        }
        return findings;
    }

    private List<Finding> host(HostId host, HostFacts facts, Optional<ClockOffset> clock) {
        List<Finding> findings = new ArrayList<>(read(host));
        clock.flatMap(offset -> HostJudge.clock(host, facts, offset)).ifPresent(findings::add);
        Set<Check> done = EnumSet.noneOf(Check.class);
        clock.ifPresent(_ -> done.add(Check.CLOCK));
        if (findings.stream().noneMatch(finding -> finding.check() == Check.READINGS)) {
            done.add(Check.READINGS);
        }
        switch (host) {
            case DirectorId id -> director(id, facts, findings, done);
            case ServerId id -> server(id, facts, findings, done);
        }
        findings.forEach(finding -> done.remove(finding.check()));
        findings.add(Finding.of(
                Severity.FINE,
                Check.LOGIN,
                "Logged in%s%s%s. Checked without a finding: %s."
                        .formatted(
                                facts.user().isEmpty() ? "" : " as " + facts.user(),
                                facts.kernel().isEmpty() ? "" : ", " + facts.kernel(),
                                clock.map(offset -> ", clock %s ours by %s"
                                                .formatted(
                                                        offset.ahead().isNegative() ? "behind" : "ahead of",
                                                        HostJudge.words(offset)))
                                        .orElse(""),
                                done.stream().map(Check::word).collect(Collectors.joining(", ")))));
        return findings;
    }

    /** What the readings that Headroom lives by say of a host. */
    private List<Finding> read(HostId host) {
        Optional<HostStatus> status =
                seen.hosts().stream().filter(known -> known.host().equals(host)).findFirst();
        boolean unread = status.isEmpty() || status.get().state() == HostStatus.State.CONNECTING;
        if (unread && ended.isPresent()) {
            return List.of(Finding.of(
                    Severity.NOT_ASKED,
                    Check.READINGS,
                    "%s was not read, so its tables, containers and rights are unknown: %s."
                            .formatted(host.name(), ended.get())));
        }
        if (unread) {
            return List.of(Finding.of(
                    Severity.NOT_ASKED,
                    Check.READINGS,
                    "%s gave no reading in time, so its tables, containers and rights are unknown.%s"
                            .formatted(
                                    host.name(),
                                    status.flatMap(HostStatus::sentence)
                                            .map(" "::concat)
                                            .orElse("")),
                    "headroom observe --once"));
        }
        List<Finding> findings = new ArrayList<>();
        if (status.get().state() != HostStatus.State.CONNECTED) {
            findings.add(Finding.of(
                    status.get().answered() ? Severity.WILL_NOT_WORK : Severity.NOT_ASKED,
                    Check.READINGS,
                    status.get().sentence().orElseGet(() -> "%s gives no reading.".formatted(host.name()))));
        }
        boolean watched = file.services().stream()
                .allMatch(service -> service.mode().filter(Mode.WATCH::equals).isPresent());
        status.get()
                .lacking()
                .ifPresent(why -> findings.add(
                        Finding.of(watched ? Severity.ADVICE : Severity.WILL_NOT_WORK, Check.RIGHTS, why)));
        status.get().notes().stream()
                .filter(note -> status.get().lacking().filter(note::equals).isEmpty())
                .forEach(note -> findings.add(Finding.of(Severity.ADVICE, Check.READINGS, note)));
        return findings;
    }

    private void director(DirectorId id, HostFacts facts, List<Finding> findings, Set<Check> done) {
        Map<ServiceId, TableEntry> entries = new LinkedHashMap<>();
        services.forEach((service, address) -> seen.snapshot()
                .director(id)
                .flatMap(director -> director.entry(address))
                .ifPresent(entry -> entries.put(service, entry)));
        findings.addAll(HostJudge.director(id, facts));
        if (file.lease() != LeaseKeeper.NONE) {
            HostJudge.lease(id, facts).ifPresent(findings::add);
            HostJudge.takingBack(id, facts).ifPresent(findings::add);
            done.add(Check.TAKING_BACK);
            facts.loans().ifPresent(_ -> done.add(Check.LOAN_MARKS));
        }
        findings.addAll(DirectorJudge.findings(id.toString(), facts.network(), entries));
        findings.addAll(CheckerJudge.findings(id.toString(), facts, services));
        done.add(Check.HEALTH_CHECKER);
        if (seen.snapshot()
                .director(id)
                .filter(d -> d.table().lastKnown().isPresent())
                .isPresent()) {
            done.add(Check.CONNECTIONS);
        }
        if (facts.tools().contains("ipvsadm")) { // a finding about the readings says that it is not there
            done.add(Check.TOOLS);
        }
        if (!entries.isEmpty()) {
            done.add(Check.SCHEDULER);
        }
        if (entries.values().stream()
                .flatMap(entry -> entry.destinations().stream())
                .anyMatch(d -> d.spec().method() instanceof ForwardingMethod.Masquerading)) {
            done.add(Check.FORWARDING);
        }
    }

    private void server(ServerId id, HostFacts facts, List<Finding> findings, Set<Check> done) {
        Optional<RealServer> server = seen.snapshot().server(id);
        findings.addAll(
                HostJudge.server(id, facts, server.filter(RealServer::lends).isPresent()));
        facts.controllers().ifPresent(_ -> done.add(Check.CONTROL_GROUPS));
        // whether it lends, and needs them, is known of a server that was read
        server.flatMap(_ -> facts.loans()).ifPresent(_ -> done.add(Check.LOAN_MARKS));
        server.filter(known -> !known.wasNeverRead()).ifPresent(known -> {
            ServedBy served = new ServedBy(seen.snapshot(), isDirector(facts));
            findings.addAll(StandByJudge.ofServer(known, facts.containers()));
            findings.addAll(served.findings(known, facts));
            done.add(Check.STAND_BY);
            done.addAll(served.judged());
        });
    }

    /** Whether a host is one of the directors, too: then it may answer for virtual addresses. */
    private boolean isDirector(HostFacts facts) {
        Set<String> boots = told.entrySet().stream()
                .filter(entry -> entry.getKey() instanceof DirectorId)
                .flatMap(entry -> entry.getValue().boot().stream())
                .collect(Collectors.toSet());
        return facts.boot().filter(boots::contains).isPresent();
    }
}
