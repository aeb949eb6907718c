package dev.headroom.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.CountingReadings;
import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.Tone;
import dev.headroom.console.status.ServerFigures;
import dev.headroom.console.status.ServiceFigures;
import dev.headroom.console.status.StateIndex;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.simulation.stage.HostStages;
import dev.headroom.simulation.stage.Stages;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Numbers that stand side by side agree, and an unknown value has no number. */
class NumbersAgreeTest {
    private static final List<SampleFleet.Kind> KINDS =
            List.of(SampleFleet.Kind.FRESH, SampleFleet.Kind.OLD, SampleFleet.Kind.NEVER);

    @Property(tries = 200)
    void theStripIsTheSumOfWhatItsViewsShow(
            @ForAll @IntRange(min = 1, max = 30) int servers,
            @ForAll @IntRange(min = 1, max = 6) int services,
            @ForAll long seed) {
        ControlState state = random(servers, services, seed);
        StateIndex index = StateIndex.of(state);
        FrameFacts facts = FrameFacts.of(state, Stages.NOW);
        List<ServiceFigures> figures = state.snapshot().services().stream()
                .map(service -> ServiceFigures.of(index, service))
                .toList();
        long sum = figures.stream()
                .map(ServiceFigures::demandText)
                .filter(text -> !text.equals(NumberText.UNKNOWN))
                .mapToLong(NumbersAgreeTest::number)
                .sum();
        boolean anyKnown = figures.stream().anyMatch(f -> f.demand().isPresent());
        String demand = value(facts, Figures.Kind.DEMAND);
        assertThat(demand.replace("≥ ", "")).isEqualTo(anyKnown ? NumberText.whole(sum) : NumberText.UNKNOWN);
        assertThat(demand.startsWith("≥"))
                .isEqualTo(anyKnown && figures.stream().anyMatch(f -> f.demand().isEmpty() || !f.counted()));
        long notRead = facts.banners().isEmpty() ? 0 : Long.parseLong(value(facts, Figures.Kind.NOT_READ));
        assertThat(notRead)
                .isEqualTo((long) CountingReadings.all(state.snapshot()).size()
                        - CountingReadings.hosts(state.snapshot()).size());
        assertThat(facts.live().tone() == Tone.SUCCESS).isEqualTo(notRead == 0);
    }

    @Property(tries = 200)
    void aServerThatIsNotReadHasNoNumberOfItsOwn(@ForAll @IntRange(min = 1, max = 30) int servers, @ForAll long seed) {
        ControlState state = random(servers, 3, seed);
        StateIndex index = StateIndex.of(state);
        state.snapshot().servers().forEach(server -> {
            ServerFigures figures = ServerFigures.of(index, server, Stages.NOW);
            if (!server.isMeasured()) {
                assertThat(List.of(figures.cpuText(), figures.memoryText())).containsOnly(NumberText.UNKNOWN);
                assertThat(figures.spare()).isEmpty();
                assertThat(figures.standing().badge().tone()).isNotIn(Tone.SUCCESS, Tone.NEUTRAL);
            }
            if (server.containers().lastKnown().isEmpty()) {
                assertThat(List.of(figures.weightText(), figures.activeText())).containsOnly(NumberText.UNKNOWN);
            }
        });
    }

    @Test
    void withEveryHostDeadNothingIsGreenAndNothingIsANumber() {
        for (Mode mode : Mode.values()) {
            FrameFacts facts = FrameFacts.of(in(HostStages.allDead(), mode), Stages.NOW);
            assertThat(facts.live().word()).isEqualTo("Nothing is read");
            assertThat(List.of(facts.live().tone(), facts.connections().tone())).doesNotContain(Tone.SUCCESS);
            assertThat(facts.figures().stream().filter(f -> f.kind() != Figures.Kind.NOT_READ))
                    .extracting(Figures.Figure::value)
                    .containsOnly(NumberText.UNKNOWN);
            assertThat(facts.banners().getFirst().lead()).isEqualTo("Nothing is read");
        }
    }

    /** What is not read was counted as nothing: no loan runs, the cluster has as much headroom as the part that is read. */
    @Test
    void aFigureOfAPartIsNotStatedAsOneOfTheWhole() {
        FrameFacts facts = FrameFacts.of(HostStages.neverRead(), Stages.NOW);
        assertThat(List.of(
                        value(facts, Figures.Kind.DEMAND),
                        value(facts, Figures.Kind.OVERLOADED),
                        value(facts, Figures.Kind.LOANS)))
                .allMatch(value -> value.startsWith("≥ "));
        assertThat(name(facts, Figures.Kind.HEADROOM)).isEqualTo("Known headroom");

        FrameFacts whole = FrameFacts.of(Stages.lent(), Stages.NOW);
        assertThat(whole.figures()).extracting(Figures.Figure::value).noneMatch(value -> value.contains("≥"));
        assertThat(name(whole, Figures.Kind.HEADROOM)).isEqualTo("Headroom");
        assertThat(value(whole, Figures.Kind.LOANS)).isEqualTo("1");
    }

    private static String name(FrameFacts facts, Figures.Kind kind) {
        return facts.figures().stream()
                .filter(figure -> figure.kind() == kind)
                .map(Figures.Figure::name)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aDeadServerHasABannerInEveryMode() {
        for (Mode mode : Mode.values()) {
            assertThat(FrameFacts.of(in(HostStages.trouble(), mode), Stages.NOW).banners())
                    .extracting(Banner::lead)
                    .contains("rs2 failed", "rs6 is not read");
        }
    }

    @Test
    void manyOfOneKindShareABannerThatSaysHowMany() {
        ControlState state = new SampleFleet(
                        60,
                        3,
                        name -> name,
                        host -> host.startsWith("rs") && host.length() == 4
                                ? SampleFleet.Kind.OLD
                                : SampleFleet.Kind.FRESH)
                .state();
        List<Banner> banners = FrameFacts.of(state, Stages.NOW).banners();
        assertThat(banners).hasSize(1);
        assertThat(banners.getFirst().lead()).isEqualTo("51 not read");
        assertThat(banners.getFirst().sentence()).startsWith("rs10, rs11, rs12 and 48 more.");
    }

    @Test
    void liveIsTheAgeOfTheOldestReadingThatCounts() {
        FrameFacts facts = FrameFacts.of(HostStages.trouble(), Stages.NOW);
        assertThat(facts.live().word()).isEqualTo("Live 0 s, 2 not read");
        assertThat(FrameFacts.of(Stages.calm(), Stages.NOW.plusSeconds(30))
                        .live()
                        .word())
                .isEqualTo("Old 30 s");
    }

    /** The window called readings old from a limit of its own, 10 s, while the core still acted on those of a slow host. */
    @Test
    void whatTheCoreStillCallsFreshIsLiveAndWhatNobodyJudgesAnyMoreIsOld() {
        ControlState slow = new SampleFleet(6, 3, name -> name, _ -> SampleFleet.Kind.SLOW).state();
        assertThat(FrameFacts.of(slow, Stages.NOW).live().word()).isEqualTo("Live 20 s");
        ControlState calm = Stages.calm();
        Instant taken = calm.snapshot().takenAt();
        Duration limit = calm.observation().freshFor();
        assertThat(FrameFacts.of(calm, taken.plus(limit)).live().tone()).isEqualTo(Tone.SUCCESS);
        assertThat(FrameFacts.of(calm, taken.plus(limit).plusMillis(1)).live().tone())
                .isEqualTo(Tone.ATTENTION);
    }

    private static ControlState random(int servers, int services, long seed) {
        Map<String, SampleFleet.Kind> kinds = new HashMap<>();
        Random random = new Random(seed);
        SampleFleet.Kind usual = KINDS.get(random.nextInt(KINDS.size()));
        return new SampleFleet(
                        servers,
                        services,
                        name -> name,
                        host -> kinds.computeIfAbsent(
                                host, _ -> random.nextInt(3) == 0 ? KINDS.get(random.nextInt(KINDS.size())) : usual))
                .state();
    }

    private static long number(String text) {
        String plain = text.replace("≥ ", "");
        return Long.parseLong(plain.substring(0, plain.indexOf(' ')).replace(",", ""));
    }

    private static String value(FrameFacts facts, Figures.Kind kind) {
        return facts.figures().stream()
                .filter(figure -> figure.kind() == kind)
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static ControlState in(ControlState state, Mode mode) {
        return state.withMode(mode).withHalted(false).withProposals(List.of());
    }
}
