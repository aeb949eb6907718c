package dev.headroom.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.Parts;
import dev.headroom.simulation.stage.HostStages;
import dev.headroom.simulation.stage.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.geometry.Dimension2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Measures every label of every view: each that is cut shows its whole text on hover, and none lies outside of the
 * window or its scroll pane.
 */
@ExtendWith(ApplicationExtension.class)
class WholeTextTest {
    record Case(String name, ControlState state, Place place, Dimension2D size) {
        @Override
        public String toString() {
            return "%s, %s, %.0fx%.0f".formatted(name, place, size.getWidth(), size.getHeight());
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Dimension2D size : List.of(new Dimension2D(1280, 800), new Dimension2D(1000, 700))) {
            for (Place place : Place.values()) {
                cases.add(new Case("long names", HostStages.longNames(), place, size));
                cases.add(new Case("the demo", Stages.overloaded(), place, size));
                cases.add(new Case("all dead", HostStages.allDead(), place, size));
                cases.add(new Case("never read", HostStages.neverRead(), place, size));
            }
            cases.add(new Case("loans", Stages.lent(), Place.LOANS, size));
            cases.add(new Case("history", Stages.lent(), Place.HISTORY, size));
            cases.add(new Case("60 servers", HostStages.many(60), Place.OVERVIEW, size));
            cases.add(new Case("60 servers", HostStages.many(60), Place.SERVERS, size));
            cases.add(new Case("1,000 servers", HostStages.many(1_000), Place.SERVERS, size));
            cases.add(new Case("1,000 servers", HostStages.many(1_000), Place.SERVICES, size));
            cases.add(new Case("1,000 servers", HostStages.many(1_000), Place.CONNECTIONS, size));
            cases.add(new Case("1,000 servers", HostStages.many(1_000), Place.OVERVIEW, size));
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void nothingIsCutWithoutBeingSaidWhole(Case each) {
        assertThat(bad(each, WholeTextTest::look)).isEmpty();
    }

    /** Only a name longer than its column can be is cut; an age, a rate and a word never are. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void nothingIsCutButALongName(Case each) {
        assertThat(bad(each, WholeTextTest::cut)).allMatch(text -> text.contains("production-eu-"));
    }

    private static List<String> bad(Case each, Looking looking) {
        return WaitForAsyncUtils.waitForAsyncFx(30_000, () -> {
            MainFrame frame = new MainFrame(Inputs.idle());
            frame.place().set(each.place());
            Scene scene = frame.scene(each.size().getWidth(), each.size().getHeight());
            frame.show(each.state());
            frame.views().proposals().toggleSelected();
            for (int pass = 0; pass < 4; pass++) {
                scene.getRoot().applyCss();
                scene.getRoot().layout();
            }
            List<String> found = new ArrayList<>();
            looking.look(frame, frame, found);
            return found;
        });
    }

    /** Looks at a node and all below it. */
    private interface Looking {
        void look(Node node, Node pane, List<String> found);
    }

    private static void cut(Node node, Node pane, List<String> found) {
        if (node instanceof Labeled labeled && labeled.isVisible() && labeled.isTextTruncated()) {
            found.add(labeled.getText());
        }
        if (node.isVisible() && node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> cut(child, pane, found));
        }
    }

    @Test
    void theAnswerToTheDivisionIsInSightHoweverLongTheDivisionIs() {
        double below = WaitForAsyncUtils.waitForAsyncFx(30_000, () -> {
            MainFrame frame = new MainFrame(Inputs.idle());
            Scene scene = frame.scene(1000, 700);
            frame.show(HostStages.unadopted());
            for (int pass = 0; pass < 4; pass++) {
                scene.getRoot().applyCss();
                scene.getRoot().layout();
            }
            Node adopt = scene.lookup("#" + Ids.ADOPT);
            return adopt.localToScene(adopt.getBoundsInLocal()).getMaxY();
        });
        assertThat(below).isLessThan(700);
    }

    @Test
    void reasonsThatAreLeftOutAreSaidOnHover() {
        String hover = WaitForAsyncUtils.waitForAsyncFx(30_000, () -> {
            MainFrame frame = new MainFrame(Inputs.idle());
            Scene scene = frame.scene(1000, 700);
            frame.show(Stages.undecided());
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            return Parts.hintOf(scene.lookup("#" + Ids.MORE_REASONS));
        });
        assertThat(hover).contains("rs6: ");
    }

    /** @param pane what may cut off a node without harm in its height, as it scrolls up and down */
    private static void look(Node node, Node pane, List<String> found) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Labeled labeled
                && labeled.getText() != null
                && !labeled.getText().isBlank()) {
            if (labeled.isTextTruncated() && !Parts.hintOf(labeled).contains(labeled.getText())) {
                found.add("cut, and nothing on hover: " + labeled.getText());
            }
            Bounds own = labeled.localToScene(labeled.getBoundsInLocal());
            Bounds seen = pane.localToScene(pane.getBoundsInLocal());
            boolean inside = own.getMinX() >= seen.getMinX() - 1 && own.getMaxX() <= seen.getMaxX() + 1;
            if (!inside) {
                found.add("outside at the side: %s (%.0f to %.0f of %.0f to %.0f)"
                        .formatted(labeled.getText(), own.getMinX(), own.getMaxX(), seen.getMinX(), seen.getMaxX()));
            }
        }
        Node inner = node instanceof ScrollPane || node instanceof TableView ? node : pane;
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> look(child, inner, found));
        }
    }
}
