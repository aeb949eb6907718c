package dev.headroom.console.frame;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.plan.Step;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A state in which every sentence of the core says something else: each gets a letter in front. Names and commands stay. */
final class Reworded {
    private static final String MARK = "~ ";

    private Reworded() {}

    static ControlState of(ControlState state) {
        return (ControlState) reworded(state);
    }

    private static Object reworded(Object value) {
        return switch (value) {
            case String sentence -> sentence.isEmpty() ? sentence : MARK + sentence;
            case List<?> list -> list.stream().map(Reworded::reworded).toList();
            case Optional<?> optional -> optional.map(Reworded::reworded);
            case Reading.Stale<?>(var known, var at, String reason) -> new Reading.Stale<>(known, at, MARK + reason);
            case Reading.Missing<?>(String reason) -> new Reading.Missing<>(MARK + reason);
            case ExactCommand command -> command;
            case Record holder when hasSentences(holder) -> rebuilt(holder);
            default -> value;
        };
    }

    /** The model holds names and numbers; only its records with readings are reworded. */
    private static boolean hasSentences(Record holder) {
        String type = holder.getClass().getName();
        return !type.startsWith("dev.headroom.ma2scf.model.")
                || Arrays.stream(holder.getClass().getRecordComponents())
                        .anyMatch(each -> each.getType() == Reading.class || each.getType() == List.class);
    }

    private static Object rebuilt(Record holder) {
        RecordComponent[] components = holder.getClass().getRecordComponents();
        try {
            Object[] values = new Object[components.length];
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                components[i].getAccessor().setAccessible(true);
                Object value = components[i].getAccessor().invoke(holder);
                values[i] = holder instanceof Step && value instanceof Record ? value : reworded(value);
            }
            Constructor<?> constructor = holder.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The record %s cannot be rebuilt.".formatted(holder.getClass()), e);
        }
    }
}
