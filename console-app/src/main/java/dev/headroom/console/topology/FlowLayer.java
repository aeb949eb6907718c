package dev.headroom.console.topology;

import java.util.List;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;

/**
 * One canvas under the tiles with every flow. The style sheet sets the colours; the width of a flow is its share of
 * new connections.
 */
final class FlowLayer extends Region {
    private static final StyleablePropertyFactory<FlowLayer> CSS =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());
    private static final CssMetaData<FlowLayer, Paint> NORMAL =
            CSS.createPaintCssMetaData("-hr-paint-normal", layer -> layer.normal, Color.TRANSPARENT, false);
    private static final CssMetaData<FlowLayer, Paint> LOAN =
            CSS.createPaintCssMetaData("-hr-paint-loan", layer -> layer.loan, Color.TRANSPARENT, false);
    private static final CssMetaData<FlowLayer, Paint> BROKEN =
            CSS.createPaintCssMetaData("-hr-paint-broken", layer -> layer.broken, Color.TRANSPARENT, false);
    private static final double WIDEST = 26;
    private static final double HAIR = 1.2;

    private final StyleableObjectProperty<Paint> normal = paint(NORMAL, "normal");
    private final StyleableObjectProperty<Paint> loan = paint(LOAN, "loan");
    private final StyleableObjectProperty<Paint> broken = paint(BROKEN, "broken");
    private final Canvas canvas = new Canvas();
    private List<Ribbon> ribbons = List.of();

    /** A flow with its two ends on the screen. */
    record Ribbon(double fromX, double fromY, double toX, double toY, double share, Flow.Kind kind) {}

    FlowLayer() {
        getStyleClass().add("flows");
        getChildren().add(canvas);
        setMouseTransparent(true);
    }

    static double width(double share) {
        return Math.max(HAIR, share * WIDEST);
    }

    void show(List<Ribbon> wanted) {
        if (!wanted.equals(ribbons)) {
            ribbons = List.copyOf(wanted);
            draw();
        }
    }

    @Override
    protected void layoutChildren() {
        if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
            draw();
        }
    }

    private void draw() {
        GraphicsContext pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        for (Ribbon ribbon : ribbons) {
            pen.setStroke(
                    switch (ribbon.kind()) {
                        case NORMAL, IDLE -> normal.get();
                        case LOAN -> loan.get();
                        case BROKEN -> broken.get();
                    });
            pen.setLineWidth(width(ribbon.share()));
            boolean dashed = ribbon.kind() == Flow.Kind.BROKEN || ribbon.kind() == Flow.Kind.IDLE;
            pen.setLineDashes(dashed ? new double[] {4, 4} : new double[0]);
            double bend = (ribbon.toX() - ribbon.fromX()) / 2;
            pen.beginPath();
            pen.moveTo(ribbon.fromX(), ribbon.fromY());
            pen.bezierCurveTo(
                    ribbon.fromX() + bend,
                    ribbon.fromY(),
                    ribbon.toX() - bend,
                    ribbon.toY(),
                    ribbon.toX(),
                    ribbon.toY());
            pen.stroke();
        }
    }

    private StyleableObjectProperty<Paint> paint(CssMetaData<FlowLayer, Paint> data, String name) {
        return new SimpleStyleableObjectProperty<>(data, this, name, Color.TRANSPARENT) {
            @Override
            protected void invalidated() {
                draw();
            }
        };
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return CSS.getCssMetaData();
    }
}
