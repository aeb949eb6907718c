package dev.headroom.console.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.junit.jupiter.api.Test;

class KeyedRowsTest {
    private record Row(int key, String text) {}

    private final ObservableList<Row> shown = FXCollections.observableArrayList();
    private final List<String> changes = new ArrayList<>();

    @Test
    void touchesOnlyWhatChanged() {
        update(new Row(1, "a"), new Row(2, "b"), new Row(3, "c"));
        shown.addListener((ListChangeListener<Row>) change -> {
            while (change.next()) {
                changes.add(change.getFrom() + (change.wasReplaced() ? " replaced" : " other"));
            }
        });
        update(new Row(1, "a"), new Row(2, "new"), new Row(3, "c"));
        assertThat(changes).containsExactly("1 replaced");
    }

    @Test
    void touchesNothingWhenNothingChanged() {
        update(new Row(1, "a"), new Row(2, "b"));
        shown.addListener((ListChangeListener<Row>) _ -> changes.add("touched"));
        update(new Row(1, "a"), new Row(2, "b"));
        assertThat(changes).isEmpty();
    }

    @Test
    void reachesAnyListFromAnyOther() {
        long seed = 20_261_122;
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<Row> wanted = new ArrayList<>(IntStream.range(0, 12)
                    .filter(_ -> random.nextBoolean())
                    .mapToObj(key -> new Row(key, "v" + random.nextInt(3)))
                    .toList());
            Collections.shuffle(wanted, random);
            KeyedRows.update(shown, wanted, Row::key);
            assertThat(shown).as("seed %d round %d", seed, round).isEqualTo(wanted);
        }
    }

    private void update(Row... rows) {
        KeyedRows.update(shown, List.of(rows), Row::key);
    }
}
