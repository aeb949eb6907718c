package dev.headroom.program.wording;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * One class file in which all that is for people says something else: constants that its code loads, and templates of its concatenations.
 * Annotations, names of members and labels of a {@code switch} stay.
 */
final class RewordedClass {
    /** One constant, and what was done with it. */
    record Found(Wording.Kind kind, String text) {}

    private final String name;
    private final List<Found> found = new ArrayList<>();

    RewordedClass(String name) {
        this.name = name;
    }

    List<Found> found() {
        return List.copyOf(found);
    }

    byte[] rewritten(byte[] original, ClassLoader loader) {
        // reads files only: a class that were loaded to be asked for its parent would be defined twice
        ClassFile file = ClassFile.of(
                ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)));
        return file.transformClass(file.parse(original), ClassTransform.transformingMethodBodies(this::rewrite));
    }

    private void rewrite(CodeBuilder code, CodeElement element) {
        switch (element) {
            case ConstantInstruction.LoadConstantInstruction load
            when load.constantValue() instanceof String text -> code.loadConstant(reworded(text));
            case InvokeDynamicInstruction call
            when call.bootstrapMethod().methodName().equals("makeConcatWithConstants") ->
                code.invokedynamic(DynamicCallSiteDesc.of(
                        call.bootstrapMethod(),
                        call.name().stringValue(),
                        call.typeSymbol(),
                        call.bootstrapArgs().stream().map(this::reworded).toArray(ConstantDesc[]::new)));
            default -> code.with(element);
        }
    }

    private ConstantDesc reworded(ConstantDesc constant) {
        return constant instanceof String text ? reworded(text) : constant;
    }

    private String reworded(String text) {
        Wording.Kind kind = Wording.of(name, text);
        found.add(new Found(kind, text));
        return kind == Wording.Kind.FOR_PEOPLE ? Mark.put(text, name, found.size()) : text;
    }
}
