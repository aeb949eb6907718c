/** States of the control loop for pictures and for tests of the window: each is what the loop made of a simulated cluster. */
package dev.headroom.simulation.stage;
