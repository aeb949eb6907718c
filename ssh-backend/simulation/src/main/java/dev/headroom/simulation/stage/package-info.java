/**
 * States of the control loop for pictures and for tests of the window, each made by the loop on a simulated cluster.
 */
package dev.headroom.simulation.stage;
