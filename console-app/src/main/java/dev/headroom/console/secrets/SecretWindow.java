package dev.headroom.console.secrets;

import dev.headroom.backend.remote.secrets.SecretPrompt;
import dev.headroom.backend.remote.secrets.SecretQuestion;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.StateBridge;
import dev.headroom.console.fx.Tone;
import dev.headroom.console.look.Themes;
import dev.headroom.console.look.WindowIcons;
import dev.headroom.styles.Theme;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Subscription;

/**
 * Asks the operator in a small window of its own beside the console, which stays usable: a halt does not wait for a
 * secret. Closing it, or the console, gives no answer.
 */
public final class SecretWindow implements SecretPrompt {
    private static final double WIDTH = 560;

    private final Supplier<Theme> theme;

    /** @param theme the look of the console, asked for on JavaFX's application thread */
    public SecretWindow(Supplier<Theme> theme) {
        this.theme = theme;
    }

    @Override
    public Optional<char[]> ask(SecretQuestion question, String remark) {
        CompletableFuture<Optional<char[]>> answer = new CompletableFuture<>();
        try {
            StateBridge.screen().execute(() -> {
                try {
                    show(new Stage(), question, remark, answer);
                } catch (RuntimeException | Error e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (IllegalStateException _) {
            return Optional.empty(); // JavaFX has ended
        }
        return answer.join();
    }

    @Override
    public Optional<String> silence() {
        return Optional.empty();
    }

    private void show(Stage stage, SecretQuestion question, String remark, CompletableFuture<Optional<char[]>> answer) {
        TextField field = question.echo() ? new TextField() : new PasswordField();
        field.setId(Ids.SECRET);
        field.setAccessibleText(question.line());
        Runnable given = () -> {
            if (field.getText().isEmpty() && !question.mayBeEmpty()) {
                return;
            }
            answer.complete(Optional.of(field.getText().toCharArray()));
            field.clear();
            stage.hide();
        };
        field.setOnAction(_ -> given.run());
        Button confirm = Parts.button("Answer", given);
        confirm.setId(Ids.CONFIRM);
        confirm.getStyleClass().add("primary");
        if (!question.mayBeEmpty()) {
            confirm.disableProperty().bind(field.textProperty().isEmpty());
        }
        Button cancel = Parts.button("Not now", stage::hide);
        cancel.setId(Ids.CANCEL);
        cancel.setCancelButton(true);
        VBox all = new VBox(14, Parts.sentence(question.line() + "."));
        if (!remark.isEmpty()) {
            Label wrong = Parts.badge();
            Parts.badge(wrong, new Badge(remark, Tone.DANGER));
            all.getChildren().add(wrong);
        }
        all.getChildren().addAll(field, Parts.row(8, Parts.spring(), cancel, confirm));
        all.setPadding(new Insets(20));
        all.setPrefWidth(WIDTH);
        Scene scene = new Scene(all);
        Themes.apply(scene, theme.get());
        WindowIcons.on(stage);
        stage.setTitle("Headroom asks for a secret");
        stage.setScene(scene);
        stage.setResizable(false);
        Subscription console = hidesWithConsole(stage);
        stage.setOnHidden(_ -> {
            console.unsubscribe();
            answer.complete(Optional.empty());
        });
        stage.show();
        stage.sizeToScene();
        field.requestFocus();
    }

    /** The first stage is the console; a tooltip or a menu is a window too, and soon gone. Not every system hides both. */
    private static Subscription hidesWithConsole(Stage stage) {
        return Window.getWindows().stream()
                .filter(window -> window instanceof Stage && window.isShowing())
                .findFirst()
                .map(console -> {
                    stage.initOwner(console);
                    return console.showingProperty().subscribe(showing -> {
                        if (!showing) {
                            stage.hide();
                        }
                    });
                })
                .orElse(Subscription.EMPTY);
    }
}
