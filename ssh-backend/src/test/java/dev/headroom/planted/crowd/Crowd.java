package dev.headroom.planted.crowd;

/** Breaks a rule: a package of 26 types. */
final class Crowd {
    private Crowd() {}
}

interface Type1 {}

interface Type2 {}

interface Type3 {}

interface Type4 {}

interface Type5 {}

interface Type6 {}

interface Type7 {}

interface Type8 {}

interface Type9 {}

interface Type10 {}

interface Type11 {}

interface Type12 {}

interface Type13 {}

interface Type14 {}

interface Type15 {}

interface Type16 {}

interface Type17 {}

interface Type18 {}

interface Type19 {}

interface Type20 {}

interface Type21 {}

interface Type22 {}

interface Type23 {}

interface Type24 {}

interface Type25 {}
