package dev.headroom.console.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.remote.secrets.SecretQuestion;
import dev.headroom.console.fx.Ids;
import dev.headroom.styles.Theme;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class SecretWindowTest {
    private static final SecretQuestion PASSPHRASE = new SecretQuestion.Passphrase(Path.of("/home/ada/.ssh/id_rsa"));

    private static CompletableFuture<Optional<String>> asked(SecretQuestion question, String remark) throws Exception {
        var asked = CompletableFuture.supplyAsync(
                () -> new SecretWindow(() -> Theme.LIGHT).ask(question, remark).map(String::new),
                work -> Thread.ofVirtual().start(work));
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> found(Ids.SECRET).isPresent());
        return asked;
    }

    private static Optional<Node> found(String id) {
        return Window.getWindows().stream()
                .flatMap(window -> Stream.ofNullable(window.getScene().lookup("#" + id)))
                .findFirst();
    }

    private static Node node(String id) {
        return found(id).orElseThrow();
    }

    private static void press(String id) {
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> ((Button) node(id)).fire());
    }

    @Test
    void whatIsTypedIsTheAnswerAndIsNotShown() throws Exception {
        var asked = asked(PASSPHRASE, "That was not right.");
        assertThat(node(Ids.SECRET)).isInstanceOf(PasswordField.class);
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> ((TextField) node(Ids.SECRET)).setText("open sesame"));
        press(Ids.CONFIRM);
        assertThat(asked.get(60, TimeUnit.SECONDS)).contains("open sesame");
    }

    @Test
    void notNowIsNoAnswer() throws Exception {
        var asked = asked(PASSPHRASE, "");
        press(Ids.CANCEL);
        assertThat(asked.get(60, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void theWordsOfAHostAreDataAndBounded() throws Exception {
        var asked = asked(
                new SecretQuestion.OfHost("root", "192.0.2.1", "Code\u001b[2J\u202e ".repeat(500), "PIN: ", true), "");
        assertThat(node(Ids.SECRET)).isNotInstanceOf(PasswordField.class);
        var sentence = (Labeled) node(Ids.SECRET).getScene().getRoot().lookup(".sentence");
        assertThat(sentence.getText())
                .contains("\\x1b[2J\\u202e")
                .contains("… PIN:'")
                .hasSizeLessThan(500);
        assertThat(sentence.isTextTruncated()).isFalse();
        press(Ids.CANCEL);
        assertThat(asked.get(60, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void anEmptyAnswerIsNoPassword() throws Exception {
        var asked = asked(PASSPHRASE, "");
        assertThat(node(Ids.CONFIRM).isDisabled()).isTrue();
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> node(Ids.SECRET).fireEvent(new ActionEvent()));
        assertThat(asked).isNotDone();
        press(Ids.CANCEL);
        assertThat(asked.get(60, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void aHostMayAskForNoMoreThanTheEnterKey() throws Exception {
        var asked = asked(new SecretQuestion.OfHost("root", "192.0.2.1", "", "Press Enter for a push: ", false), "");
        press(Ids.CONFIRM);
        assertThat(asked.get(60, TimeUnit.SECONDS)).contains("");
    }

    @Test
    void itHidesWithTheConsoleAndNotWithATooltip() throws Exception {
        Stage console = WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            var stage = new Stage();
            stage.setScene(new Scene(new VBox()));
            return stage;
        });
        var hint = WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            var popup = new Tooltip("hint");
            console.show();
            popup.show(console);
            return popup;
        });
        var asked = asked(PASSPHRASE, "");
        WaitForAsyncUtils.waitForAsyncFx(60_000, hint::hide);
        assertThat(asked).isNotDone();
        assertThat(((Stage) node(Ids.SECRET).getScene().getWindow()).getOwner()).isSameAs(console);
        WaitForAsyncUtils.waitForAsyncFx(60_000, console::hide);
        assertThat(asked.get(60, TimeUnit.SECONDS)).isEmpty();
    }
}
