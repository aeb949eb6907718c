package dev.headroom.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.simulation.stage.HostStages;
import dev.headroom.simulation.stage.Stages;
import dev.headroom.styles.Theme;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Every text that the window shows can be read where it lies, under the pointer too: WCAG contrast with what is painted
 * behind it, AtlantaFX's colours included. {@code ContrastTest} of the module {@code styles} knows the tokens only.
 */
@ExtendWith(ApplicationExtension.class)
class ShownContrastTest {
    private static final PseudoClass HOVER = PseudoClass.getPseudoClass("hover");
    private static final PseudoClass PRESSED = PseudoClass.getPseudoClass("pressed");
    /** Points of 1/96 inch: what WCAG calls large text. */
    private static final double LARGE = 24;

    record Case(String name, Theme theme, ControlState state, Place place, Deed deed) {
        @Override
        public String toString() {
            return name + ", " + theme.label();
        }
    }

    static Stream<Case> cases() {
        return Stream.of(Theme.values())
                .flatMap(theme -> Stream.of(
                        new Case("to approve", theme, Stages.overloaded(), Place.SERVICES, Deed.ASK_TO_APPROVE),
                        new Case("to reject", theme, Stages.overloaded(), Place.OVERVIEW, Deed.ASK_TO_REJECT),
                        new Case("to undo", theme, Stages.interrupted(), Place.OVERVIEW, Deed.ASK_TO_UNDO),
                        new Case("to halt", theme, Stages.running(), Place.OVERVIEW, Deed.HALT_BY_KEY),
                        new Case("to resume", theme, Stages.halted(), Place.OVERVIEW, Deed.RESUME),
                        new Case("to watch", theme, Stages.running(), Place.SERVERS, Deed.CHOOSE_WATCH),
                        new Case("to close", theme, Stages.running(), Place.CONNECTIONS, Deed.CLOSE),
                        new Case("trouble", theme, HostStages.trouble(), Place.OVERVIEW, Deed.UNFOLD),
                        new Case("trouble's servers", theme, HostStages.trouble(), Place.SERVERS, Deed.UNFOLD),
                        new Case("all dead", theme, HostStages.allDead(), Place.OVERVIEW, Deed.NOTHING),
                        new Case("refused", theme, HostStages.refused(), Place.CONNECTIONS, Deed.NOTHING),
                        new Case("history", theme, Stages.lent(), Place.HISTORY, Deed.UNFOLD),
                        new Case("loans", theme, Stages.lent(), Place.LOANS, Deed.NOTHING),
                        new Case("no loans", theme, Stages.calm(), Place.LOANS, Deed.NOTHING),
                        new Case("1,000 servers", theme, HostStages.many(1_000), Place.OVERVIEW, Deed.NOTHING)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyTextCanBeReadWhereItLies(Case each) {
        double least = each.theme() == Theme.CONTRAST ? 7 : 4.5;
        Set<String> faint = WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            StillFrame frame = new StillFrame(Inputs.idle(), each.theme(), each.place());
            Scene scene = frame.scene(1280, 800, each.state(), each.deed());
            Set<String> found = new TreeSet<>(faint(scene, least, "at rest"));
            point(scene, HOVER);
            found.addAll(faint(scene, least, "under the pointer"));
            point(scene, PRESSED);
            found.addAll(faint(scene, least, "pressed"));
            return found;
        });
        assertThat(faint).isEmpty();
    }

    private static void point(Scene scene, PseudoClass how) {
        all(scene.getRoot())
                .filter(ButtonBase.class::isInstance)
                .forEach(button -> button.pseudoClassStateChanged(how, true));
        scene.getRoot().applyCss();
        scene.getRoot().layout();
    }

    private static List<String> faint(Scene scene, double least, String when) {
        List<String> faint = new ArrayList<>();
        all(scene.getRoot())
                .filter(Text.class::isInstance)
                .map(Text.class::cast)
                .filter(text -> !text.getText().isBlank() && isShown(text))
                .forEach(text -> {
                    double measured = contrast(text);
                    double wanted = least <= 4.5 && text.getFont().getSize() >= LARGE ? 3 : least;
                    if (measured < wanted) {
                        faint.add("%.2f: '%s' %s".formatted(measured, text.getText(), when));
                    }
                });
        return faint;
    }

    private static Stream<Node> all(Node node) {
        return Stream.concat(
                Stream.of(node),
                node instanceof Parent parent
                        ? parent.getChildrenUnmodifiable().stream().flatMap(ShownContrastTest::all)
                        : Stream.empty());
    }

    private static boolean isShown(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static double contrast(Text text) {
        Deque<Node> outside = new ArrayDeque<>();
        for (Node each = text; each != null; each = each.getParent()) {
            outside.push(each);
        }
        Color ground = Color.WHITE;
        double opacity = 1;
        for (Node each : outside) {
            opacity *= each.getOpacity();
            if (each instanceof Region region && region.getBackground() != null) {
                for (BackgroundFill fill : region.getBackground().getFills()) {
                    if (fill.getFill() instanceof Color colour) {
                        ground = over(colour, opacity, ground);
                    }
                }
            }
        }
        return text.getFill() instanceof Color colour ? ratio(over(colour, opacity, ground), ground) : 21;
    }

    private static Color over(Color colour, double opacity, Color ground) {
        double part = colour.getOpacity() * opacity;
        return ground.interpolate(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 1), part);
    }

    private static double ratio(Color one, Color other) {
        double a = luminance(one) + 0.05;
        double b = luminance(other) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.03928 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
