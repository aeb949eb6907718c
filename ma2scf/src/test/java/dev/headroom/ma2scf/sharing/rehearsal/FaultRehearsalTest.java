package dev.headroom.ma2scf.sharing.rehearsal;

import static dev.headroom.ma2scf.Clusters.LB2;
import static dev.headroom.ma2scf.Clusters.SHOP;
import static dev.headroom.ma2scf.Clusters.WEB;
import static dev.headroom.ma2scf.Clusters.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.finder.SingleBorrowerFinder;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.plan.Plan;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultRehearsalTest {
    private static final Rehearsal.Domain RS1 = new Rehearsal.Domain.Server(server(1));

    /** @param sentence part of what is said of the first service that loses something; empty if none does */
    record Case(String name, World world, Rehearsal.Domain domain, Rehearsal.Answer answer, String sentence) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static World four() {
        return new World(Clusters.twoDirectorsFourServers()).demand(WEB, 300).demand(SHOP, 100);
    }

    private static World alone(String scheduler, boolean standBy) {
        Clusters clusters = Clusters.empty()
                .scheduler(scheduler)
                .service("web", 1, 1)
                .server("rs1", "a", 4)
                .server("rs2", "b", 4)
                .home("web", 1);
        return new World((standBy ? clusters.standBy("web", 2) : clusters).build()).demand(WEB, 200);
    }

    /** web and shop live on rs1 alone; shop may go to rs2 and rs3, web to rs2 only; shop is served first. */
    private static World contended(double coresOfRs3) {
        return new World(Clusters.empty()
                        .service("web", 1, 1)
                        .service("shop", 2, 1)
                        .server("rs1", "a", 8)
                        .server("rs2", "b", 4)
                        .server("rs3", "b", coresOfRs3)
                        .home("web", 1)
                        .home("shop", 1)
                        .standBy("web", 2)
                        .standBy("shop", 2)
                        .standBy("shop", 3)
                        .build())
                .demand(WEB, 200)
                .demand(SHOP, 200);
    }

    private static World blind() {
        World world = four();
        world.change(s -> new ClusterSnapshot(
                s.revision(),
                s.takenAt(),
                s.directors().stream()
                        .map(d -> d.id().equals(LB2) ? new Director(LB2, new Reading.Missing<>("never read")) : d)
                        .toList(),
                s.servers(),
                s.services()));
        return world;
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "another zone lends",
                        four().demand(WEB, 330),
                        RS1,
                        Rehearsal.Answer.SURVIVABLE,
                        "web would borrow 58.3"),
                new Case("the rest is enough", four().demand(WEB, 200), RS1, Rehearsal.Answer.SURVIVABLE, "do without"),
                new Case(
                        "a zone",
                        four(),
                        new Rehearsal.Domain.Zone(new ZoneId("rack-a")),
                        Rehearsal.Answer.SURVIVABLE,
                        "shop could do without"),
                new Case(
                        "nobody has enough",
                        four().demand(WEB, 500).other(3, 3.2).other(4, 3.3),
                        RS1,
                        Rehearsal.Answer.SHORTAGE,
                        "web would be short of"),
                new Case(
                        "no stand-by anywhere",
                        alone("wlc", false),
                        RS1,
                        Rehearsal.Answer.SHORTAGE,
                        "web would be short of 277.8 connections/s"),
                new Case("one stand-by", alone("wlc", true), RS1, Rehearsal.Answer.SURVIVABLE, "borrow 277.8"),
                new Case(
                        "saturated from the first look on",
                        alone("wlc", true).demand(WEB, 2000),
                        RS1,
                        Rehearsal.Answer.NOT_KNOWN,
                        "it is unknown for web. What one connection costs"),
                new Case(
                        "nothing may be lent",
                        alone("sh", true),
                        RS1,
                        Rehearsal.Answer.SHORTAGE,
                        "refuses clients of a quiesced destination"),
                new Case(
                        "nothing lives there",
                        alone("wlc", true),
                        new Rehearsal.Domain.Server(server(2)),
                        Rehearsal.Answer.SURVIVABLE,
                        ""),
                new Case("a director is not read", blind(), RS1, Rehearsal.Answer.NOT_KNOWN, "it is unknown for web"),
                new Case(
                        "the demand is not read",
                        four().cutOff(2),
                        RS1,
                        Rehearsal.Answer.NOT_KNOWN,
                        "rs2 is not measured"),
                new Case(
                        "served one after the other",
                        contended(4),
                        RS1,
                        Rehearsal.Answer.NOT_PROVEN,
                        "a shortage is not proven"),
                new Case(
                        "each alone but not both",
                        contended(0.5),
                        RS1,
                        Rehearsal.Answer.SHORTAGE,
                        "a shortage is not proven"));
    }

    private static List<Rehearsal> rehearse(World world) {
        world.run(3);
        return new FaultRehearsal(new SingleBorrowerFinder())
                .rehearse(world.snapshot(), world.memory(), world.policy());
    }

    /** Of four servers, as far as these readings of directors and servers tell. */
    private static List<Rehearsal> rehearseRead(UnaryOperator<Director> directors, UnaryOperator<RealServer> servers) {
        World world = four().demand(WEB, 200);
        world.run(3);
        ClusterSnapshot whole = world.snapshot();
        ClusterSnapshot read = new ClusterSnapshot(
                whole.revision(),
                whole.takenAt(),
                whole.directors().stream().map(directors).toList(),
                whole.servers().stream().map(servers).toList(),
                whole.services());
        return new FaultRehearsal(new SingleBorrowerFinder()).rehearse(read, world.memory(), world.policy());
    }

    private static Rehearsal rehearse(World world, Rehearsal.Domain domain) {
        return rehearse(world).stream()
                .filter(r -> r.domain().equals(domain))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void says(Case c) {
        Rehearsal rehearsal = rehearse(c.world(), c.domain());
        assertThat(rehearsal.answer()).as(rehearsal.toString()).isEqualTo(c.answer());
        if (c.sentence().isEmpty()) {
            assertThat(rehearsal.losses()).isEmpty();
        } else {
            assertThat(rehearsal.losses()).extracting(Rehearsal.Loss::sentence).anyMatch(s -> s.contains(c.sentence()));
        }
    }

    /** "Nothing is served there" was said of every server. */
    @Test
    void withoutAnyTableNobodyKnowsWhatAServerServes() {
        assertThat(rehearseRead(
                        director -> new Director(director.id(), new Reading.Missing<>("no answer")), server -> server))
                .isNotEmpty()
                .allSatisfy(rehearsal -> assertThat(rehearsal.answer()).isEqualTo(Rehearsal.Answer.NOT_KNOWN));
    }

    /** Which destinations it carries is unknown, so neither it nor the rest of its services is known to be spare. */
    @Test
    void aServerThatWasNeverReadIsNotEmpty() {
        List<Rehearsal> rehearsals = rehearseRead(
                director -> director,
                server -> server.id().equals(server(2))
                        ? server.with(new Reading.Missing<>("no answer"), new Reading.Missing<>("no answer"))
                        : server);
        for (int number : List.of(1, 2)) {
            Rehearsal.Domain domain = new Rehearsal.Domain.Server(server(number));
            assertThat(rehearsals)
                    .filteredOn(rehearsal -> rehearsal.domain().equals(domain))
                    .singleElement()
                    .satisfies(rehearsal -> assertThat(rehearsal.answer()).isEqualTo(Rehearsal.Answer.NOT_KNOWN))
                    .satisfies(rehearsal -> assertThat(rehearsal.losses())
                            .singleElement()
                            .satisfies(loss -> assertThat(loss.sentence())
                                    .contains("unknown for web", "no container that is known, and rs2 was not read")));
        }
    }

    @Test
    void provesWhatNoServiceShowsAlone() {
        Rehearsal both = rehearse(contended(0.5), RS1);
        assertThat(both.losses()).noneMatch(loss -> loss.answer() == Rehearsal.Answer.SHORTAGE);
        assertThat(both.together()).isPositive();
        assertThat(rehearse(contended(4), RS1).together()).isZero();
    }

    @Test
    void rehearsesEachServerAndEachZoneOfSeveral() {
        assertThat(rehearse(four()))
                .extracting(r -> r.domain().toString())
                .containsExactly("server rs1", "server rs2", "server rs3", "server rs4", "zone rack-a", "zone rack-b");
        assertThat(rehearse(alone("wlc", true)))
                .extracting(r -> r.domain().toString())
                .containsExactly("server rs1", "server rs2");
        assertThat(rehearse(four().kill(1)))
                .extracting(r -> r.domain().toString())
                .containsExactly("server rs2", "server rs3", "server rs4", "zone rack-b");
    }

    @Test
    void aRealFaultIsAnsweredAsRehearsed() {
        World world = four().demand(WEB, 500);
        world.run(10);
        Rehearsal.Loss rehearsed = rehearse(world, RS1).losses().getFirst();
        Plan real = world.kill(1).plan(WEB, 0);
        assertThat(rehearsed.found()).isCloseTo(real.amount(), Offset.offset(1e-6));
        assertThat(rehearsed.lost()).isCloseTo(400, Offset.offset(1e-6));
    }
}
