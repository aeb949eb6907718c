/**
 * VMMaster: {@link dev.headroom.backend.control.driver.VmMaster} drives the pure core with one thread and one queue, and the ports by
 * which it reads and changes what is outside. See decision 0052.
 */
package dev.headroom.backend.control.driver;
