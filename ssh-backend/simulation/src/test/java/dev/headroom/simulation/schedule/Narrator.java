package dev.headroom.simulation.schedule;

import java.util.function.Consumer;

/** Tells the rules and a diary of each command that a host runs. One thread. */
class Narrator implements Wires.Log {
    private final Rules rules;
    private final Consumer<String> diary;

    Narrator(Rules rules, Consumer<String> diary) {
        this.rules = rules;
        this.diary = diary;
    }

    @Override
    public void sent(Sent sent) {
        diary.accept("> " + sent);
    }

    @Override
    public void runs(Sent sent) {
        rules.runs(sent);
    }

    @Override
    public void ran(Sent sent, boolean changed) {
        diary.accept("$ " + sent + (changed ? "" : " (refused)"));
        rules.ran(sent, changed);
    }

    @Override
    public void note(String text) {
        diary.accept(text);
    }
}
