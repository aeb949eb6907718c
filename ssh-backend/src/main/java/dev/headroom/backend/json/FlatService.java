package dev.headroom.backend.json;

import dev.headroom.ma2scf.model.ConfiguredCost;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.ServiceCheck;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceLimits;
import dev.headroom.ma2scf.model.ServiceSpec;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.VirtualService;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * A virtual service in JSON: its definition and its demand are fields of one object. Public because the parser
 * creates it.
 */
public record FlatService(
        ServiceId id,
        VirtualAddress address,
        int priority,
        int minimum,
        double value,
        ServiceLimits limits,
        ConfiguredCost cost,
        List<ServiceCheck> checks,
        Reading<Demand> demand) {

    /** Makes the definition once, so that an impossible value is reported for this object. */
    public FlatService {
        checks = new ServiceSpec(id, address, priority, minimum, value, limits, cost, checks).checks();
    }

    private static FlatService of(VirtualService service) {
        ServiceSpec spec = service.spec();
        return new FlatService(
                spec.id(),
                spec.address(),
                spec.priority(),
                spec.minimum(),
                spec.value(),
                spec.limits(),
                spec.cost(),
                spec.checks(),
                service.demand());
    }

    private VirtualService service() {
        return new VirtualService(new ServiceSpec(id, address, priority, minimum, value, limits, cost, checks), demand);
    }

    static void register(SimpleModule module) {
        module.addSerializer(VirtualService.class, new ValueSerializer<>() {
            @Override
            public void serialize(VirtualService value, JsonGenerator generator, SerializationContext context) {
                context.writeValue(generator, of(value));
            }
        });
        module.addDeserializer(VirtualService.class, new ValueDeserializer<>() {
            @Override
            public VirtualService deserialize(JsonParser parser, DeserializationContext context) {
                return context.readValue(parser, FlatService.class).service();
            }
        });
    }
}
