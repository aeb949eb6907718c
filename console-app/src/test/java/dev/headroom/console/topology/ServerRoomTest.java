package dev.headroom.console.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.console.status.ContainerMark;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.simulation.stage.Stages;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** The real height of its tile decides how much of a server is drawn, not an assumed one. */
@ExtendWith(ApplicationExtension.class)
class ServerRoomTest {
    private static final double WIDTH = 600;

    /** Containers of a server: each one more may be one more line on its tile. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void noServerIsCutOffWhereLessOfEachWouldFit(int containers) {
        Picture picture = crowded(containers);
        double least = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> height(picture, 1));
        for (double room : new double[] {least, least * 1.2, least * 1.5, least * 3}) {
            double needed = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> height(picture, room));
            assertThat(needed).as("in %.0f px", room).isLessThanOrEqualTo(room);
        }
    }

    private static double height(Picture picture, double room) {
        TopologyPane pane = new TopologyPane();
        StackPane root = new StackPane(pane);
        Scene scene = new Scene(root, WIDTH, 2_000);
        pane.fit(WIDTH, room);
        pane.show(picture);
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        return pane.lookupAll(".server-tile").stream()
                        .filter(Node::isVisible)
                        .map(Region.class::cast)
                        .mapToDouble(tile -> tile.prefHeight(tile.getWidth()) + ServerColumn.GAP)
                        .sum()
                + TopologyPane.TITLE_HEIGHT;
    }

    private static Picture crowded(int containers) {
        Picture sample = TopologyProjection.of(Stages.overloaded(), 0.15, Stages.NOW);
        List<ServerTile> servers = sample.servers().stream()
                .map(tile -> new ServerTile(
                        tile.id(),
                        tile.zone(),
                        tile.figures(),
                        IntStream.range(0, containers)
                                .mapToObj(i -> new ContainerMark(
                                        new ContainerId(tile.id(), "service-number-" + i),
                                        ContainerMark.Kind.STANDBY,
                                        "stand-by"))
                                .toList(),
                        tile.age(),
                        tile.exactTime()))
                .toList();
        return new Picture(
                sample.directors(),
                sample.services(),
                servers,
                sample.zones(),
                sample.flows(),
                sample.reserve(),
                sample.hostsKnown());
    }
}
