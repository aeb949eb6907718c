/** Table of the running loans. */
package dev.headroom.console.loans;
