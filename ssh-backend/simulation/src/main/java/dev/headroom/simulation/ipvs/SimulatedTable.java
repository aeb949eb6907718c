package dev.headroom.simulation.ipvs;

import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The IPVS table of one director, with the kernel's behaviour and the refusals of {@code ipvsadm}. Connections of a
 * removed destination go on in its container, as with {@code expire_nodest_conn=0}. Guarded by the cluster's lock.
 * See decision 0008 of ssh-backend.
 */
public final class SimulatedTable {
    private final SortedMap<VirtualAddress, IpvsService> services = new TreeMap<>(KernelOrder.SERVICES);
    private final Function<VirtualAddress, ServiceTally> tallies;

    /** @param tallies gives the tally of an address */
    public SimulatedTable(Function<VirtualAddress, ServiceTally> tallies) {
        this.tallies = tallies;
    }

    public List<IpvsService> services() {
        return List.copyOf(services.values());
    }

    public Optional<IpvsService> service(VirtualAddress address) {
        return Optional.ofNullable(services.get(address));
    }

    List<ServiceListing> listings() {
        return services.values().stream().map(IpvsService::listing).toList();
    }

    /** Adds a service. This and the following changes return the tool's refusal; empty when the change was made. */
    public Optional<String> addService(VirtualAddress address, IpvsService.Settings settings) {
        if (services.containsKey(address)) {
            return Optional.of("Service already exists");
        }
        services.put(address, new IpvsService(address, settings, tallies.apply(address)));
        return Optional.empty();
    }

    Optional<String> editService(VirtualAddress address, IpvsService.Settings settings) {
        return onService(address, "No such service", service -> {
            service.replace(settings);
            return Optional.empty();
        });
    }

    Optional<String> deleteService(VirtualAddress address) {
        return onService(address, "No such service", service -> {
            services.remove(address);
            return Optional.empty();
        });
    }

    Optional<String> zeroService(VirtualAddress address) {
        return onService(address, "No such service", service -> {
            service.zero();
            return Optional.empty();
        });
    }

    public Optional<String> addDestination(VirtualAddress address, DestinationSpec spec) {
        return onService(address, "Service not defined", service -> {
            if (service.destination(spec.endpoint()).isPresent()) {
                return Optional.of("Destination already exists");
            }
            service.add(spec);
            return Optional.empty();
        });
    }

    /** Replaces the whole destination: a setting that the command leaves out is reset, as in the kernel. */
    Optional<String> editDestination(VirtualAddress address, DestinationSpec spec) {
        return onService(address, "Service not defined", service -> {
            Optional<IpvsDestination> destination = service.destination(spec.endpoint());
            destination.ifPresent(d -> d.replace(spec));
            return destination.isPresent() ? Optional.empty() : Optional.of("No such destination");
        });
    }

    Optional<String> deleteDestination(VirtualAddress address, Endpoint endpoint) {
        return onService(address, "Service not defined", service -> {
            return service.remove(endpoint).isPresent() ? Optional.empty() : Optional.of("No such destination");
        });
    }

    void flush() {
        services.clear();
    }

    private Optional<String> onService(
            VirtualAddress address, String missing, Function<IpvsService, Optional<String>> change) {
        return service(address).map(change).orElseGet(() -> Optional.of(missing));
    }
}
