package dev.headroom.bench.reassignment;

import java.util.List;

/**
 * One machine-reassignment instance with its initial assignment, as far as capacity matters: costs of moves and of
 * balance are left out.
 */
record Instance(int resources, List<Machine> machines, List<Service> services, List<Job> processes) {

    Instance {
        machines = List.copyOf(machines);
        services = List.copyOf(services);
        processes = List.copyOf(processes);
    }

    /**
     * One machine.
     *
     * @param capacity of each resource
     * @param safety of each resource, above which the challenge takes a penalty; at most the capacity
     */
    record Machine(int neighborhood, int location, List<Long> capacity, List<Long> safety) {
        Machine {
            capacity = List.copyOf(capacity);
            safety = List.copyOf(safety);
        }
    }

    /**
     * One service.
     *
     * @param spread its processes must run in at least so many locations
     * @param dependsOn each of its processes needs a process of each of these in its neighborhood
     */
    record Service(int spread, List<Integer> dependsOn) {
        Service {
            dependsOn = List.copyOf(dependsOn);
        }
    }

    /**
     * One process, called a job here; two of the same service never share a machine.
     *
     * @param needs of each resource
     * @param machine where it runs at first
     */
    record Job(int service, List<Long> needs, int machine) {
        Job {
            needs = List.copyOf(needs);
        }
    }
}
