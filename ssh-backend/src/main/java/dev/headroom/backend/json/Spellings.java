package dev.headroom.backend.json;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceCheck;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.plan.Plan;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/** The values that JSON holds as one word, not as an object: ids, endpoints, addresses and weights. */
final class Spellings {
    private static final Set<Class<?>> TEXTS = Set.of(
            DirectorId.class,
            ServerId.class,
            ServiceId.class,
            ZoneId.class,
            ContainerId.class,
            Endpoint.class,
            ProbeTarget.class,
            ServiceCheck.class,
            VirtualAddress.class,
            Plan.Forecast.Subject.class);

    private Spellings() {}

    static boolean isText(Class<?> type) {
        return TEXTS.contains(type);
    }

    static SimpleModule module() {
        SimpleModule module = new SimpleModule();
        text(module, DirectorId.class, DirectorId::new);
        text(module, ServerId.class, ServerId::new);
        text(module, ServiceId.class, ServiceId::new);
        text(module, ZoneId.class, ZoneId::new);
        text(module, ContainerId.class, ContainerId::parse);
        text(module, Endpoint.class, Endpoint::parse);
        text(module, ProbeTarget.class, ProbeTarget::parse);
        text(module, ServiceCheck.class, ServiceCheck::parse);
        text(module, VirtualAddress.class, VirtualAddress::parse);
        text(module, Plan.Forecast.Subject.class, Plan.Forecast.Subject::parse);
        weight(module);
        FlatService.register(module);
        module.addKeyDeserializer(ProbeTarget.class, new KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) {
                return parsed(key, ProbeTarget.class, ProbeTarget::parse, context);
            }
        });
        return module;
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, new ValueSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializationContext context) {
                out.writeString(value.toString());
            }
        });
        module.addDeserializer(type, new ValueDeserializer<T>() {
            @Override
            public T deserialize(JsonParser in, DeserializationContext context) {
                if (in.currentToken() != JsonToken.VALUE_STRING) {
                    context.handleUnexpectedToken(type, in);
                }
                return parsed(in.getString(), type, parse, context);
            }
        });
    }

    private static void weight(SimpleModule module) {
        module.addSerializer(Weight.class, new ValueSerializer<Weight>() {
            @Override
            public void serialize(Weight weight, JsonGenerator out, SerializationContext context) {
                out.writeNumber(weight.value());
            }
        });
        module.addDeserializer(Weight.class, new ValueDeserializer<Weight>() {
            @Override
            public Weight deserialize(JsonParser in, DeserializationContext context) {
                if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                    context.handleUnexpectedToken(Weight.class, in);
                }
                return parsed(in.getIntValue(), Weight.class, Weight::new, context);
            }
        });
    }

    /** The value of a model type; a refusal becomes an error with its place in the text. */
    private static <S, T> T parsed(S source, Class<T> type, Function<S, T> parse, DeserializationContext context) {
        try {
            return parse.apply(source);
        } catch (IllegalArgumentException e) {
            throw context.instantiationException(type, e);
        }
    }
}
