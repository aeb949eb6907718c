/** VMMaster: the control loop. {@link dev.headroom.backend.control.ControlCore} decides (pure), {@link dev.headroom.backend.control.VmMaster} drives. Imports ma2scf and the JDK only. */
package dev.headroom.backend.control;
