/** The reasons for which a plan is made. In each round each rule is asked once of each service. */
package dev.headroom.ma2scf.sharing.rules;
