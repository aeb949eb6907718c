/**
 * VMMaster: {@link dev.headroom.backend.control.driver.VmMaster} drives the pure core with one thread and one queue,
 * and reads and changes the cluster by ports. See decision 0052.
 */
package dev.headroom.backend.control.driver;
