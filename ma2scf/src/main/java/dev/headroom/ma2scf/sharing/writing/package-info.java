/** Writes plans: steps in an order that keeps services served, weights, reasons, forecasts. */
package dev.headroom.ma2scf.sharing.writing;
