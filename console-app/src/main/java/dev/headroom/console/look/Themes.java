package dev.headroom.console.look;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.headroom.styles.Theme;
import javafx.beans.property.ReadOnlyProperty;
import javafx.scene.Node;
import javafx.scene.Scene;

/** Puts a theme on a scene: AtlantaFX's Primer below, Headroom's tokens and style sheets above. */
public final class Themes {
    private Themes() {}

    /** Applies the theme to the scene of {@code node}, now and after each change of the theme or the scene. */
    public static void follow(Node node, ReadOnlyProperty<Theme> theme) {
        node.sceneProperty().subscribe(scene -> {
            if (scene != null) {
                apply(scene, theme.getValue());
            }
        });
        theme.subscribe(now -> {
            Scene scene = node.getScene();
            if (scene != null) {
                apply(scene, now);
            }
        });
    }

    /** Applies the theme to a scene that keeps it. */
    public static void apply(Scene scene, Theme theme) {
        scene.setUserAgentStylesheet(
                theme.isDark()
                        ? new PrimerDark().getUserAgentStylesheet()
                        : new PrimerLight().getUserAgentStylesheet());
        scene.getStylesheets().setAll(theme.sheets());
    }
}
