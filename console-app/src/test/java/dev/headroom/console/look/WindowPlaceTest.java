package dev.headroom.console.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A window that opens again is whole, and where an operator sees it. */
class WindowPlaceTest {
    private static final Rectangle2D MAIN = new Rectangle2D(0, 30, 1920, 1050);
    private static final Rectangle2D LEFT = new Rectangle2D(-1920, 0, 1920, 1080);
    private static final Rectangle2D SMALL = new Rectangle2D(0, 0, 800, 600);

    /** A remembered place, the screens of now, and the place at which the window opens. */
    record Case(String name, WindowPlace remembered, List<Rectangle2D> screens, WindowPlace opens) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "a place that is visible stays",
                        at(100, 100, 1280, 800),
                        List.of(MAIN),
                        at(100, 100, 1280, 800)),
                new Case(
                        "so does one on the second screen",
                        at(-1800, 50, 1280, 800),
                        List.of(MAIN, LEFT),
                        at(-1800, 50, 1280, 800)),
                new Case(
                        "the screen is gone: in the middle of the first",
                        at(-1800, 50, 1280, 800),
                        List.of(MAIN),
                        at(320, 155, 1280, 800)),
                new Case(
                        "only a strip was visible: all of it is",
                        at(1900, 1070, 1280, 800),
                        List.of(MAIN),
                        at(640, 280, 1280, 800)),
                new Case("a title under the task bar", at(0, 0, 1280, 800), List.of(MAIN), at(0, 30, 1280, 800)),
                new Case("smaller than the minimum", at(10, 40, 20, 30), List.of(MAIN), at(10, 40, 1000, 640)),
                new Case("larger than the screen", at(-50, 0, 5000, 4000), List.of(MAIN), at(0, 30, 1920, 1050)),
                new Case("a screen below the minimum", at(300, 300, 1280, 800), List.of(SMALL), at(0, 0, 1000, 640)),
                new Case(
                        "a screen below the minimum, and the place is gone",
                        at(3000, 300, 1280, 800),
                        List.of(SMALL),
                        at(0, 0, 1000, 640)),
                new Case(
                        "between two screens: on that with more of it",
                        at(-400, 100, 1280, 800),
                        List.of(LEFT, MAIN),
                        at(0, 100, 1280, 800)),
                new Case(
                        "maximized stays so",
                        at(5, 40, 1280, 800).maximized(true),
                        List.of(MAIN),
                        at(5, 40, 1280, 800).maximized(true)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void opensWhereAnOperatorSeesIt(Case each) {
        assertThat(each.remembered().on(each.screens())).isEqualTo(each.opens());
    }

    @Test
    void noWindowIsAtAPlaceThatIsNoPlace() {
        assertThat(WindowPlace.of(Double.NaN, 0, 1280, 800, false)).isEmpty();
        assertThat(WindowPlace.of(0, Double.POSITIVE_INFINITY, 1280, 800, false))
                .isEmpty();
        assertThat(WindowPlace.of(0, 0, -1280, 800, false)).isEmpty();
        assertThat(WindowPlace.of(0, 0, 1e300, 800, false)).isEmpty();
        assertThat(WindowPlace.of(-3000, 10, 1280, 800, false)).isPresent();
    }

    @Test
    void aWindowThatCoversAScreenIsNoPlaceToComeBackTo() {
        assertThat(at(0, 30, 1920, 1050).covers(List.of(MAIN))).isTrue();
        assertThat(at(-1, 29, 1922, 1052).covers(List.of(MAIN))).isTrue();
        assertThat(at(0, 30, 1920, 1049).covers(List.of(MAIN))).isFalse();
    }

    private static WindowPlace at(double x, double y, double width, double height) {
        return new WindowPlace(x, y, width, height, false);
    }
}
