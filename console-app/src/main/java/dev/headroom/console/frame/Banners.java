package dev.headroom.console.frame;

import dev.headroom.backend.control.Notice;
import dev.headroom.console.fx.KeyedNodes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.layout.VBox;

/** The master's halt and the notices, one banner each. A dismissed notice does not come back. */
final class Banners extends VBox {
    private final FrameViewModel model;
    private final Set<Notice> dismissed = new HashSet<>();
    private final KeyedNodes<Object, Banner, BannerNode> nodes = new KeyedNodes<>(
            Banner::key, banner -> new BannerNode(banner, this::takeOver, () -> dismiss(banner)), BannerNode::show);

    Banners(FrameViewModel model) {
        this.model = model;
        getStyleClass().add("banners");
        model.facts().subscribe(found -> found.ifPresent(this::show));
    }

    private void show(FrameFacts facts) {
        List<Banner> wanted = Stream.concat(
                        facts.halted()
                                ? Stream.of(Banner.halted(facts.haltedText())
                                        .takingOver(facts.holder().isPresent()))
                                : Stream.of(),
                        facts.banners().stream()
                                .filter(banner -> banner.notice()
                                        .filter(dismissed::contains)
                                        .isEmpty()))
                .toList();
        nodes.showIn(getChildren(), wanted);
        getStyleClass().remove("around");
        if (!wanted.isEmpty()) {
            getStyleClass().add("around");
        }
    }

    private void takeOver() {
        model.askTakeOver();
    }

    private void dismiss(Banner banner) {
        banner.notice().ifPresent(dismissed::add);
        model.facts().get().ifPresent(this::show);
    }
}
