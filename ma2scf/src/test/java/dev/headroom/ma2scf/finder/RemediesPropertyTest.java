package dev.headroom.ma2scf.finder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Each remedy has the effect that its sentence states, and a smaller change has not. */
class RemediesPropertyTest {
    private static final int GRID = 40;
    /** Between equals a millionth decides, and no smaller change is looked for. */
    private static final double TIE = 1e-4;

    /** Each third server is refused before it is asked, so that other remedies than numbers occur. */
    private static Question asked(long seed) {
        Question question = Question.of(seed);
        Request r = question.request();
        Map<ServerId, Refusal> refused = new TreeMap<>();
        List<Request.Candidate> candidates = new ArrayList<>(r.candidates());
        for (int i = (int) Math.floorMod(seed, 3L); i < r.candidates().size(); i += 3) {
            Request.Candidate candidate = r.candidates().get(i);
            candidates.remove(candidate);
            refused.put(
                    candidate.server(),
                    i % 2 == 0 ? new Refusal.ForbiddenLender(r.service()) : new Refusal.LendsNothing());
        }
        return new Question(r.among(candidates, refused), question.lenders());
    }

    private static boolean isChosen(Question question, ServerId server) {
        return question.finding().chosen().stream()
                .anyMatch(c -> c.container().server().equals(server));
    }

    private static Question lending(Question question, ServerId server, Resources lendable) {
        return new Question(
                question.request(),
                question.lenders().stream()
                        .map(l -> l.server().equals(server)
                                ? new Lender(server, l.zone(), l.load(), lendable, l.loans(), l.loanLimit())
                                : l)
                        .toList());
    }

    private static Question withCpu(Question question, ServerId server, double cpu) {
        Resources now = lendable(question, server);
        return lending(question, server, new Resources(cpu, now.memory(), now.network()));
    }

    private static Resources lendable(Question question, ServerId server) {
        return lender(question, server).lendable();
    }

    private static Lender lender(Question question, ServerId server) {
        return question.lenders().stream()
                .filter(l -> l.server().equals(server))
                .findFirst()
                .orElseThrow();
    }

    private static Question opened(Question question, ServerId server) {
        Request r = question.request();
        List<Request.Candidate> candidates = new ArrayList<>(r.candidates());
        candidates.removeIf(c -> c.server().equals(server));
        candidates.add(new Request.Candidate(server, List.of(new ContainerId(server, "new"))));
        Map<ServerId, Refusal> refused = new TreeMap<>(r.refused());
        refused.remove(server);
        return new Question(r.among(candidates, refused), question.lenders());
    }

    private static Question limited(Question question, Request.Limits limits) {
        return new Question(question.request().with(limits), question.lenders());
    }

    /** The question after the change; empty where the remedy changes no value. */
    private static Optional<Question> applied(Question q, ServerId on, Remedy remedy) {
        Request.Limits limits = q.request().limits();
        return switch (remedy) {
            case Remedy.MoreCpu(var server, double _, double to) -> Optional.of(withCpu(q, server, to));
            case Remedy.LessCpu(var server, double _, double to) -> Optional.of(withCpu(q, server, to));
            case Remedy.MoreMemory(var server, long _, long to) -> {
                Resources now = lendable(q, server);
                yield Optional.of(lending(q, server, new Resources(now.cpu(), to, now.network())));
            }
            case Remedy.MoreNetwork(var server, double _, double to) -> {
                Resources now = lendable(q, server);
                yield Optional.of(lending(q, server, new Resources(now.cpu(), now.memory(), to)));
            }
            case Remedy.HigherLoanLimit(var server, int _, int to) -> {
                List<Lender> lenders = new ArrayList<>(q.lenders());
                lenders.replaceAll(l -> l.server().equals(server)
                        ? new Lender(server, l.zone(), l.load(), l.lendable(), l.loans(), to)
                        : l);
                yield Optional.of(new Question(q.request(), lenders));
            }
            case Remedy.MoreStarts(var _, int _, int to) ->
                Optional.of(limited(q, new Request.Limits(to, limits.perZone(), limits.inZones(), limits.apart())));
            case Remedy.HigherZoneLimit(var _, var _, int _, int to) ->
                Optional.of(limited(q, new Request.Limits(limits.atMost(), to, limits.inZones(), limits.apart())));
            case Remedy.DefineStandBy _, Remedy.AllowLender _ -> Optional.of(opened(q, on));
            case Remedy.MustBecome _, Remedy.NoSingleChange _ -> Optional.empty();
        };
    }

    @Property
    void doesWhatItSays(@ForAll long seed) {
        Question question = asked(seed);
        Finding finding = question.finding();
        var remedies = Remedies.of(question.request(), question.lenders(), finding);
        assertThat(remedies.keySet()).isEqualTo(finding.whyNot().keySet());
        remedies.forEach((server, remedy) -> {
            assertThat(remedy).isNotInstanceOf(Remedy.MustBecome.class);
            applied(question, server, remedy)
                    .ifPresent(then ->
                            assertThat(isChosen(then, server)).as("%s", remedy).isTrue());
        });
    }

    @Property
    void lessWouldNotDo(@ForAll long seed) {
        Question question = asked(seed);
        Remedies.of(question.request(), question.lenders(), question.finding()).forEach((server, remedy) -> {
            if (remedy instanceof Remedy.MoreCpu(var _, double from, double to) && to - from > TIE * to) {
                assertThat(isChosen(withCpu(question, server, from + 0.98 * (to - from)), server))
                        .as("2 %% less than %s", remedy)
                        .isFalse();
                for (int part = 0; part < GRID; part++) {
                    double cpu = from + (to - from) * 0.98 * part / GRID;
                    assertThat(isChosen(withCpu(question, server, cpu), server))
                            .as("%s at %s", remedy, cpu)
                            .isFalse();
                }
            }
        });
    }

    @Property
    void whereNoChangeIsFoundNoAmountOfCpuWouldDo(@ForAll long seed) {
        Question question = asked(seed);
        Remedies.of(question.request(), question.lenders(), question.finding()).forEach((server, remedy) -> {
            if (remedy instanceof Remedy.NoSingleChange || remedy instanceof Remedy.LessCpu) {
                double most = 10
                        * (1 + question.request().need().deficit())
                        * question.request().need().unitCost();
                double from = lendable(question, server).cpu();
                for (int part = 0; part <= GRID && from < most; part++) {
                    double cpu = from + (most - from) * part * part / (GRID * GRID);
                    assertThat(isChosen(withCpu(question, server, cpu), server))
                            .as("%s at %s", remedy, cpu)
                            .isFalse();
                }
            }
        });
    }
}
