package dev.headroom.console.connections;

import dev.headroom.backend.control.HostKeyNotice;
import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.NaturalOrder;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.Question;
import dev.headroom.console.fx.RowAction;
import dev.headroom.console.fx.TablePage;
import dev.headroom.console.fx.Tables;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Table of the hosts: the connection of each, and what to do where it is lost. */
public final class ConnectionsView extends TablePage<ConnectionsRow> {
    private static final String FEATURE = "connections";

    private static Optional<RowAction> action(ConnectionsViewModel model, ConnectionsRow row) {
        String meaning = "Tries to reach %s now, also where its login was refused".formatted(row.host());
        if (row.retry() == ConnectionsRow.Retry.OFFERED && row.unknownKey().isPresent()) {
            return Optional.of(new RowAction(
                    "Trust…",
                    "Shows the key of %s, so that you can compare and trust it".formatted(row.host()),
                    Ids.trust(row.id()),
                    () -> model.askAboutKey(row)));
        }
        return switch (row.retry()) {
            case NONE -> Optional.empty();
            case OFFERED ->
                Optional.of(
                        new RowAction("Try again", meaning, Ids.tryAgain(row.id()), () -> model.tryAgain(row.id())));
            case ASKED -> Optional.of(RowAction.running("Trying…", meaning, Ids.tryAgain(row.id())));
        };
    }

    public ConnectionsView(ConnectionsViewModel model) {
        super(
                FEATURE,
                "Connections",
                Tables.table(
                        FEATURE,
                        model.rows(),
                        Parts.empty(
                                "No hosts to show",
                                "Directors and real servers come from the cluster file. If a filter is set, Esc clears"
                                        + " it."),
                        List.of(
                                Tables.hinted(
                                        "Host",
                                        72,
                                        Comparator.comparing(ConnectionsRow::host, NaturalOrder.NAMES),
                                        ConnectionsRow::host,
                                        ConnectionsRow::facts,
                                        "strong",
                                        Tables.NAME),
                                Tables.optional(Tables.text("Kind", 94, ConnectionsRow::kind, "muted")),
                                Tables.text("Address", 102, ConnectionsRow::address),
                                Tables.badge("State", 128, ConnectionsRow::badge),
                                Tables.hinted(
                                        "Since",
                                        88,
                                        Comparator.comparing(row -> row.since().at()),
                                        row -> row.since().age(),
                                        row -> row.since().exact(),
                                        "number"),
                                Tables.sentence(
                                        "What to do", 200, ConnectionsRow::sentence, row -> action(model, row)))),
                ConnectionsRow::host,
                ConnectionsRow::searched);
        VBox asked = new VBox();
        asked.managedProperty().bind(Bindings.isNotEmpty(asked.getChildren()));
        getChildren().add(1, asked);
        model.question().subscribe(row -> {
            asked.getChildren().clear();
            row.ifPresent(host -> host.unknownKey().ifPresent(key -> {
                Question question = question(model, host, key);
                asked.getChildren().add(question);
                question.focusCareful();
            }));
        });
    }

    /** What stands for the type of a key in the name of sshd's file. */
    private static String file(String type) {
        return switch (type) {
            case "ssh-ed25519" -> "ed25519";
            case "ssh-rsa" -> "rsa";
            default -> type.startsWith("ecdsa-sha2-") ? "ecdsa" : "*";
        };
    }

    private static Question question(ConnectionsViewModel model, ConnectionsRow row, HostKeyNotice key) {
        Label picture = Parts.label(key.picture(), "mono");
        picture.setMinHeight(USE_PREF_SIZE); // half a picture could be that of another key
        Question question = new Question(
                "No key of %s is known. At %s it shows the key below. Compare it with the host's own, at its console: ssh-keygen -lvf /etc/ssh/ssh_host_%s_key.pub. Trust it only if both are the same."
                        .formatted(row.host(), key.address(), file(key.type())),
                "Trust this key",
                model::trust,
                "Leave it",
                model::leave,
                Parts.label(key.type() + " " + key.fingerprint(), "mono"),
                picture);
        question.setId(Ids.KEY_QUESTION);
        return question;
    }
}
