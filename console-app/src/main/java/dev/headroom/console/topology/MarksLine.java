package dev.headroom.console.topology;

import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;

/**
 * The marks of a tile, with a short label at the right end of their first line; it has as many lines as the marks
 * need.
 */
final class MarksLine extends Region {
    private static final double GAP = 6;
    private static final double LABEL_AT_MOST = 0.55;

    private final FlowPane marks;
    private final Label label;

    MarksLine(FlowPane marks, Label label) {
        this.marks = marks;
        this.label = label;
        getChildren().addAll(marks, label);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private double labelWidth(double width) {
        return Math.min(label.prefWidth(-1), width * LABEL_AT_MOST);
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return marks.prefWidth(-1) + GAP + label.prefWidth(-1);
    }

    @Override
    protected double computePrefHeight(double width) {
        double all = width > 0 ? width : prefWidth(-1);
        return Math.max(marks.prefHeight(all - labelWidth(all) - GAP), label.prefHeight(-1));
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double right = labelWidth(getWidth());
        double left = Math.max(0, getWidth() - right - GAP);
        marks.getChildren().stream()
                .filter(Label.class::isInstance)
                .map(Label.class::cast)
                .forEach(mark -> mark.setMaxWidth(left));
        marks.resizeRelocate(0, 0, left, marks.prefHeight(left));
        label.resizeRelocate(getWidth() - right, 0, right, label.prefHeight(-1));
    }
}
